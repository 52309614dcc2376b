# Sends ahead in batches that fit into the pipe, and then receives as many answers.
from multiprocessing import Pipe, Process

BATCH = 16


def serve(connection):
    while (number := connection.recv()) is not None:
        connection.send(number * number)


def squares(numbers):
    ours, theirs = Pipe()
    child = Process(target=serve, args=(theirs,))
    child.start()
    results = []
    for start in range(0, len(numbers), BATCH):
        batch = numbers[start : start + BATCH]
        for number in batch:
            ours.send(number)
        results += [ours.recv() for _ in batch]
    ours.send(None)
    child.join()
    return results
