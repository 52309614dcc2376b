# A lock where none is needed, and taken twice.
from multiprocessing import Manager, Process


def put(shared, lock, key, value):
    with lock:
        shared[key] = value


def work(shared, lock, p, n_keys):
    with lock:
        for i in range(n_keys):
            put(shared, lock, f"proc{p}_key{i}", i * p)


def collect(n_procs, n_keys):
    with Manager() as manager:
        shared = manager.dict()
        lock = manager.Lock()
        processes = [Process(target=work, args=(shared, lock, p, n_keys)) for p in range(n_procs)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return dict(shared)
