from contextlib import contextmanager
from multiprocessing import Pipe, Process


def change(connection):
    with connection:
        items = connection.recv()
        items[0] = 42
        connection.send({"items": items, "key": "value"})


@contextmanager
def changer():
    ours, theirs = Pipe()
    child = Process(target=change, args=(theirs,))
    child.start()
    theirs.close()
    with ours:
        yield ours
    child.join()


def round_trip(items):
    with changer() as connection:
        connection.send(items)
        return connection.recv()
