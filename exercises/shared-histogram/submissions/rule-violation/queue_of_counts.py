# Workers count, but the counts are sent, and nothing is shared.
from collections import Counter
from multiprocessing import Process, Queue


def work(parts, bins, share):
    parts.put(Counter(value % bins for value in share))


def histogram(data, bins, n_procs):
    parts = Queue()
    processes = [Process(target=work, args=(parts, bins, data[p::n_procs])) for p in range(n_procs)]
    for process in processes:
        process.start()
    total = Counter()
    for _ in processes:
        total.update(parts.get())
    for process in processes:
        process.join()
    return [total[b] for b in range(bins)]
