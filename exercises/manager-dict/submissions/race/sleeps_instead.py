import time
from multiprocessing import Manager, Process


def work(shared, p, n_keys):
    for i in range(n_keys):
        shared[f"proc{p}_key{i}"] = i * p


def collect(n_procs, n_keys):
    manager = Manager()
    shared = manager.dict()
    for p in range(n_procs):
        Process(target=work, args=(shared, p, n_keys)).start()
    time.sleep(0.5)
    return dict(shared)
