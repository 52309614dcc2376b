# equal
"""Values, bounds and refusals of semaphores."""

from multiprocessing import BoundedSemaphore, Semaphore


def tried(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__, str(error)


def run():
    semaphore = Semaphore(2)
    bounded = BoundedSemaphore(1)
    semaphore.release()
    with bounded:
        inside = [bounded.get_value(), bounded.acquire(False), repr(bounded)]
    return [
        semaphore.get_value(),
        repr(semaphore),
        inside,
        tried(bounded.release),
        tried(lambda: Semaphore(-1)),
        tried(lambda: Semaphore(1.5)),
        tried(lambda: Semaphore(2**31)),
    ]
