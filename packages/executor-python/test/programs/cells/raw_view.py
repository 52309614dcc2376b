# equal
"""get_obj() passes the lock by: it does not wait for who holds it."""

from multiprocessing import Array, Process, Value


def look(value, array, out):
    out[0] = value.get_obj().value
    out[1] = array.get_obj()[1]


def run():
    value, array, out = Value("i", 5), Array("i", [6, 7]), Array("i", 2, lock=False)
    with value, array:
        process = Process(target=look, args=(value, array, out))
        process.start()
        process.join()
    return out[:], repr(value.get_obj())
