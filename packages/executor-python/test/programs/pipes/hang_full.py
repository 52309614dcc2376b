# equal
"""A message that is larger than the pipe, and nobody reads."""

from multiprocessing import Pipe


def run():
    _reader, writer = Pipe(False)
    writer.send_bytes(b"x" * 100_000)
    return "never"
