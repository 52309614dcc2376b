# equal
"""Both directions of a pipe; bytes and objects."""

from multiprocessing import Pipe, Process


def answer(connection):
    connection.send([connection.recv(), "pong"])
    connection.send_bytes(connection.recv_bytes()[::-1], 1)


def run():
    mine, other = Pipe()
    process = Process(target=answer, args=(other,))
    process.start()
    mine.send("ping")
    mine.send_bytes(b"abc")
    seen = [mine.recv(), mine.recv_bytes()]
    process.join()
    return seen
