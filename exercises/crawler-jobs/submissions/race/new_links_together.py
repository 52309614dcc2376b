# All new links of a page at once: looked up, and then noted. Two pages that link to the same new one find it both.
from multiprocessing import Manager, Process, Queue, Value


class Worker(Process):
    def __init__(self, number, n_workers, graph, jobs, open_jobs, owners, visits):
        super().__init__()
        self.number = number
        self.n_workers = n_workers
        self.graph = graph
        self.jobs = jobs
        self.open_jobs = open_jobs
        self.owners = owners
        self.visits = visits

    def run(self):
        while (page := self.jobs.get()) is not None:
            self.visits.append(page)
            mine = [link for link in dict.fromkeys(self.graph[page]) if link not in self.owners]
            self.owners.update(dict.fromkeys(mine))
            with self.open_jobs.get_lock():
                self.open_jobs.value += len(mine) - 1
                done = self.open_jobs.value == 0
            for link in mine:
                self.jobs.put(link)
            if done:
                for _ in range(self.n_workers):
                    self.jobs.put(None)


def crawl(graph, start, n_workers):
    with Manager() as manager:
        owners = manager.dict({start: None})
        visits = manager.list()
        jobs = Queue()
        open_jobs = Value("i", 1)
        jobs.put(start)
        workers = [
            Worker(number, n_workers, graph, jobs, open_jobs, owners, visits) for number in range(n_workers)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return list(sorted(visits))
