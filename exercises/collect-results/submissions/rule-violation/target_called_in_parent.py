# The parentheses after work call it at once, in the parent; the processes have nothing to do.
from multiprocessing import Process, Queue


def work(task, results):
    results.put((task, task * task))


def square_all(n_tasks):
    results = Queue()
    processes = [Process(target=work(task, results)) for task in range(n_tasks)]
    for process in processes:
        process.start()
    squares = dict(results.get() for _ in processes)
    for process in processes:
        process.join()
    return squares
