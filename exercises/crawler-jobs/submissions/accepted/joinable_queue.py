# task_done comes after the new jobs were put, so the queue's count is 0 only when no work is left.
from multiprocessing import JoinableQueue, Lock, Manager, Process


def work(graph, jobs, seen, lock, visits):
    while True:
        page = jobs.get()
        if page is None:
            return
        visits.append(page)
        for link in graph[page]:
            with lock:
                new = link not in seen
                if new:
                    seen[link] = True
            if new:
                jobs.put(link)
        jobs.task_done()


def crawl(graph, start, n_workers):
    with Manager() as manager:
        seen = manager.dict({start: True})
        visits = manager.list()
        lock = Lock()
        jobs = JoinableQueue()
        jobs.put(start)
        workers = [Process(target=work, args=(graph, jobs, seen, lock, visits)) for _ in range(n_workers)]
        for worker in workers:
            worker.start()
        jobs.join()
        for _ in workers:
            jobs.put(None)
        for worker in workers:
            worker.join()
        return sorted(visits)
