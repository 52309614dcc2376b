# Adds on its own first, and merges into the shared dict under the Manager's lock.
import multiprocessing as mp


def work(shared, lock, records):
    mine = {}
    for key, amount in records:
        mine[key] = mine.get(key, 0) + amount
    lock.acquire()
    try:
        before = shared.copy()
        shared.update({key: before.get(key, 0) + amount for key, amount in mine.items()})
    finally:
        lock.release()


def totals(records, n_procs):
    manager = mp.Manager()
    shared = manager.dict()
    lock = manager.Lock()
    workers = []
    for p in range(n_procs):
        worker = mp.Process(target=work, args=(shared, lock, records[p::n_procs]))
        worker.start()
        workers.append(worker)
    for worker in workers:
        worker.join()
    result = shared.copy()
    manager.shutdown()
    return result
