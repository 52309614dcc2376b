# equal
"""A result that does not come in time: TimeoutError, and it comes later."""

import multiprocessing as mp


def wait_for(lock):
    with gate:
        return "done"


gate = None


def run():
    global gate
    manager = mp.Manager()
    gate = manager.Lock()
    gate.acquire()
    with mp.Pool(1) as pool:
        result = pool.apply_async(wait_for, (1,))
        seen = [result.ready()]
        for timeout in (0, 0.05, -1):
            try:
                result.get(timeout)
            except mp.TimeoutError as error:
                seen.append((type(error).__name__, str(error)))
        result.wait(0.01)
        try:
            result.successful()
        except ValueError as error:
            seen.append(str(error)[-9:])
        gate.release()
        return [*seen, result.get(), result.ready(), result.get(0)]
