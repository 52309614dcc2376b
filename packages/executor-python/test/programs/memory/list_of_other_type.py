# subset
"""A number becomes a text while somebody reads it: format, code and value are three steps."""

import multiprocessing as mp
from multiprocessing.shared_memory import ShareableList


def work(items):
    items[0] = "ab"


def run():
    items = ShareableList([1])
    p = mp.Process(target=work, args=(items,))
    p.start()
    try:
        seen = repr(items[0])
    except Exception as error:
        seen = type(error).__name__
    p.join()
    items.shm.close()
    items.shm.unlink()
    return seen
