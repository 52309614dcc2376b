# equal
"""A task's exception is raised by get(), with the worker's traceback as its cause."""

import multiprocessing as mp


def fail(x):
    if x == 2:
        raise KeyError("two")
    return x


def tried(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__, str(error), type(error.__cause__).__name__


def run():
    with mp.Pool(1) as pool:
        result = pool.apply_async(fail, (2,))
        result.wait()
        seen = [result.successful(), tried(result.get), tried(lambda: pool.map(fail, [1, 2]))]
        iterator = pool.imap(fail, [1, 2, 3])
        seen += [next(iterator), tried(lambda: next(iterator)), next(iterator), tried(lambda: next(iterator))]
        cause = tried(lambda: result.get())
        try:
            result.get()
        except KeyError as error:
            return [*seen, cause, "KeyError: 'two'" in str(error.__cause__), "in fail" in str(error.__cause__)]
