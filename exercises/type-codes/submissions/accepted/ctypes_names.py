# A ctypes class says the same as the letter.
import ctypes
from multiprocessing import get_context

TYPES = {
    "b": ctypes.c_byte,
    "B": ctypes.c_ubyte,
    "h": ctypes.c_short,
    "H": ctypes.c_ushort,
    "i": ctypes.c_int,
    "I": ctypes.c_uint,
    "l": ctypes.c_long,
    "L": ctypes.c_ulong,
    "f": ctypes.c_float,
    "d": ctypes.c_double,
}


def store(cell, value):
    cell.value = value


def roundtrip(code, value):
    context = get_context("fork")
    cell = context.Value(TYPES[code], lock=False)
    child = context.Process(target=store, args=(cell, value), daemon=True)
    child.start()
    child.join()
    return cell.value
