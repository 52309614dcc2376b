"""Which bytes of a block an instruction stores, whether they change or not: a store of an equal value undoes what another
process has stored meanwhile.

Known are `view[index] = ...` of memoryviews and arrays, `array += ...`, and `array.fill(...)`. Of other calls only what they
change is seen.
"""

from __future__ import annotations

import sys
from typing import Any

_IN_PLACE = 13
"""From this argument of BINARY_OP on, operators are the augmented ones (opcode.h, NB_INPLACE_ADD)."""


def stored_bytes(operation: tuple[str, int], operands: list[Any], address: int, size: int) -> set[int]:
    """Offsets in the block that lies at `address`. `operands`: of the instruction, in the order of the stack."""
    name, argument = operation
    try:
        if name == "STORE_SUBSCR" and len(operands) == 3:
            _, target, index = operands
            found = _subscript(target, index)
        elif name == "BINARY_OP" and argument >= _IN_PLACE and operands:
            found = _bytes_of(operands[0]) if _is_array(operands[0]) else set()
        elif name == "CALL" and operands and getattr(operands[0], "__name__", "") == "fill":
            found = _bytes_of(getattr(operands[0], "__self__", None))
        else:
            return set()
    except (TypeError, ValueError, IndexError, BufferError):
        # The instruction will raise it too.
        return set()
    return {place - address for place in found if address <= place < address + size}


def _is_array(value: Any) -> bool:
    return type(value).__module__ == "numpy" and type(value).__name__ == "ndarray"


def _subscript(target: Any, index: Any) -> set[int]:
    """Addresses of the bytes that `target[index] = ...` stores."""
    if _is_array(target):
        numpy = sys.modules["numpy"]
        chosen = numpy.zeros(target.shape, dtype=bool)
        chosen[index] = True
        return _bytes_of(target, chosen)
    if type(target) is memoryview and target.ndim == 1 and target.contiguous:
        places = range(len(target))[index]
        start = _address_of(target)
        items = places if isinstance(places, range) else (places,)
        return {start + item * target.itemsize + byte for item in items for byte in range(target.itemsize)}
    return set()


def _bytes_of(array: Any, chosen: Any = None) -> set[int]:
    """Addresses of the bytes of an array's elements: all, or those that `chosen` says."""
    if not _is_array(array):
        return set()
    numpy = sys.modules["numpy"]
    start = array.__array_interface__["data"][0]
    indices = numpy.ndindex(array.shape) if chosen is None else zip(*numpy.nonzero(chosen))
    found: set[int] = set()
    for index in indices:
        place = start + sum(int(at) * stride for at, stride in zip(index, array.strides))
        found.update(range(place, place + array.itemsize))
    return found


def _address_of(view: memoryview) -> int:
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        return int(numpy.frombuffer(view, dtype="uint8").__array_interface__["data"][0])
    import ctypes

    return ctypes.addressof(ctypes.c_char.from_buffer(view))
