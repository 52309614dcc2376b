# The child only waits for the sentinel; the parent computes.
from multiprocessing import Pipe, Process


def serve(connection):
    connection.recv()


def squares(numbers):
    ours, theirs = Pipe()
    child = Process(target=serve, args=(theirs,))
    child.start()
    results = [number * number for number in numbers]
    ours.send(None)
    child.join()
    return results
