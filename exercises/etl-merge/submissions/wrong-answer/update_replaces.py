# dict.update replaces a total, it does not add to it.
from multiprocessing import Process, Queue


def work(parts, records):
    mine = {}
    for key, amount in records:
        mine[key] = mine.get(key, 0) + amount
    parts.put(mine)


def totals(records, n_procs):
    parts = Queue()
    processes = [Process(target=work, args=(parts, records[p::n_procs])) for p in range(n_procs)]
    for process in processes:
        process.start()
    result = {}
    for _ in processes:
        result.update(parts.get())
    for process in processes:
        process.join()
    return result
