# The starter's mistake: every child fills a copy.
from multiprocessing import Process


def work(shared, p, n_keys):
    for i in range(n_keys):
        shared[f"proc{p}_key{i}"] = i * p


def collect(n_procs, n_keys):
    shared = {}
    processes = [Process(target=work, args=(shared, p, n_keys)) for p in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return shared
