# equal
"""The reader itself still has the end open that is written."""

from multiprocessing import Pipe, Process


def produce(writer):
    writer.send(1)


def run():
    reader, writer = Pipe(False)
    process = Process(target=produce, args=(writer,))
    process.start()
    items = []
    try:
        while True:
            items.append(reader.recv())
    except EOFError:
        return items
