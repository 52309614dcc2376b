# A Pipe, but a thread at its other end.
from multiprocessing import Pipe
from threading import Thread


def serve(connection):
    while (number := connection.recv()) is not None:
        connection.send(number * number)


def squares(numbers):
    ours, theirs = Pipe()
    thread = Thread(target=serve, args=(theirs,))
    thread.start()
    results = []
    for number in numbers:
        ours.send(number)
        results.append(ours.recv())
    ours.send(None)
    thread.join()
    return results
