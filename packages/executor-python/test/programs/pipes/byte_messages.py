# equal
"""send_bytes, recv_bytes and recv_bytes_into: bounds and errors."""

from multiprocessing import BufferTooShort, Pipe


def tried(call, *args):
    try:
        return call(*args)
    except BufferTooShort as error:
        return "BufferTooShort", error.args
    except Exception as error:
        return type(error).__name__, str(error)


def run():
    a, b = Pipe()
    cases = [("x",), (b"abc", -1), (b"abc", 4), (b"abc", 1, 5), (b"abc", 1, -5), (b"abc", 1, 1), (bytearray(b"xyz"), 1)]
    seen = [tried(a.send_bytes, *case) for case in cases]
    space = bytearray(4)
    seen += [b.recv_bytes(), tried(b.recv_bytes_into, space, 1), bytes(space), tried(b.recv_bytes, -1)]
    a.send_bytes(b"longer")
    seen += [tried(b.recv_bytes_into, space), tried(b.recv_bytes_into, space, -1), tried(b.recv_bytes_into, space, 5)]
    a.send_bytes(b"toolong")
    seen += [tried(b.recv_bytes, 3), b.readable, tried(b.recv), b.send(1), a.recv(), tried(a.send, lambda: 1)[0]]
    return seen
