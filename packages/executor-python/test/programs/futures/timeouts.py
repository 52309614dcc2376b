# equal
"""A result that does not come in time: the built-in TimeoutError."""

import concurrent.futures
import multiprocessing as mp

gate = None


def locked():
    with gate:
        return "done"


def run():
    global gate
    with mp.Manager() as manager:
        gate = manager.Lock()
        gate.acquire()
        with concurrent.futures.ProcessPoolExecutor(1) as executor:
            future = executor.submit(locked)
            seen = [future.done(), concurrent.futures.TimeoutError is TimeoutError]
            for timeout in (0, 0.01):
                try:
                    future.result(timeout)
                except TimeoutError as error:
                    seen.append(str(error))
            try:
                list(concurrent.futures.as_completed([future], 0.01))
            except TimeoutError as error:
                seen.append(str(error))
            seen.append(len(concurrent.futures.wait([future], 0.01).not_done))
            gate.release()
            return [*seen, future.result(), future.done()]
