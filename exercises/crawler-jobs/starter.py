from multiprocessing import Manager, Process, Queue
from queue import Empty


def work(graph: dict[str, list[str]], jobs, seen, visits) -> None:
    while True:
        try:
            page = jobs.get(timeout=0.1)
        except Empty:
            return
        visits.append(page)
        for link in graph[page]:
            if link not in seen:
                seen[link] = True
                jobs.put(link)


def crawl(graph: dict[str, list[str]], start: str, n_workers: int) -> list[str]:
    with Manager() as manager:
        seen = manager.dict({start: True})
        visits = manager.list()
        jobs = Queue()
        jobs.put(start)
        workers = [Process(target=work, args=(graph, jobs, seen, visits)) for _ in range(n_workers)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return sorted(visits)
