# Takes what is there, and does not wait for the rest.
from multiprocessing import Process, Queue


def work(parts, records):
    mine = {}
    for key, amount in records:
        mine[key] = mine.get(key, 0) + amount
    parts.put(mine)


def totals(records, n_procs):
    parts = Queue()
    for p in range(n_procs):
        Process(target=work, args=(parts, records[p::n_procs])).start()
    result = {}
    while not parts.empty():
        for key, amount in parts.get().items():
            result[key] = result.get(key, 0) + amount
    return result
