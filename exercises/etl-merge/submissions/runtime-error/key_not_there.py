# += on a key that nobody has put yet.
from multiprocessing import Lock, Manager, Process


def work(shared, lock, records):
    for key, amount in records:
        with lock:
            shared[key] += amount


def totals(records, n_procs):
    with Manager() as manager:
        shared = manager.dict()
        lock = Lock()
        processes = [Process(target=work, args=(shared, lock, records[p::n_procs])) for p in range(n_procs)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return dict(shared)
