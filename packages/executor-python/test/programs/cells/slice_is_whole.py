# equal
"""A slice of a synchronized array is seen whole."""

from multiprocessing import Array, Process


def fill(array):
    array[:] = [1, 1]


def run():
    array = Array("i", 2)
    process = Process(target=fill, args=(array,))
    process.start()
    seen = array[:]
    process.join()
    return seen in ([0, 0], [1, 1]), array[:]
