# equal
"""What ctypes refuses."""

from multiprocessing import Array, RawArray, Value


def tried(call, *args):
    try:
        return call(*args)
    except Exception as error:
        return type(error).__name__, str(error)


def delete(array):
    del array[0]


def run():
    value, array, raw = Value("i", 1), Array("i", [1, 2, 3]), RawArray("i", 2)
    wrong = [
        lambda: Value("z"),
        lambda: Value(int, 0),
        lambda: Value("i", 1.5),
        lambda: Value("i", "a"),
        lambda: Value("d", "a"),
        lambda: Value("c", b"ab"),
        lambda: Value("i", 1, lock=3),
        lambda: Array("i", -1),
        lambda: Array("i", (x for x in (1,))),
        lambda: array[3],
        lambda: array[-4],
        lambda: array["x"],
        lambda: array[1.0],
        lambda: raw[2],
        lambda: raw.value,
        lambda: array.value,
        lambda: value.other,
        lambda: value + 1,
    ]
    assignments = [(array, 3, 1), (array, 0, "x"), (array, 0, None), (array, "x", 1), (array, slice(0, 2), [1])]
    assignments += [(array, slice(0, 2), 5), (array, slice(0, 2), [9, "y"]), (raw, 0, "x"), (raw, slice(0, 1), "xy")]
    return [
        [tried(call) for call in wrong],
        [tried(target.__setitem__, index, item) for target, index, item in assignments],
        [tried(setattr, value, "value", item) for item in ("x", 1.5, None, True)],
        tried(delete, array),
        array[:],
        value.value,
    ]
