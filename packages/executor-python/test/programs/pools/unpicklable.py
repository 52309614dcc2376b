# equal
"""What cannot be pickled: the function, and the result."""

import multiprocessing as mp


def generator(_):
    return (x for x in ())


def tried(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__, str(error)[:60]


def run():
    with mp.Pool(1) as pool:
        local = lambda x: x  # noqa: E731
        return [tried(lambda: pool.map(local, [1])), tried(lambda: pool.apply(generator, (1,)))[0]]
