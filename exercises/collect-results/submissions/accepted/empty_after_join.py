# A child hands on all its items before it ends, so that after all joins the queue is complete. CPython does so, although
# the documentation promises nothing of empty().
from multiprocessing import Process, Queue


def work(task, results):
    results.put((task, task * task))


def square_all(n_tasks):
    results = Queue()
    processes = [Process(target=work, args=(task, results)) for task in range(n_tasks)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    squares = {}
    while not results.empty():
        task, square = results.get()
        squares[task] = square
    return squares
