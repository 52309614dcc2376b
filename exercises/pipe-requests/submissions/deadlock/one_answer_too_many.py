# Waits for an answer to the sentinel.
from multiprocessing import Pipe, Process


def serve(connection):
    while (number := connection.recv()) is not None:
        connection.send(number * number)


def squares(numbers):
    ours, theirs = Pipe()
    child = Process(target=serve, args=(theirs,))
    child.start()
    for number in [*numbers, None]:
        ours.send(number)
    results = [ours.recv() for _ in [*numbers, None]]
    child.join()
    return results[:-1]
