# equal
"""Indices, slices and iteration of arrays, with a lock and without."""

from multiprocessing import Array, RawArray


def run():
    seen = []
    for array in (Array("i", [1, 2, 3, 4]), RawArray("i", (1, 2, 3, 4))):
        array[-1] = 40
        array[0:2] = [10, 20]
        array[::3] = (11, 44)
        array[1:1] = []
        seen.append([array[:], array[::-2], array[-2], array[5:], list(array), len(array), sum(array), 20 in array])
        seen.append([list(reversed(array)), bool(array), [*enumerate(array)]])
    return seen, Array("i", 0)[:], Array("d", 2)[:], list(Array("f", range(2)))
