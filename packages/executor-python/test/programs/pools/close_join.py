# equal
"""A closed pool takes no more work; join() needs close() or terminate()."""

import multiprocessing as mp


def tried(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__, str(error)


def run():
    pool = mp.Pool(2)
    seen = [tried(pool.join)]
    result = pool.map_async(abs, [-1, -2])
    pool.close()
    seen += [tried(lambda: pool.apply(abs, (1,))), tried(lambda: pool.__enter__()), tried(lambda: pool.imap(abs, []))]
    pool.join()
    seen += [result.ready(), result.successful(), result.get(), repr(pool)]
    pool.terminate()
    return [*seen, repr(pool)]
