# The starter's mistake: every child appends to its own copy.
from multiprocessing import Process


def work(task, results):
    results.append((task, task * task))


def square_all(n_tasks):
    results = []
    processes = [Process(target=work, args=(task, results)) for task in range(n_tasks)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return dict(results)
