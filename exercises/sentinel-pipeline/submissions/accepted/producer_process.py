import multiprocessing as mp

DONE = "done"


class Producer(mp.Process):
    def __init__(self, items, jobs, n_consumers):
        super().__init__(name="producer")
        self.items, self.jobs, self.n_consumers = items, jobs, n_consumers

    def run(self):
        for item in self.items:
            self.jobs.put(item)
        for _ in range(self.n_consumers):
            self.jobs.put(DONE)


class Consumer(mp.Process):
    def __init__(self, jobs, results):
        super().__init__()
        self.jobs, self.results = jobs, results

    def run(self):
        consumed = []
        while (item := self.jobs.get()) != DONE:
            consumed.append(item)
        self.results.put(consumed)


def consume(items, n_consumers):
    jobs, results = mp.SimpleQueue(), mp.SimpleQueue()
    consumers = [Consumer(jobs, results) for _ in range(n_consumers)]
    processes = [Producer(items, jobs, n_consumers), *consumers]
    for process in processes:
        process.start()
    consumed = []
    for _ in consumers:
        consumed += results.get()
    for process in processes:
        process.join()
    return consumed
