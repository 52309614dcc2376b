# New jobs go into a list that no other process sees.
from multiprocessing import Manager, Process


def work(graph, jobs, seen, lock, visits):
    while True:
        with lock:
            if not jobs:
                return
            page = jobs.pop()
            if page in seen:
                continue
            seen[page] = True
        visits.append(page)
        jobs.extend(graph[page])


def crawl(graph, start, n_workers):
    with Manager() as manager:
        seen = {}
        visits = []
        lock = manager.Lock()
        jobs = [start]
        workers = [Process(target=work, args=(graph, jobs, seen, lock, visits)) for _ in range(n_workers)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return sorted(visits)
