# Looks for the sentinel after it computed with it.
from multiprocessing import Pipe, Process


def serve(connection):
    while True:
        number = connection.recv()
        square = number * number
        if number is None:
            break
        connection.send(square)


def squares(numbers):
    ours, theirs = Pipe()
    child = Process(target=serve, args=(theirs,))
    child.start()
    results = []
    for number in numbers:
        ours.send(number)
        results.append(ours.recv())
    ours.send(None)
    child.join()
    return results
