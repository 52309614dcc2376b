# equal
"""What a Pool refuses."""

import multiprocessing as mp


def tried(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__, str(error)


def run():
    return [
        tried(lambda: mp.Pool(0)),
        tried(lambda: mp.Pool(1, initializer=5)),
        tried(lambda: mp.Pool(1, maxtasksperchild=0)),
    ]
