# equal
"""Structures: fields, methods, nesting, bits, arrays of them."""

import ctypes
from multiprocessing import Array, Process, RawValue, Value
from multiprocessing.sharedctypes import copy


class Point(ctypes.Structure):
    _fields_ = [("x", ctypes.c_int), ("y", ctypes.c_double)]

    def norm(self):
        return abs(self.x) + abs(self.y)


class Shape(ctypes.Structure):
    _fields_ = [
        ("name", ctypes.c_char * 4),
        ("at", Point),
        ("sides", ctypes.c_short * 2),
        ("flags", ctypes.c_uint, 3),
    ]


def move(shape, points):
    shape.at.x += 1
    shape.sides[1] = 70_000
    shape.flags = 9
    with points:
        points[1].y *= 2


def tried(call, *args):
    try:
        return call(*args)
    except Exception as error:
        return type(error).__name__, str(error)


def run():
    shape = Value(Shape, b"ab", Point(1, 2), (3, 4))
    points = Array(Point, [(1, 2), (3, 4)])
    process = Process(target=move, args=(shape, points))
    process.start()
    process.join()
    point = RawValue(Point, 3, -4)
    other = copy(point)
    point.x = -3
    shape.at = point
    points[0] = Point(8, 9)
    return [
        [shape.name, shape.at.x, shape.at.y, shape.sides[:], shape.flags],
        [(one.x, one.y) for one in points],
        [point.norm(), shape.get_obj().at.norm(), other.x, other.y],
        [tried(setattr, shape, "name", b"abcde"), tried(setattr, shape.at, "x", "q"), tried(getattr, shape, "other")],
    ]
