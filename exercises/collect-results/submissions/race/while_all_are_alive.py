# Reads while the children are alive, and stops as soon as one of them is not.
from multiprocessing import Process, Queue


def work(task, results):
    results.put((task, task * task))


def square_all(n_tasks):
    results = Queue()
    processes = [Process(target=work, args=(task, results)) for task in range(n_tasks)]
    for process in processes:
        process.start()
    squares = {}
    while len(squares) < n_tasks and all(process.is_alive() for process in processes):
        task, square = results.get()
        squares[task] = square
    for process in processes:
        process.join()
    return squares
