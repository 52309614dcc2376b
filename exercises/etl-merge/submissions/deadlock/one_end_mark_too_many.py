# Waits for one end mark more than there are workers.
from multiprocessing import Process, Queue


def work(parts, records):
    mine = {}
    for key, amount in records:
        mine[key] = mine.get(key, 0) + amount
    if mine:
        parts.put(mine)
    parts.put(None)


def totals(records, n_procs):
    parts = Queue()
    processes = [Process(target=work, args=(parts, records[p::n_procs])) for p in range(n_procs)]
    for process in processes:
        process.start()
    result = {}
    ended = 0
    while ended <= n_procs:
        part = parts.get()
        if part is None:
            ended += 1
            continue
        for key, amount in part.items():
            result[key] = result.get(key, 0) + amount
    for process in processes:
        process.join()
    return result
