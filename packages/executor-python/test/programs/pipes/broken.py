# equal
"""Nobody is left to read."""

from multiprocessing import Pipe


def tried(call, *args):
    try:
        return call(*args)
    except OSError as error:
        return type(error).__name__, str(error), error.errno


def run():
    reader, writer = Pipe(False)
    reader.close()
    a, b = Pipe()
    b.send("before")
    b.close()
    return tried(writer.send, 1), a.poll(), a.recv(), a.poll(), tried(a.send, 1)
