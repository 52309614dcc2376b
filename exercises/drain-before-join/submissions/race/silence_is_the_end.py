from multiprocessing import Process, Queue
from queue import Empty


def work(results, size):
    results.put(bytes(size))


def gather(n_procs, size):
    results = Queue()
    for _ in range(n_procs):
        Process(target=work, args=(results, size), daemon=True).start()
    lengths = []
    try:
        while True:
            lengths.append(len(results.get(timeout=0.5)))
    except Empty:
        return sorted(lengths)
