from multiprocessing import Process, Queue


def consume(jobs: Queue, done: Queue) -> None:
    while (job := jobs.get()) is not None:
        done.put(job)


def deal_out() -> list[int]:
    jobs, done = Queue(), Queue()
    consumers = [Process(target=consume, args=(jobs, done)) for _ in range(2)]
    for consumer in consumers:
        consumer.start()
    for job in (1, 2, None):
        jobs.put(job)
    finished = sorted([done.get(), done.get()])
    for consumer in consumers:
        consumer.join()
    return finished
