# The worker that goes last leaves without waking those who wait on the condition.
from multiprocessing import Condition, Manager, Process, Value


def work(graph, condition, jobs, seen, busy, visits):
    while True:
        with condition:
            while len(jobs) == 0 and busy.value > 0:
                condition.wait()
            if len(jobs) == 0:
                return
            page = jobs.pop()
            busy.value += 1
        visits.append(page)
        with condition:
            for link in graph[page]:
                if link not in seen:
                    seen[link] = True
                    jobs.append(link)
                    condition.notify()
            busy.value -= 1


def crawl(graph, start, n_workers):
    with Manager() as manager:
        condition = Condition()
        jobs = manager.list([start])
        seen = manager.dict({start: True})
        visits = manager.list()
        busy = Value("i", 0, lock=False)
        workers = [
            Process(target=work, args=(graph, condition, jobs, seen, busy, visits)) for _ in range(n_workers)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return sorted(visits)
