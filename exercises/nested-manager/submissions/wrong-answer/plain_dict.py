# Children fill copies of a dict that no Manager holds.
from multiprocessing import Manager, Process


def work(groups, lock, pairs):
    for key, value in pairs:
        with lock:
            groups.setdefault(key, []).append(value)


def group(pairs, n_procs):
    with Manager() as manager:
        groups = {}
        lock = manager.Lock()
        processes = [Process(target=work, args=(groups, lock, pairs[p::n_procs])) for p in range(n_procs)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return {key: sorted(values) for key, values in groups.items()}
