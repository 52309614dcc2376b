# Each child locks a lock of its own.
from multiprocessing import Lock, Manager, Process


def work(shared, pairs):
    lock = Lock()
    for key, value in pairs:
        with lock:
            shared[key] = shared.get(key, []) + [value]


def group(pairs, n_procs):
    with Manager() as manager:
        shared = manager.dict()
        processes = [Process(target=work, args=(shared, pairs[p::n_procs])) for p in range(n_procs)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return {key: sorted(values) for key, values in shared.items()}
