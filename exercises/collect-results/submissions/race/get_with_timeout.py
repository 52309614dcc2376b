# Takes silence for the end.
from multiprocessing import Process, Queue
from queue import Empty


def work(task, results):
    results.put((task, task * task))


def square_all(n_tasks):
    results = Queue()
    processes = [Process(target=work, args=(task, results)) for task in range(n_tasks)]
    for process in processes:
        process.start()
    squares = {}
    try:
        while True:
            task, square = results.get(timeout=0.3)
            squares[task] = square
    except Empty:
        pass
    for process in processes:
        process.join()
    return squares
