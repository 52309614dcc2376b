# Hopes that half a second is enough for everyone.
import time
from multiprocessing import Process, Queue


def work(task, results):
    results.put((task, task * task))


def square_all(n_tasks):
    results = Queue()
    processes = [Process(target=work, args=(task, results)) for task in range(n_tasks)]
    for process in processes:
        process.start()
    time.sleep(0.5)
    squares = dict(results.get() for _ in range(results.qsize()))
    for process in processes:
        process.join()
    return squares
