# The parent waits for the producer before it says that no more will come.
from multiprocessing import Process, Queue


def produce(items, jobs):
    for item in items:
        jobs.put(item)


def work(jobs, results):
    consumed = []
    while (item := jobs.get()) is not None:
        consumed.append(item)
    results.put(consumed)


def consume(items, n_consumers):
    jobs, results = Queue(), Queue()
    producer = Process(target=produce, args=(items, jobs))
    producer.start()
    consumers = [Process(target=work, args=(jobs, results)) for _ in range(n_consumers)]
    for process in consumers:
        process.start()
    producer.join()
    for _ in consumers:
        jobs.put(None)
    consumed = [item for _ in consumers for item in results.get()]
    for process in consumers:
        process.join()
    return consumed
