# equal
"""A connection that nobody refers to any more is closed."""

from multiprocessing import Pipe


def run():
    reader, writer = Pipe(False)
    writer.send(1)
    del writer
    items = [reader.recv()]
    try:
        reader.recv()
    except EOFError:
        items.append("end")
    return items
