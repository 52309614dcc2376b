# Two workers share the tasks where each task was to have its own process.
from multiprocessing import Process, Queue


def work(tasks, results):
    for task in tasks:
        results.put((task, task * task))


def square_all(n_tasks):
    results = Queue()
    parts = [range(0, n_tasks, 2), range(1, n_tasks, 2)]
    processes = [Process(target=work, args=(part, results)) for part in parts]
    for process in processes:
        process.start()
    squares = dict(results.get() for _ in range(n_tasks))
    for process in processes:
        process.join()
    return squares
