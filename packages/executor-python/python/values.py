"""Python values as the tagged JSON of the protocol (packages/protocol, python-value.ts), in both directions.

Decoding trusts its input (the judge made it). Encoding trusts nothing: depth and number of parts are bounded, and what
is no plain data becomes its type's name only. Subclasses of plain types count as the plain value that they hold.
"""

from __future__ import annotations

import base64
import math
import sys
from multiprocessing.managers import BaseProxy
from typing import Any

MAX_DEPTH = 60
MAX_PARTS = 1_500_000
SAFE_INTEGER = 2**53 - 1


class Unsendable(Exception):
    """The value cannot be sent: too deep, too large, or circular."""


def decode(value: Any) -> Any:
    """A value of the protocol as the Python object that it stands for."""
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    ((tag, inner),) = value.items()
    match tag:
        case "int":
            return int(inner)
        case "float":
            return float(inner)
        case "tuple":
            return tuple(decode(item) for item in inner)
        case "set":
            return {decode(item) for item in inner}
        case "frozenset":
            return frozenset(decode(item) for item in inner)
        case "dict":
            return {decode(key): decode(item) for key, item in inner}
        case "bytes":
            return base64.b64decode(inner)
    raise ValueError(f"unknown tag {tag!r}")


def encode(value: Any) -> Any:
    """A Python object as a value of the protocol. Raises Unsendable; what a Manager's proxy raises passes through."""
    parts = 0
    numpy_scalar = getattr(sys.modules.get("numpy"), "generic", ())

    def visit(item: Any, depth: int) -> Any:
        nonlocal parts
        parts += 1
        if depth > MAX_DEPTH:
            raise Unsendable(f"it is nested deeper than {MAX_DEPTH}, or contains itself")
        if parts > MAX_PARTS:
            raise Unsendable(f"it has more than {MAX_PARTS:,} parts")
        if item is None or isinstance(item, bool):
            return item
        if isinstance(item, str):
            return str.__str__(item)
        if isinstance(item, int):
            return encode_int(int.__int__(item))
        if isinstance(item, float):
            return encode_float(float.__float__(item))
        if isinstance(item, BaseProxy):
            return visit(item._getvalue(), depth + 1)
        if isinstance(item, list):
            return [visit(inner, depth + 1) for inner in list(item)]
        if isinstance(item, tuple):
            return {"tuple": [visit(inner, depth + 1) for inner in item]}
        if isinstance(item, dict):
            return {"dict": [[visit(key, depth + 1), visit(inner, depth + 1)] for key, inner in list(item.items())]}
        if isinstance(item, frozenset):
            return {"frozenset": [visit(inner, depth + 1) for inner in item]}
        if isinstance(item, set):
            return {"set": [visit(inner, depth + 1) for inner in item]}
        if isinstance(item, (bytes, bytearray)):
            return {"bytes": base64.b64encode(bytes(item)).decode("ascii")}
        if isinstance(item, numpy_scalar):
            plain = item.item()
            # NumPy's own long doubles have no plain counterpart.
            return visit(plain, depth) if not isinstance(plain, numpy_scalar) else {"opaque": type_name(type(item))}
        return {"opaque": type_name(type(item))}

    return visit(value, 0)


def encode_int(value: int) -> Any:
    if -SAFE_INTEGER <= value <= SAFE_INTEGER:
        return value
    if value.bit_length() > 16_000:
        raise Unsendable("it holds an int of more than 4,800 digits")
    return {"int": str(value)}


def encode_float(value: float) -> Any:
    if math.isnan(value):
        return {"float": "nan"}
    if math.isinf(value):
        return {"float": "inf" if value > 0 else "-inf"}
    return {"float": value}


def type_name(kind: type) -> str:
    """`ValueError` for a builtin, `_queue.Empty` or `solution.Mine` for others."""
    module = getattr(kind, "__module__", "")
    name = getattr(kind, "__qualname__", "object")
    text = name if module in ("builtins", "", None) else f"{module}.{name}"
    return str(text)[:200]
