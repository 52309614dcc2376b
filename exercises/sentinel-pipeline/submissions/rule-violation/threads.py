from queue import Queue
from threading import Thread


def work(jobs, consumed):
    while (item := jobs.get()) is not None:
        consumed.append(item)


def consume(items, n_consumers):
    jobs, consumed = Queue(), []
    consumers = [Thread(target=work, args=(jobs, consumed)) for _ in range(n_consumers)]
    for consumer in consumers:
        consumer.start()
    for item in [*items, *[None] * n_consumers]:
        jobs.put(item)
    for consumer in consumers:
        consumer.join()
    return consumed
