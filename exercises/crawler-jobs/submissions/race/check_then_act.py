# Two workers may both find a page new.
from multiprocessing import JoinableQueue, Manager, Process


def work(graph, jobs, seen, visits):
    while (page := jobs.get()) is not None:
        visits.append(page)
        for link in graph[page]:
            if link not in seen:
                seen[link] = True
                jobs.put(link)
        jobs.task_done()


def crawl(graph, start, n_workers):
    with Manager() as manager:
        seen = manager.dict({start: True})
        visits = manager.list()
        jobs = JoinableQueue()
        jobs.put(start)
        workers = [Process(target=work, args=(graph, jobs, seen, visits)) for _ in range(n_workers)]
        for worker in workers:
            worker.start()
        jobs.join()
        for _ in workers:
            jobs.put(None)
        for worker in workers:
            worker.join()
        return sorted(visits)
