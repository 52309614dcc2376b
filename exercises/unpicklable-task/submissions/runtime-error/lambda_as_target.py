# Under spawn the target of a process is pickled as well.
from multiprocessing import Process, Queue


def apply_all(numbers, n_workers):
    results = Queue()
    processes = [Process(target=lambda p: results.put((p, [n * n + 1 for n in numbers[p::n_workers]])), args=(p,))
                 for p in range(n_workers)]
    for process in processes:
        process.start()
    parts = dict(results.get() for _ in processes)
    for process in processes:
        process.join()
    return [parts[i % n_workers][i // n_workers] for i in range(len(numbers))]
