# Every child merges into a dict of its own.
from multiprocessing import Lock, Process

result = {}


def work(lock, records):
    for key, amount in records:
        with lock:
            result[key] = result.get(key, 0) + amount


def totals(records, n_procs):
    lock = Lock()
    processes = [Process(target=work, args=(lock, records[p::n_procs])) for p in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return result
