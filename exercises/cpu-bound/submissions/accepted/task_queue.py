# Workers take the number of the next sum from a queue and answer with that number.
from multiprocessing import Process, Queue


def work(tasks, results):
    while (task := tasks.get()) is not None:
        index, n = task
        results.put((index, sum(i * i for i in range(n))))


def heavy_all(ns, n_workers):
    tasks, results = Queue(), Queue()
    workers = [Process(target=work, args=(tasks, results)) for _ in range(n_workers)]
    for worker in workers:
        worker.start()
    for task in enumerate(ns):
        tasks.put(task)
    for _ in workers:
        tasks.put(None)
    answers = dict(results.get() for _ in ns)
    for worker in workers:
        worker.join()
    return [answers[index] for index in range(len(ns))]
