# Every child makes a queue of its own.
from multiprocessing import Process, Queue

results = None


def work(task):
    global results
    results = Queue()
    results.put((task, task * task))


def square_all(n_tasks):
    processes = [Process(target=work, args=(task,)) for task in range(n_tasks)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    squares = {}
    while results is not None and not results.empty():
        task, square = results.get()
        squares[task] = square
    return squares
