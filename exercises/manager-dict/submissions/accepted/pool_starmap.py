# A pool's workers are processes too; starmap waits for all of them.
from multiprocessing import Manager, Pool


def work(shared, p, n_keys):
    for i in range(n_keys):
        shared[f"proc{p}_key{i}"] = i * p


def collect(n_procs, n_keys):
    with Manager() as manager:
        shared = manager.dict()
        with Pool(n_procs) as pool:
            pool.starmap(work, [(shared, p, n_keys) for p in range(n_procs)])
            pool.close()
            pool.join()
        return {key: shared[key] for key in shared.keys()}
