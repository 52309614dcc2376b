# With room for one item the second child cannot put before the parent takes, and the parent joins first.
from multiprocessing import Process, Queue


def work(task, results):
    results.put((task, task * task))
    results.put(None)


def square_all(n_tasks):
    results = Queue(maxsize=1)
    processes = [Process(target=work, args=(task, results)) for task in range(n_tasks)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    squares = {}
    for _ in range(2 * n_tasks):
        item = results.get()
        if item is not None:
            squares[item[0]] = item[1]
    return squares
