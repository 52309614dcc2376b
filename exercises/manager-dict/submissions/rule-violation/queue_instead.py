# Workers, but no Manager: the parts come through a queue.
from multiprocessing import Process, Queue


def work(parts, p, n_keys):
    parts.put({f"proc{p}_key{i}": i * p for i in range(n_keys)})


def collect(n_procs, n_keys):
    parts = Queue()
    processes = [Process(target=work, args=(parts, p, n_keys)) for p in range(n_procs)]
    for process in processes:
        process.start()
    result = {}
    for _ in processes:
        result.update(parts.get())
    for process in processes:
        process.join()
    return result
