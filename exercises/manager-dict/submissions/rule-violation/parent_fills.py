# A Manager, but no workers.
from multiprocessing import Manager


def collect(n_procs, n_keys):
    with Manager() as manager:
        shared = manager.dict()
        for p in range(n_procs):
            for i in range(n_keys):
                shared[f"proc{p}_key{i}"] = i * p
        return dict(shared)
