# equal
"""The other end is closed with a message in it that nobody has read: the connection is reset, then at its end."""

import multiprocessing as mp


def work(end):
    pass


def run():
    here, there = mp.Pipe()
    p = mp.Process(target=work, args=(there,))
    p.start()
    here.send("never read")
    there.close()
    p.join()
    seen = []
    for _ in range(2):
        try:
            here.recv()
        except OSError as error:
            seen.append(type(error).__name__)
        except EOFError:
            seen.append("end")
    return seen
