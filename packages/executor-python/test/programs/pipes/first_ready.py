# subset
"""Which of two is ready first."""

from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def run():
    reader, writer = Pipe(False)
    process = Process(target=writer.send, args=("item",))
    process.start()
    ready = wait([reader, process.sentinel])
    kinds = ["item" if one is reader else "end" for one in ready]
    process.join()
    return kinds
