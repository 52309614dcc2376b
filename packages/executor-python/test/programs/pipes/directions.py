# equal
"""The ends of a pipe that goes one way, and what closed ones refuse."""

from multiprocessing import Pipe


def tried(call, *args):
    try:
        return call(*args)
    except Exception as error:
        return type(error).__name__, str(error)


def run():
    reader, writer = Pipe(duplex=False)
    seen = [reader.readable, reader.writable, writer.readable, writer.writable, reader.closed]
    seen += [tried(reader.send, 1), tried(writer.recv), tried(writer.poll), tried(reader.send_bytes, b"")]
    seen += [reader.poll(), reader.poll(0.001), reader.poll(-1), writer.send(1), reader.poll(), reader.poll(None)]
    writer.send_bytes(b"raw")
    seen += [reader.recv(), tried(reader.recv), writer.close(), writer.close(), reader.poll(), tried(reader.recv)]
    seen += [writer.closed, tried(writer.send, 1), tried(writer.fileno)]
    with reader:
        pass
    return [*seen, reader.closed, tried(reader.poll)]
