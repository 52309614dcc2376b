from multiprocessing import Lock, Manager, Process, Queue
from queue import Empty


def work(graph, jobs, seen, lock, visits):
    while True:
        try:
            page = jobs.get_nowait()
        except Empty:
            return
        visits.append(page)
        for link in graph[page]:
            with lock:
                if link not in seen:
                    seen[link] = True
                    jobs.put(link)


def crawl(graph, start, n_workers):
    with Manager() as manager:
        seen = manager.dict({start: True})
        visits = manager.list()
        lock = Lock()
        jobs = Queue()
        jobs.put(start)
        workers = [Process(target=work, args=(graph, jobs, seen, lock, visits)) for _ in range(n_workers)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return sorted(visits)
