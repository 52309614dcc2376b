from multiprocessing import Process, Queue


def work(jobs, results):
    item = 0
    while item is not None:
        item = jobs.get()
        results.put(item)


def consume(items, n_consumers):
    jobs, results = Queue(), Queue()
    consumers = [Process(target=work, args=(jobs, results)) for _ in range(n_consumers)]
    for consumer in consumers:
        consumer.start()
    for item in [*items, *[None] * n_consumers]:
        jobs.put(item)
    consumed = [int(results.get()) for _ in range(len(items) + n_consumers)]
    for consumer in consumers:
        consumer.join()
    return consumed
