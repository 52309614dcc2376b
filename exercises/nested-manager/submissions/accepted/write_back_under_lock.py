from multiprocessing import Lock, Manager, Process


def work(shared, lock, pairs):
    for key, value in pairs:
        with lock:
            values = shared.get(key, [])
            values.append(value)
            shared[key] = values


def group(pairs, n_procs):
    with Manager() as manager:
        shared = manager.dict()
        lock = Lock()
        processes = [Process(target=work, args=(shared, lock, pairs[p::n_procs])) for p in range(n_procs)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return {key: sorted(values) for key, values in shared.items()}
