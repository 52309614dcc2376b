# Zero stops the child. The parent closed the child's end, so that its recv() fails.
from multiprocessing import Pipe, Process


def serve(connection, parents_end):
    parents_end.close()
    while number := connection.recv():
        connection.send(number * number)


def squares(numbers):
    ours, theirs = Pipe()
    child = Process(target=serve, args=(theirs, ours))
    child.start()
    theirs.close()
    results = []
    for number in numbers:
        ours.send(number)
        results.append(ours.recv())
    ours.send(None)
    child.join()
    return results
