# The keys of the managed dict are pairs of process and key, so nobody writes what another one reads.
from multiprocessing import Manager, Process


def work(shared, p, pairs):
    mine = {}
    for key, value in pairs:
        mine.setdefault((p, key), []).append(value)
    shared.update(mine)


def group(pairs, n_procs):
    with Manager() as manager:
        shared = manager.dict()
        processes = [Process(target=work, args=(shared, p, pairs[p::n_procs])) for p in range(n_procs)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        result = {}
        for (_, key), values in shared.items():
            result.setdefault(key, []).extend(values)
    return {key: sorted(values) for key, values in result.items()}
