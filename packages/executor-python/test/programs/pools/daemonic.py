# equal
"""Workers are daemonic: they have names of their own and no children."""

import multiprocessing as mp


def look(_):
    try:
        with mp.Pool(1):
            return "made"
    except AssertionError as error:
        process = mp.current_process()
        return str(error), process.name, process.daemon


def run():
    with mp.Pool(1) as pool:
        return pool.apply(look, (1,))
