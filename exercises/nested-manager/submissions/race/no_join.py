from multiprocessing import Lock, Manager, Process


def work(shared, lock, pairs):
    for key, value in pairs:
        with lock:
            shared[key] = shared.get(key, []) + [value]


def group(pairs, n_procs):
    manager = Manager()
    shared = manager.dict()
    lock = Lock()
    for p in range(n_procs):
        Process(target=work, args=(shared, lock, pairs[p::n_procs])).start()
    return {key: sorted(values) for key, values in shared.items()}
