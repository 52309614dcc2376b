from multiprocessing import Process, Queue
from queue import Empty


def work(results, size):
    results.put(bytes(size))


def gather(n_procs, size):
    results = Queue()
    processes = [Process(target=work, args=(results, size)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    lengths = []
    while any(process.is_alive() for process in processes):
        try:
            lengths.append(len(results.get(timeout=0.1)))
        except Empty:
            pass
    return sorted(lengths)
