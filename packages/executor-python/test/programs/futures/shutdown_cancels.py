# equal
"""shutdown(cancel_futures=True) cancels what was not given to a worker; nothing can be submitted then."""

import multiprocessing as mp
import time
from concurrent.futures import ProcessPoolExecutor

gate = None


def locked(x):
    with gate:
        return x


def run():
    global gate
    with mp.Manager() as manager:
        gate = manager.Lock()
        gate.acquire()
        executor = ProcessPoolExecutor(1)
        futures = [executor.submit(locked, x) for x in range(5)]
        time.sleep(0.1)
        executor.shutdown(wait=False, cancel_futures=True)
        time.sleep(0.1)
        gate.release()
        seen = [futures[0].result(), futures[4].cancelled()]
        try:
            executor.submit(locked, 1)
        except RuntimeError as error:
            seen.append(str(error))
        return seen
