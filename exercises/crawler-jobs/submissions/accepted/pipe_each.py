# One pipe for each worker; the parent hands out one job at a time to whoever is free.
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def work(graph, connection):
    while True:
        page = connection.recv()
        if page is None:
            return
        connection.send(graph[page])


def crawl(graph, start, n_workers):
    free, workers, at = [], [], {}
    for _ in range(n_workers):
        here, there = Pipe()
        worker = Process(target=work, args=(graph, there))
        worker.start()
        there.close()
        free.append(here)
        workers.append(worker)
    connections = list(free)
    seen, jobs, visits = {start}, [start], []
    while jobs or at:
        while jobs and free:
            connection = free.pop()
            at[connection] = jobs.pop()
            connection.send(at[connection])
        for connection in wait(list(at)):
            visits.append(at.pop(connection))
            for link in connection.recv():
                if link not in seen:
                    seen.add(link)
                    jobs.append(link)
            free.append(connection)
    for connection in connections:
        connection.send(None)
    for worker in workers:
        worker.join()
    return sorted(visits)
