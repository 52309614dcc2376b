# equal
"""Who waits at a barrier that is aborted gets BrokenBarrierError."""

from multiprocessing import Barrier, Process
from threading import BrokenBarrierError


def run():
    barrier = Barrier(2)
    process = Process(target=barrier.abort)
    process.start()
    try:
        seen = barrier.wait()
    except BrokenBarrierError:
        seen = "broken"
    process.join()
    return seen, barrier.broken
