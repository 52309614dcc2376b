"""How many values lie on a code object's stack before each of its instructions, computed from the bytecode.

A frame that waits for a call through C does not say how far its stack goes; the compiler's rule does (dis.stack_effect,
the exception table). Knows CPython 3.11, 3.12 and 3.13.
"""

from __future__ import annotations

import bisect
import dis
import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from types import CodeType
from typing import Any


class Unreadable(Exception):
    """The frame's state is not all in its slots, or not where it is looked for."""


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of a code object's instructions, by their offsets."""

    offsets: list[int]
    operations: Mapping[int, tuple[str, int]]
    """Name and argument."""
    depths: Mapping[int, int]
    """Of instructions that can be reached."""
    named: int
    """Slots of locals and cells, which lie below the stack."""

    def in_flight(self, offset: int) -> int:
        """Offset of the instruction at an offset, which may lie in the caches behind it."""
        place = bisect.bisect_right(self.offsets, offset)
        if place == 0:
            raise Unreadable("a frame that has not begun")
        return self.offsets[place - 1]


# By id, since hashing a code object takes long; the code is kept, so that its id stays its own.
_tables: dict[int, tuple[CodeType, Table]] = {}


def table(code: CodeType) -> Table:
    known = _tables.get(id(code))
    if known is None:
        known = (code, _table(code))
        _tables[id(code)] = known
    return known[1]


def warm(code: CodeType) -> None:
    """Prepares some code and all code in it, before executors are forked that would each do it anew."""
    table(code)
    for part in code.co_consts:
        if isinstance(part, CodeType):
            warm(part)


_UNPACK: Any = getattr(dis, "_unpack_opargs", None)
_HANDLERS: Any = getattr(dis, "_parse_exception_table", None)
_JUMPS = frozenset((*dis.hasjrel, *dis.hasjabs))
_ENDS = frozenset(
    ("RETURN_VALUE", "RETURN_CONST", "RAISE_VARARGS", "RERAISE", "JUMP_FORWARD", "JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT")
)
_GENERATES = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR


def _begins_with(code: CodeType) -> int:
    # Up to 3.12 the object that RETURN_GENERATOR pushes is booked at the code's beginning.
    made = dis.opmap.get("RETURN_GENERATOR")
    return int(bool(code.co_flags & _GENERATES) and made is not None and dis.stack_effect(made) == 0)


def _table(code: CodeType) -> Table:
    found = [(entry[0], entry[-2], entry[-1]) for entry in _UNPACK(code.co_code)]
    operations = {
        offset: (operation, argument or 0) for offset, operation, argument in found if dis.opname[operation] != "CACHE"
    }
    offsets = sorted(operations)
    following = dict(zip(offsets, offsets[1:]))
    depths: dict[int, int] = {}
    work = [(0, _begins_with(code))]
    work += [(entry.target, entry.depth + 1 + int(entry.lasti)) for entry in _HANDLERS(code)]
    while work:
        offset, depth = work.pop()
        while offset not in depths:
            depths[offset] = depth
            operation, argument = operations[offset]
            used = argument if operation >= dis.HAVE_ARGUMENT else None
            name = dis.opname[operation]
            after = following.get(offset)
            if operation in _JUMPS and after is not None:
                step = -argument if "BACKWARD" in name else argument
                work.append((after + 2 * step, depth + dis.stack_effect(operation, used, jump=True)))
            elif operation in _JUMPS:
                # The last instruction, a jump back.
                work.append((len(code.co_code) - 2 * argument, depth))
            if name in _ENDS or after is None:
                break
            depth += dis.stack_effect(operation, used, jump=False)
            offset = after
    named = {offset: (dis.opname[operation], argument) for offset, (operation, argument) in operations.items()}
    cells = [name for name in code.co_cellvars if name not in code.co_varnames]
    return Table(offsets, named, depths, len(code.co_varnames) + len(cells) + len(code.co_freevars))
