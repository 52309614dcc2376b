"""Which cells a ctypes type takes, and how its values become data.

A simple type is one cell, an array is its items in order, a structure is its fields in order: each can be read and
written by itself. Values are converted by ctypes itself, on an instance in this process's own memory, so that overflow,
truncation and errors are those of ctypes. Pointers and unions have no model.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from modelled import runtime

MAX_CELLS = 4_096
"""What the protocol takes for one object."""

TYPE_OF_CODE: dict[str, Any] = {
    "c": ctypes.c_char,
    "u": ctypes.c_wchar,
    "b": ctypes.c_byte,
    "B": ctypes.c_ubyte,
    "h": ctypes.c_short,
    "H": ctypes.c_ushort,
    "i": ctypes.c_int,
    "I": ctypes.c_uint,
    "l": ctypes.c_long,
    "L": ctypes.c_ulong,
    "q": ctypes.c_longlong,
    "Q": ctypes.c_ulonglong,
    "f": ctypes.c_float,
    "d": ctypes.c_double,
}
_Simple: Any = ctypes.c_int.__mro__[1]
_POINTER_CODES = "zZPOX"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a structure. `at`: its first cell in the structure."""

    name: str
    type: Any
    at: int
    descriptor: Any


def is_simple(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, _Simple)


def is_array(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, ctypes.Array)


def is_structure(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, ctypes.Structure)


def is_unboxed(type_: Any) -> bool:
    """Whether ctypes gives a plain value for an item or a field of this type, and no object."""
    return bool(type_.__bases__ == (_Simple,))


def is_text(type_: Any) -> bool:
    """An array of characters: a field of this type is plain bytes or text."""
    return is_array(type_) and type_._type_ in (ctypes.c_char, ctypes.c_wchar)


def count(type_: Any) -> int:
    """How many cells a type takes."""
    if is_simple(type_):
        if type_._type_ in _POINTER_CODES:
            runtime.not_modelled(f"multiprocessing.sharedctypes of {type_.__name__}")
        return 1
    if is_array(type_):
        return int(type_._length_) * count(type_._type_)
    if is_structure(type_):
        return sum(count(field.type) for field in fields(type_))
    runtime.not_modelled(f"multiprocessing.sharedctypes of {type_.__name__}")


def fields(type_: Any) -> list[Field]:
    """All fields of a structure, those of its bases first."""
    found: list[Field] = []
    at = 0
    for base in reversed(type_.__mro__):
        if "_anonymous_" in vars(base):
            runtime.not_modelled("multiprocessing.sharedctypes of a structure with _anonymous_")
        for name, field_type, *_bits in vars(base).get("_fields_", ()):
            found.append(Field(name, field_type, at, vars(base)[name]))
            at += count(field_type)
    return found


def flatten(type_: Any, item: Any) -> list[Any]:
    """The values of all cells of a ctypes object, or of the plain value that stands for one."""
    if is_simple(type_):
        return [item.value if isinstance(item, _Simple) else item]
    if is_text(type_) and isinstance(item, (bytes, str)):
        # ctypes gives a field of characters without what follows its first NUL: the rest is zeroes.
        zero: Any = b"\0" if isinstance(item, bytes) else "\0"
        padded = item + zero * (type_._length_ - len(item))
        return [padded[index : index + 1] for index in range(type_._length_)]
    values: list[Any] = []
    if is_array(type_):
        for index in range(type_._length_):
            values += flatten(type_._type_, item[index])
        return values
    for field in fields(type_):
        values += flatten(field.type, field.descriptor.__get__(item, type(item)))
    return values


def converted(type_: Any, value: Any) -> list[Any]:
    """What the cells of an item of this type hold when `value` is assigned to it. Raises what ctypes raises."""
    item = (type_ * 1)()
    item[0] = value
    return flatten(type_, item[0])


def converted_field(type_: Any, field: Field, value: Any) -> list[Any]:
    """The same for a field of the structure `type_`."""
    owner = ctypes.Structure.__new__(type_)
    field.descriptor.__set__(owner, value)
    return flatten(field.type, field.descriptor.__get__(owner, type_))


def converted_value(type_: Any, value: Any) -> Any:
    """What `.value` of an object of this simple type is after the assignment."""
    item = _Simple.__new__(type_)
    item.value = value
    return item.value


def boxed(type_: Any, value: Any) -> Any:
    """An object of a simple type in this process's own memory."""
    item = _Simple.__new__(type_)
    item.value = value
    return item


def data_of(values: Iterable[Any]) -> list[dict[str, str]]:
    return [runtime.datum(value) for value in values]


def portable(type_: Any) -> Any:
    """A type as it can be pickled: arrays by item and length."""
    return (portable(type_._type_), int(type_._length_)) if is_array(type_) else type_


def from_portable(kind: Any) -> Any:
    return from_portable(kind[0]) * kind[1] if isinstance(kind, tuple) else kind
