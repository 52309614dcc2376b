from multiprocessing import Process, Queue
from queue import Empty


def work(jobs, results):
    consumed = []
    while not jobs.empty():
        try:
            consumed.append(jobs.get_nowait())
        except Empty:
            break
    results.put(consumed)


def consume(items, n_consumers):
    jobs, results = Queue(), Queue()
    for item in items:
        jobs.put(item)
    consumers = [Process(target=work, args=(jobs, results), daemon=True) for _ in range(n_consumers)]
    for consumer in consumers:
        consumer.start()
    consumed = [item for _ in consumers for item in results.get()]
    for consumer in consumers:
        consumer.join()
    return consumed
