from multiprocessing import Process, Queue


def work(jobs, results):
    consumed = []
    while (item := jobs.get()) is not None:
        consumed.append(item)
    results.put(consumed)


def consume(items, n_consumers):
    jobs, results = Queue(), Queue()
    consumers = [Process(target=work, args=(jobs, results)) for _ in range(n_consumers)]
    for consumer in consumers:
        consumer.start()
    for item in items:
        jobs.put(item)
    jobs.put(None)
    consumed = [item for _ in consumers for item in results.get()]
    for consumer in consumers:
        consumer.join()
    return consumed
