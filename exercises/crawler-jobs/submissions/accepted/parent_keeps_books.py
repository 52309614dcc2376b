# The parent alone knows which pages were seen and how many jobs are out.
from multiprocessing import Process, Queue


def work(graph, jobs, answers):
    for page in iter(jobs.get, None):
        answers.put((page, graph[page]))


def crawl(graph, start, n_workers):
    jobs, answers = Queue(), Queue()
    workers = [Process(target=work, args=(graph, jobs, answers)) for _ in range(n_workers)]
    for worker in workers:
        worker.start()
    seen = {start}
    visits = []
    jobs.put(start)
    open_jobs = 1
    while open_jobs > 0:
        page, links = answers.get()
        open_jobs -= 1
        visits.append(page)
        for link in links:
            if link not in seen:
                seen.add(link)
                jobs.put(link)
                open_jobs += 1
    for _ in workers:
        jobs.put(None)
    for worker in workers:
        worker.join()
    return sorted(visits)
