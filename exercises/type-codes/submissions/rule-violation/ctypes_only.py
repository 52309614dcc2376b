import ctypes

TYPES = dict(
    b=ctypes.c_byte,
    B=ctypes.c_ubyte,
    h=ctypes.c_short,
    H=ctypes.c_ushort,
    i=ctypes.c_int,
    I=ctypes.c_uint,
    l=ctypes.c_long,
    L=ctypes.c_ulong,
    f=ctypes.c_float,
    d=ctypes.c_double,
)


def roundtrip(code, value):
    return TYPES[code](value).value
