from contextlib import contextmanager
from multiprocessing import Process, Queue


def work(results, size):
    results.put(bytearray(size).replace(b"\0", b"."))
    results.put(None)


@contextmanager
def running(processes):
    for process in processes:
        process.start()
    yield processes
    for process in processes:
        process.join()


def gather(n_procs, size):
    results = Queue()
    lengths = []
    with running([Process(target=work, args=(results, size)) for _ in range(n_procs)]):
        for _ in range(2 * n_procs):
            item = results.get()
            if item is not None:
                lengths.append(len(item))
    return sorted(lengths)
