# Records in batches: whoever is free takes the next batch, and answers at the end with all that it added.
from multiprocessing import Process, Queue

BATCH = 250


def work(batches, answers):
    mine = {}
    while (batch := batches.get()) is not None:
        for key, amount in batch:
            mine[key] = mine.get(key, 0) + amount
    answers.put(mine)


def totals(records, n_procs):
    batches, answers = Queue(), Queue()
    workers = [Process(target=work, args=(batches, answers)) for _ in range(n_procs)]
    for worker in workers:
        worker.start()
    for begin in range(0, len(records), BATCH):
        batches.put(records[begin : begin + BATCH])
    for _ in workers:
        batches.put(None)
    result = {}
    for _ in workers:
        for key, amount in answers.get().items():
            result[key] = result.get(key, 0) + amount
    for worker in workers:
        worker.join()
    return result
