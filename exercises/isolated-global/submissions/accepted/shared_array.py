from multiprocessing import Array, Process

counter = 0


class Worker(Process):
    def __init__(self, index, n, finals):
        super().__init__()
        self.index, self.n, self.finals = index, n, finals

    def run(self):
        global counter
        for _ in range(self.n):
            counter += 1
        self.finals[self.index] = counter


def tally(n_procs, n):
    finals = Array("q", n_procs, lock=False)
    workers = [Worker(i, n, finals) for i in range(n_procs)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return counter, list(finals)
