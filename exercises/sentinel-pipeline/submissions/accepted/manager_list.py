from contextlib import contextmanager
from multiprocessing import Manager, Process, Queue


def work(jobs, consumed):
    mine = []
    while True:
        item = jobs.get()
        if item is None:
            break
        mine.append(item)
    consumed.extend(mine)


@contextmanager
def consumers(n_consumers, jobs, consumed):
    processes = [Process(target=work, args=(jobs, consumed)) for _ in range(n_consumers)]
    for process in processes:
        process.start()
    yield processes
    for _ in processes:
        jobs.put(None)
    for process in processes:
        process.join()


def consume(items, n_consumers):
    with Manager() as manager:
        jobs, consumed = Queue(), manager.list()
        with consumers(n_consumers, jobs, consumed):
            for item in items:
                jobs.put(item)
        return list(consumed)
