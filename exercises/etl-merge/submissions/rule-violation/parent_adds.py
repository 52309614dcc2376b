# The children are there for show; the parent adds.
from multiprocessing import Process


def work(records):
    mine = {}
    for key, amount in records:
        mine[key] = mine.get(key, 0) + amount


def totals(records, n_procs):
    processes = [Process(target=work, args=(records[p::n_procs],)) for p in range(n_procs)]
    for process in processes:
        process.start()
    result = {}
    for key, amount in records:
        result[key] = result.get(key, 0) + amount
    for process in processes:
        process.join()
    return result
