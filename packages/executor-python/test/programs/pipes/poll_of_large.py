# equal
"""A message that is larger than the pipe: poll sees that something comes before it is all there."""

import multiprocessing as mp
import time


def work(end):
    end.send_bytes(b"x" * 300_000)


def run():
    here, there = mp.Pipe()
    p = mp.Process(target=work, args=(there,))
    p.start()
    while not here.poll():
        time.sleep(0.01)
    size = len(here.recv_bytes())
    p.join()
    return size
