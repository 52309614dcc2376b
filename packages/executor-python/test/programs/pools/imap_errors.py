# equal
"""An iterable that raises, and a chunk size that is not one."""

import multiprocessing as mp


def numbers():
    yield 1
    raise OSError("no more")


def tried(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__, str(error), error.__cause__ is None


def run():
    with mp.Pool(1) as pool:
        iterator = pool.imap(abs, numbers())
        seen = [next(iterator), tried(lambda: next(iterator)), tried(lambda: list(iterator))]
        seen += [tried(lambda: pool.imap(abs, [1], 0)), tried(lambda: pool.imap_unordered(abs, [1], 0))]
        return [*seen, tried(lambda: pool.map(abs, numbers())), tried(lambda: pool.map(abs, 5))]
