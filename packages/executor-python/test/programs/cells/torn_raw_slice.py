# subset
"""A slice of a raw array may be seen half written."""

from multiprocessing import Process, RawArray


def fill(array):
    array[:] = [1, 1]


def run():
    array = RawArray("i", 2)
    process = Process(target=fill, args=(array,))
    process.start()
    seen = array[:]
    process.join()
    return seen
