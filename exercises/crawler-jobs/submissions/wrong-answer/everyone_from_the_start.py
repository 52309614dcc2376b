# Each worker has jobs and seen pages of its own, so each visits everything.
from multiprocessing import Process, Queue


def work(graph, start, answers):
    seen = {start}
    jobs = [start]
    visits = []
    while jobs:
        page = jobs.pop()
        visits.append(page)
        for link in graph[page]:
            if link not in seen:
                seen.add(link)
                jobs.append(link)
    answers.put(visits)


def crawl(graph, start, n_workers):
    answers = Queue()
    workers = [Process(target=work, args=(graph, start, answers)) for _ in range(n_workers)]
    for worker in workers:
        worker.start()
    visits = []
    for _ in workers:
        visits += answers.get()
    for worker in workers:
        worker.join()
    return sorted(visits)
