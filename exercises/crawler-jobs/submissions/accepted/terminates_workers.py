# Once join of the queue returns every job is done, and the workers wait for nothing but their end.
from multiprocessing import JoinableQueue, Lock, Manager, Process


def work(graph, jobs, seen, lock, visits):
    while True:
        page = jobs.get()
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
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join()
        return sorted(visits)
