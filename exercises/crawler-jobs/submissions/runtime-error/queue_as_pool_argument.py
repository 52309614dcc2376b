# A Queue cannot be sent to the workers of a pool.
from multiprocessing import Pool, Queue


def work(graph, jobs, visits):
    for page in iter(jobs.get, None):
        visits.put((page, graph[page]))


def crawl(graph, start, n_workers):
    jobs, visits = Queue(), Queue()
    with Pool(n_workers) as pool:
        running = pool.starmap_async(work, [(graph, jobs, visits)] * n_workers)
        jobs.put(start)
        for _ in range(n_workers):
            jobs.put(None)
        running.get()
    return sorted(page for page, _ in iter(visits.get, None))
