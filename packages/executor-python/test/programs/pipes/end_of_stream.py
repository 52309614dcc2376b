# equal
"""The end comes when the last writer has closed."""

from multiprocessing import Pipe, Process


def produce(reader, writer):
    reader.close()
    writer.send(1)
    writer.close()


def run():
    reader, writer = Pipe(False)
    process = Process(target=produce, args=(reader, writer))
    process.start()
    writer.close()
    items = []
    try:
        while True:
            items.append(reader.recv())
    except EOFError as error:
        items.append(str(error))
    process.join()
    return items
