from queue import Queue
from threading import Thread


def work(results, size):
    results.put(bytes(size))


def gather(n_procs, size):
    results = Queue()
    threads = [Thread(target=work, args=(results, size)) for _ in range(n_procs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(len(results.get()) for _ in threads)
