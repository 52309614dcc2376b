"""What a running frame holds besides its named locals: the values of expressions under evaluation.

Reads CPython's frames through ctypes, on the version whose layout is known (3.11); a self-check at the first use decides
whether it can be trusted. Which slots are in use is computed from the bytecode (dis.stack_effect), since a running
frame does not say. Only what lies below the operands of the instruction in flight is read: those are taken by whatever
runs now, which has a frame of its own or is one slot call without state.
"""

from __future__ import annotations

import bisect
import ctypes
import dis
import functools
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import CellType, CodeType, FrameType, FunctionType, GeneratorType, MethodType
from typing import Any

SUPPORTED = sys.implementation.name == "cpython" and sys.version_info[:2] == (3, 11)

_FRAME_POINTER = 24
_STACKTOP = 64
_IS_ENTRY = 68
_LOCALS = 72
_WORD = 8
_MISSING: Any = object()


class _Sequence:
    def __getitem__(self, index: int) -> int:
        raise IndexError


_SequenceIterator = type(iter(_Sequence()))  # type: ignore[call-overload]


class Unreadable(Exception):
    """The frame's state is not all in its slots."""


# Operands of the instructions that may be in flight while an operation is announced.
_POPS: Mapping[str, int] = {
    **dict.fromkeys(("LOAD_ATTR", "LOAD_METHOD", "DELETE_ATTR", "BEFORE_WITH", "GET_ITER", "UNARY_NOT"), 1),
    **dict.fromkeys(("STORE_ATTR", "BINARY_SUBSCR", "DELETE_SUBSCR", "BINARY_OP", "COMPARE_OP", "CONTAINS_OP"), 2),
    **dict.fromkeys(("POP_JUMP_FORWARD_IF_FALSE", "POP_JUMP_FORWARD_IF_TRUE"), 1),
    **dict.fromkeys(("POP_JUMP_BACKWARD_IF_FALSE", "POP_JUMP_BACKWARD_IF_TRUE"), 1),
    **dict.fromkeys(("JUMP_IF_FALSE_OR_POP", "JUMP_IF_TRUE_OR_POP"), 1),
    "STORE_SUBSCR": 3,
    "FOR_ITER": 0,
    "WITH_EXCEPT_START": 0,
    "SEND": 1,
}


@dataclass(frozen=True, slots=True)
class _Table:
    """What is known of a code object's instructions, by their offsets."""

    offsets: list[int]
    operations: dict[int, tuple[str, int]]
    """Name and argument."""
    depths: dict[int, int]
    """How many values are on the stack before each instruction that can be reached."""


@functools.cache
def table(code: CodeType) -> _Table:
    unpack: Any = dis
    operations: dict[int, tuple[int, int | None]] = {
        offset: (operation, argument) for offset, operation, argument in unpack._unpack_opargs(code.co_code)
    }
    offsets = sorted(operations)
    following = dict(zip(offsets, offsets[1:]))
    depths: dict[int, int] = {}
    work = [(0, 0)]
    for entry in unpack._parse_exception_table(code):
        work.append((entry.target, entry.depth + 1 + int(entry.lasti)))
    while work:
        offset, depth = work.pop()
        while offset not in depths:
            depths[offset] = depth
            operation, argument = operations[offset]
            used = argument if operation >= dis.HAVE_ARGUMENT else None
            name = dis.opname[operation]
            if operation in _JUMPS:
                step = -(argument or 0) if "BACKWARD" in name else (argument or 0)
                work.append((offset + 2 + 2 * step, depth + dis.stack_effect(operation, used, jump=True)))
            if name in _ENDS or offset not in following:
                break
            depth += dis.stack_effect(operation, used, jump=False)
            offset = following[offset]
    named = {offset: (dis.opname[operation], argument or 0) for offset, (operation, argument) in operations.items()}
    return _Table(offsets, named, depths)


_JUMPS = frozenset((*dis.hasjrel, *dis.hasjabs))
_ENDS = ("RETURN_VALUE", "RAISE_VARARGS", "RERAISE", "JUMP_FORWARD", "JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT")


def warm(code: CodeType) -> None:
    """Prepares all functions of some code, before executors are forked that would each do it anew."""
    if SUPPORTED:
        table(code)
        for part in code.co_consts:
            if isinstance(part, CodeType):
                warm(part)


def _in_flight(code: CodeType, offset: int) -> int:
    """Offset of the instruction at an offset, which may lie in the caches behind it."""
    offsets = table(code).offsets
    place = bisect.bisect_right(offsets, offset)
    if place == 0:
        raise Unreadable("a frame that has not begun")
    return offsets[place - 1]


def _slot(base: int, index: int) -> Any:
    try:
        return ctypes.py_object.from_address(base + _WORD * index).value
    except ValueError:
        return _MISSING


def slots(frame: FrameType, inner: FrameType | None) -> list[Any]:
    """
    Locals, cells and values under evaluation of a frame, in a fixed order. `inner`: the frame that it runs now; None for
    one that does not run (a suspended generator). Raises Unreadable.
    """
    code = frame.f_code
    address = ctypes.c_void_p.from_address(id(frame) + _FRAME_POINTER).value
    if address is None:
        raise Unreadable("a frame without a body")
    base = address + _LOCALS
    count = len(code.co_varnames) + len([name for name in code.co_cellvars if name not in code.co_varnames])
    count += len(code.co_freevars)
    if inner is None:
        top = ctypes.c_int.from_address(address + _STACKTOP).value
        if top < count:
            raise Unreadable("a frame that runs")
        return [_slot(base, index) for index in range(top)]
    offset = _in_flight(code, frame.f_lasti)
    depth = table(code).depths.get(offset)
    if depth is None:
        raise Unreadable("an instruction that cannot be reached")
    below = depth - _pops(table(code).operations[offset], inner, base, count, depth)
    return [_slot(base, index) for index in range(count + below)]


def named_locals(frame: FrameType) -> dict[str, Any]:
    """Local names that have a value. Unlike `f_locals` it leaves nothing behind that would keep the values alive."""
    code = frame.f_code
    address = ctypes.c_void_p.from_address(id(frame) + _FRAME_POINTER).value
    if address is None:
        return {}
    names = [*code.co_varnames, *(name for name in code.co_cellvars if name not in code.co_varnames), *code.co_freevars]
    found: dict[str, Any] = {}
    for index, name in enumerate(names):
        value = _slot(address + _LOCALS, index)
        if type(value) is CellType:
            try:
                value = value.cell_contents
            except ValueError:
                continue
        if value is not _MISSING:
            found[name] = value
    return found


def _pops(operation: tuple[str, int], inner: FrameType, base: int, count: int, depth: int) -> int:
    name, argument = operation
    if name == "CALL":
        # stack_effect books the arguments with the PRECALL before it.
        pops = 2
        if _is_entry(inner):
            # Called by way of C: a class, a function or a method (the exit of a `with`) keeps nothing there. While a
            # method runs, its place holds the object that it is bound to (method_vectorcall).
            first = _slot(base, count + depth - pops)
            called = _slot(base, count + depth - pops + 1) if first is _MISSING else first
            if not _runs(called, inner):
                raise Unreadable("a call by way of C")
        return pops
    if name == "CALL_FUNCTION_EX":
        pops = 3 + (argument & 1)
        if not _runs(_slot(base, count + depth - pops + 1), inner):
            raise Unreadable("a call by way of C")
        return pops
    if _is_entry(inner):
        _check_operands(name, inner, base, count + depth)
    try:
        return _POPS[name]
    except KeyError:
        raise Unreadable(name) from None


def _check_operands(name: str, inner: FrameType, base: int, top: int) -> None:
    """
    Raises Unreadable where an instruction's own code in C may have a state: what zip() and its like have taken so far,
    how far a comparison of two lists is. Not where it runs a method of one of its operands straight away. `top`: the
    slot above the operands. Only those that the instruction still holds are read.
    """
    own = _self_of(inner)
    if name == "FOR_ITER" or name == "SEND":
        iterator = _slot(base, top - 1 if name == "FOR_ITER" else top - 2)
        if type(iterator) is enumerate:
            iterator = iterator.__reduce__()[1][0]  # type: ignore[index]
        if type(iterator) not in (GeneratorType, _SequenceIterator) and iterator is not own:
            raise Unreadable("an iterator in C")
    elif name in _TWO_OPERANDS and own is not _slot(base, top - 1) and own is not _slot(base, top - 2):
        raise Unreadable("an operation by way of C")
    elif name == "CONTAINS_OP" and inner.f_code.co_name != "__contains__":
        raise Unreadable("a search by way of C")


_TWO_OPERANDS = ("BINARY_OP", "BINARY_SUBSCR", "STORE_SUBSCR", "DELETE_SUBSCR", "COMPARE_OP", "CONTAINS_OP")


def _runs(called: Any, inner: FrameType) -> bool:
    """Whether a frame is the one that a call begins, with nothing in C between that has a state of its own."""
    code = inner.f_code
    if called is _self_of(inner):
        # An object with __call__.
        return True
    if isinstance(called, MethodType):
        called = called.__func__
    if isinstance(called, FunctionType):
        return called.__code__ is code
    if not isinstance(called, type):
        return False
    makers = (base.__dict__.get(name) for base in called.__mro__ for name in ("__init__", "__new__"))
    return any(getattr(getattr(maker, "__func__", maker), "__code__", None) is code for maker in makers)


def operands(frame: FrameType, wanted: frozenset[str]) -> list[Any] | None:
    """
    The operands of the instruction that a traced frame is about to run, if it is one of the wanted; None for another,
    or for a call of a function of the same file, whose own instructions follow. Raises Unreadable.
    """
    code = frame.f_code
    known = table(code)
    found = known.operations.get(frame.f_lasti)
    if found is None or found[0] not in wanted:
        return None
    name, argument = found
    depth = known.depths.get(frame.f_lasti)
    address = ctypes.c_void_p.from_address(id(frame) + _FRAME_POINTER).value
    if depth is None or address is None:
        raise Unreadable("an instruction that cannot be reached")
    base = address + _LOCALS
    count = len(code.co_varnames) + len([cell for cell in code.co_cellvars if cell not in code.co_varnames])
    count += len(code.co_freevars)
    if name == "CALL":
        # stack_effect books the arguments with the PRECALL before it, which has not taken them.
        taken = argument + 2
        depth += argument
    elif name == "CALL_FUNCTION_EX":
        taken = 3 + (argument & 1)
    else:
        taken = _TAKEN.get(name, 1)
    values = [_slot(base, count + index) for index in range(max(0, depth - taken), depth)]
    values = [value for value in values if value is not _MISSING]
    own = name == "CALL" and bool(values) and isinstance(values[0], FunctionType)
    return None if own and values[0].__code__.co_filename == code.co_filename else values


def operation(frame: FrameType) -> tuple[str, int]:
    """Name and argument of the instruction that a traced frame is about to run."""
    return table(frame.f_code).operations.get(frame.f_lasti, ("", 0))


_TAKEN: Mapping[str, int] = {
    **dict.fromkeys(("BINARY_SUBSCR", "BINARY_OP", "COMPARE_OP", "CONTAINS_OP", "DELETE_SUBSCR"), 2),
    "STORE_SUBSCR": 3,
    "LIST_EXTEND": 1,
    "SET_UPDATE": 1,
}


def _self_of(frame: FrameType) -> Any:
    """The first argument of a frame that runs a function with one; else nothing that is on a stack."""
    address = ctypes.c_void_p.from_address(id(frame) + _FRAME_POINTER).value
    if address is None or frame.f_code.co_argcount == 0:
        return _NOBODY
    return _slot(address + _LOCALS, 0)


_NOBODY: Any = object()


def _is_entry(frame: FrameType) -> bool:
    address = ctypes.c_void_p.from_address(id(frame) + _FRAME_POINTER).value
    return address is None or ctypes.c_bool.from_address(address + _IS_ENTRY).value


def missing(value: Any) -> bool:
    """Whether a slot was empty."""
    return value is _MISSING


@functools.cache
def trusted() -> bool:
    """Whether frames look as they are expected to. Checked once on frames whose values are known."""
    if not SUPPORTED:
        return False
    try:
        return _self_check()
    except Exception:
        return False


def _self_check() -> bool:
    marks = [object() for _ in range(4)]
    seen: list[list[Any]] = []

    def look() -> object:
        inner = sys._getframe()
        assert inner.f_back is not None
        seen.append(slots(inner.f_back, inner))
        return marks[0]

    def hold(first: object, call: Callable[[], object]) -> None:
        second = marks[2]
        for third in [marks[3]]:
            [marks[1], call(), third]
        del second

    hold(marks[0], look)
    found = seen[0]
    # Named locals in order (first, call, second, third), then the loop's iterator, then the list's first element.
    return (
        found[0] is marks[0]
        and found[1] is look
        and found[2] is marks[2]
        and found[3] is marks[3]
        and marks[1] is found[-1]
        and type(found[-2]).__name__ == "tuple_iterator"
    )
