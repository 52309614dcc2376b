# equal
"""A call that waits behind others is cancelled; one that was given to a worker is not."""

import multiprocessing as mp
import time
from concurrent.futures import CancelledError, ProcessPoolExecutor, wait

gate = None


def locked(x):
    with gate:
        return x


def run():
    global gate
    with mp.Manager() as manager:
        gate = manager.Lock()
        gate.acquire()
        with ProcessPoolExecutor(1) as executor:
            futures = [executor.submit(locked, x) for x in range(4)]
            time.sleep(0.1)
            seen = [futures[0].cancel(), futures[3].cancel(), futures[3].cancelled(), futures[3].done()]
            gate.release()
            try:
                futures[3].result()
            except CancelledError as error:
                seen.append(repr(error))
            return [*seen, len(wait(futures).done), [future.result() for future in futures[:3]]]
