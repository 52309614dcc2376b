# Believes that the global must be the sum of what all children counted.
from multiprocessing import Process, SimpleQueue

counter = 0


def work(index, n, results):
    global counter
    for _ in range(n):
        counter += 1
    results.put((index, counter))


def tally(n_procs, n):
    global counter
    results = SimpleQueue()
    processes = [Process(target=work, args=(i, n, results)) for i in range(n_procs)]
    for process in processes:
        process.start()
    finals = dict(results.get() for _ in processes)
    for process in processes:
        process.join()
    counter += sum(finals.values())
    return counter, [finals[i] for i in range(n_procs)]
