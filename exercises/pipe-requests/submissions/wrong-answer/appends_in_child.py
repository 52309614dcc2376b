# The child collects the squares in its own copy of the list.
from multiprocessing import Pipe, Process


def serve(connection, results):
    while (number := connection.recv()) is not None:
        results.append(number * number)


def squares(numbers):
    ours, theirs = Pipe()
    results = []
    child = Process(target=serve, args=(theirs, results))
    child.start()
    for number in numbers:
        ours.send(number)
    ours.send(None)
    child.join()
    return results
