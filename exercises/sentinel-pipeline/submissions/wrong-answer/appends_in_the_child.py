from multiprocessing import Process, Queue


def work(jobs, consumed):
    while (item := jobs.get()) is not None:
        consumed.append(item)



def consume(items, n_consumers):
    jobs, consumed = Queue(), []
    consumers = [Process(target=work, args=(jobs, consumed)) for _ in range(n_consumers)]
    for consumer in consumers:
        consumer.start()
    for item in items:
        jobs.put(item)
    for _ in consumers:
        jobs.put(None)
    for consumer in consumers:
        consumer.join()
    return consumed
