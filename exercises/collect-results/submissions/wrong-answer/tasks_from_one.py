from multiprocessing import Process, Queue


def work(task, results):
    results.put((task, task * task))


def square_all(n_tasks):
    results = Queue()
    processes = [Process(target=work, args=(task, results)) for task in range(1, n_tasks + 1)]
    for process in processes:
        process.start()
    squares = dict(results.get() for _ in processes)
    for process in processes:
        process.join()
    return squares
