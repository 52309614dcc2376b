# The child waits for the next request, the parent for the child.
from multiprocessing import Pipe, Process


def serve(connection):
    while True:
        number = connection.recv()
        if number is None:
            break
        connection.send(number * number)


def squares(numbers):
    ours, theirs = Pipe()
    child = Process(target=serve, args=(theirs,))
    child.start()
    results = []
    for number in numbers:
        ours.send(number)
        results.append(ours.recv())
    child.join()
    return results
