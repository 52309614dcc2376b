# equal
"""The ends of a function's own pipe are closed when it returns, also after operations on them."""

from multiprocessing import Lock, Pipe


def half():
    lock = Lock()
    reader, writer = Pipe(False)
    with lock:
        writer.send(1)
    return reader


def run():
    reader = half()
    items = [reader.recv()]
    try:
        reader.recv()
    except EOFError:
        items.append("end")
    return items
