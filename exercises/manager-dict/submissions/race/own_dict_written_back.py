# Every worker reads the whole dict, adds its part and writes the whole back: parts of others get lost.
from multiprocessing import Manager, Process


def work(namespace, p, n_keys):
    mine = namespace.entries
    for i in range(n_keys):
        mine[f"proc{p}_key{i}"] = i * p
    namespace.entries = mine


def collect(n_procs, n_keys):
    with Manager() as manager:
        namespace = manager.Namespace()
        namespace.entries = {}
        processes = [Process(target=work, args=(namespace, p, n_keys)) for p in range(n_procs)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return namespace.entries
