# dict() wants pairs and gets numbers.
from multiprocessing import Process, Queue


def work(task, results):
    results.put(task * task)


def square_all(n_tasks):
    results = Queue()
    processes = [Process(target=work, args=(task, results)) for task in range(n_tasks)]
    for process in processes:
        process.start()
    squares = [results.get() for _ in processes]
    for process in processes:
        process.join()
    return dict(squares)
