# The queue goes to each process as an argument, which is where it may be pickled.
from multiprocessing import Process, Queue


class Worker(Process):
    def __init__(self, results, start, numbers):
        super().__init__()
        self.results = results
        self.first = start
        self.numbers = numbers

    def run(self):
        self.results.put((self.first, [n * n + 1 for n in self.numbers]))


def apply_all(numbers, n_workers):
    results = Queue()
    borders = [w * len(numbers) // n_workers for w in range(n_workers + 1)]
    workers = [Worker(results, start, numbers[start:stop]) for start, stop in zip(borders, borders[1:]) if start < stop]
    for worker in workers:
        worker.start()
    parts = sorted(results.get() for _ in workers)
    for worker in workers:
        worker.join()
    return [image for _, part in parts for image in part]
