from queue import Queue
from threading import Thread


def work(task, results):
    results.put((task, task * task))


def square_all(n_tasks):
    results = Queue()
    threads = [Thread(target=work, args=(task, results)) for task in range(n_tasks)]
    for thread in threads:
        thread.start()
    squares = dict(results.get() for _ in threads)
    for thread in threads:
        thread.join()
    return squares
