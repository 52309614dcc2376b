# A new key leaves the loop body before the lock is released.
from multiprocessing import Lock, Manager, Process


def work(shared, lock, records):
    for key, amount in records:
        lock.acquire()
        if key not in shared:
            shared[key] = amount
            continue
        shared[key] += amount
        lock.release()


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
