from queue import Queue
from threading import Lock, Thread


def crawl(graph, start, n_workers):
    jobs = Queue()
    lock = Lock()
    seen = {start}
    visits = []

    def work():
        while (page := jobs.get()) is not None:
            visits.append(page)
            for link in graph[page]:
                with lock:
                    new = link not in seen
                    seen.add(link)
                if new:
                    jobs.put(link)
            jobs.task_done()

    jobs.put(start)
    threads = [Thread(target=work) for _ in range(n_workers)]
    for thread in threads:
        thread.start()
    jobs.join()
    for _ in threads:
        jobs.put(None)
    for thread in threads:
        thread.join()
    return sorted(visits)
