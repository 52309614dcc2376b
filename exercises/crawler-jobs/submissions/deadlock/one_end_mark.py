# One end mark for all: the worker that takes it stops, the others wait.
from multiprocessing import Process, Queue


def work(graph, jobs, answers):
    while True:
        page = jobs.get()
        if page is None:
            return
        answers.put((page, graph[page]))


def crawl(graph, start, n_workers):
    jobs, answers = Queue(), Queue()
    workers = [Process(target=work, args=(graph, jobs, answers)) for _ in range(n_workers)]
    for worker in workers:
        worker.start()
    seen = {start}
    visits = []
    jobs.put(start)
    while len(visits) < len(seen):
        page, links = answers.get()
        visits.append(page)
        for link in links:
            if link not in seen:
                seen.add(link)
                jobs.put(link)
    jobs.put(None)
    for worker in workers:
        worker.join()
    return sorted(visits)
