# Children and right lists, but no Manager.
from multiprocessing import Process, Queue


def work(parts, pairs):
    mine = {}
    for key, value in pairs:
        mine.setdefault(key, []).append(value)
    parts.put(mine)


def group(pairs, n_procs):
    parts = Queue()
    processes = [Process(target=work, args=(parts, pairs[p::n_procs])) for p in range(n_procs)]
    for process in processes:
        process.start()
    result = {}
    for _ in processes:
        for key, values in parts.get().items():
            result.setdefault(key, []).extend(values)
    for process in processes:
        process.join()
    return {key: sorted(values) for key, values in result.items()}
