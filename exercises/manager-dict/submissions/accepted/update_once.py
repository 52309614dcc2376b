# Each worker builds its part and sends it in one message.
import multiprocessing as mp
from multiprocessing.managers import SyncManager


def work(shared, p, n_keys):
    shared.update({f"proc{p}_key{i}": i * p for i in range(n_keys)})


def collect(n_procs, n_keys):
    manager = SyncManager()
    manager.start()
    try:
        shared = manager.dict()
        workers = []
        for p in range(n_procs):
            worker = mp.Process(target=work, args=(shared, p, n_keys), name=f"worker {p}")
            worker.start()
            workers.append(worker)
        for worker in workers:
            worker.join()
        return shared.copy()
    finally:
        manager.shutdown()
