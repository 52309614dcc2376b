# Each process says when it is done.
from multiprocessing import Process, Queue

DONE = "done"


def work(task, queue):
    queue.put((task, task * task))
    queue.put(DONE)


def square_all(n_tasks):
    queue = Queue()
    processes = [Process(target=work, args=(task, queue)) for task in range(n_tasks)]
    for process in processes:
        process.start()
    squares = {}
    running = n_tasks
    while running > 0:
        item = queue.get()
        if item == DONE:
            running -= 1
        else:
            task, square = item
            squares[task] = square
    for process in processes:
        process.join()
    return squares
