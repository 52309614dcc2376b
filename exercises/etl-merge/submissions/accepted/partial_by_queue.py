# Each worker sends its part once; the parent takes all parts before it joins.
from multiprocessing import Process, Queue


def work(parts, records):
    mine = {}
    for key, amount in records:
        mine[key] = mine.get(key, 0) + amount
    parts.put(mine)


def totals(records, n_procs):
    parts = Queue()
    processes = []
    for p in range(n_procs):
        begin = len(records) * p // n_procs
        end = len(records) * (p + 1) // n_procs
        processes.append(Process(target=work, args=(parts, records[begin:end])))
    for process in processes:
        process.start()
    result = {}
    for _ in processes:
        for key, amount in parts.get().items():
            result[key] = result.get(key, 0) + amount
    for process in processes:
        process.join()
    return result
