# Closes its end and expects the child to see it, but the child holds a copy of that end.
from multiprocessing import Pipe, Process


def serve(connection):
    try:
        while True:
            number = connection.recv()
            connection.send(number * number)
    except EOFError:
        pass


def squares(numbers):
    ours, theirs = Pipe()
    child = Process(target=serve, args=(theirs,))
    child.start()
    results = []
    for number in numbers:
        ours.send(number)
        results.append(ours.recv())
    ours.close()
    child.join()
    return results
