# Every worker gets each n_workers-th sum and answers once.
from multiprocessing import Pipe, Process


class Worker(Process):
    def __init__(self, share):
        super().__init__()
        self.share = share
        self.here, self.there = Pipe(duplex=False)

    def run(self):
        self.there.send([sum(i * i for i in range(n)) for n in self.share])


def heavy_all(ns, n_workers):
    workers = [Worker(ns[w::n_workers]) for w in range(n_workers)]
    for worker in workers:
        worker.start()
    sums = [0] * len(ns)
    for w, worker in enumerate(workers):
        sums[w::n_workers] = worker.here.recv()
        worker.join()
    return sums
