# The parent waits for a greeting that the child never sends.
from multiprocessing import Pipe, Process


def serve(connection):
    while (number := connection.recv()) is not None:
        connection.send(number * number)


def squares(numbers):
    ours, theirs = Pipe()
    child = Process(target=serve, args=(theirs,))
    child.start()
    ours.recv()
    results = []
    for number in numbers:
        ours.send(number)
        results.append(ours.recv())
    ours.send(None)
    child.join()
    return results
