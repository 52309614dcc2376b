from multiprocessing import Process, Queue


def work(parts, records):
    mine = {}
    for key, amount in records:
        mine[key] = mine.get(key, 0) + amount
    parts.put(mine)


def totals(records, n_procs):
    parts = Queue()
    size = len(records) // n_procs
    processes = [
        Process(target=work, args=(parts, records[p * size : (p + 1) * size])) for p in range(n_procs)
    ]
    for process in processes:
        process.start()
    result = {}
    for _ in processes:
        for key, amount in parts.get().items():
            result[key] = result.get(key, 0) + amount
    for process in processes:
        process.join()
    return result
