# Calls the job done before the jobs that it leads to are in the queue.
from multiprocessing import JoinableQueue, Manager, Process


def work(graph, jobs, seen, visits):
    while (page := jobs.get()) is not None:
        visits.append(page)
        jobs.task_done()
        for link in graph[page]:
            if seen.setdefault(link, page) == page:
                jobs.put(link)


def crawl(graph, start, n_workers):
    graph = {page: sorted(set(links)) for page, links in graph.items()}
    with Manager() as manager:
        seen = manager.dict({start: None})
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
