# One sentinel ends one worker; the others wait for theirs.
from multiprocessing import Process, Queue


def work(tasks, results):
    while (task := tasks.get()) is not None:
        index, n = task
        results.put((index, n * n + 1))


def apply_all(numbers, n_workers):
    tasks, results = Queue(), Queue()
    workers = [Process(target=work, args=(tasks, results)) for _ in range(n_workers)]
    for worker in workers:
        worker.start()
    for task in enumerate(numbers):
        tasks.put(task)
    tasks.put(None)
    images = dict(results.get() for _ in numbers)
    for worker in workers:
        worker.join()
    return [images[i] for i in range(len(numbers))]
