# Copies the dict while workers may still be filling it.
from multiprocessing import Manager, Process


def work(shared, p, n_keys):
    for i in range(n_keys):
        shared[f"proc{p}_key{i}"] = i * p


def collect(n_procs, n_keys):
    manager = Manager()
    shared = manager.dict()
    for p in range(n_procs):
        Process(target=work, args=(shared, p, n_keys)).start()
    return dict(shared)
