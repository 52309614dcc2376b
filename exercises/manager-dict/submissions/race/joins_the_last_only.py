# The worker that was started last need not be the one that ends last.
from multiprocessing import Manager, Process


def work(shared, p, n_keys):
    for i in range(n_keys):
        shared[f"proc{p}_key{i}"] = i * p


def collect(n_procs, n_keys):
    manager = Manager()
    shared = manager.dict()
    process = None
    for p in range(n_procs):
        process = Process(target=work, args=(shared, p, n_keys))
        process.start()
    process.join()
    return dict(shared)
