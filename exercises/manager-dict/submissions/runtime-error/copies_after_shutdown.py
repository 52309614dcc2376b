# Makes the plain dict one line too late.
from multiprocessing import Manager, Process


def work(shared, p, n_keys):
    for i in range(n_keys):
        shared[f"proc{p}_key{i}"] = i * p


def collect(n_procs, n_keys):
    with Manager() as manager:
        shared = manager.dict()
        processes = [Process(target=work, args=(shared, p, n_keys)) for p in range(n_procs)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
    return dict(shared)
