from multiprocessing import Process, Queue


def work(task, results):
    results.put((task, task * task))


def square_all(n_tasks):
    results = Queue()
    processes = [Process(target=work, args=(task, results)) for task in range(n_tasks)]
    for process in processes:
        process.start()
    squares = {}
    for _ in range(n_tasks + 1):
        task, square = results.get()
        squares[task] = square
    for process in processes:
        process.join()
    return squares
