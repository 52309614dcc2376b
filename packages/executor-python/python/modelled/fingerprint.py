"""The local state of this process as a key: equal keys at one operation, equal futures.

Covers everything from which the process could tell two histories apart: where each frame is, its locals and the values
under evaluation (value_stack.py), all that is reachable from them, the candidate's module, and what modelled
multiprocessing keeps for this process. What it does not know how to read makes it vouch for nothing (None): a missing
key costs time, a wrong one would hide an interleaving.
"""

from __future__ import annotations

import enum
import functools
import hashlib
import itertools
import random
import sys
import types
from collections import OrderedDict, deque
from typing import Any

from modelled import clock, memory_sync, surroundings, value_stack
from modelled.runtime import state

_MAX_PARTS = 20_000
_MAX_DEPTH = 200
_ITERATORS = tuple(
    type(one)
    for one in (
        *(iter([]), iter(()), iter(range(0)), iter(""), iter(b""), iter(bytearray()), iter({}), iter(set())),
        *(iter({}.keys()), iter({}.values()), iter({}.items()), reversed([]), iter(deque())),
    )
)
_LAZY = (zip, map, filter, enumerate, reversed, itertools.count, itertools.cycle, itertools.chain, itertools.islice)
_SCALARS = (int, float, complex, str, bytes, bool, type(None), type(Ellipsis), type(NotImplemented))


class _Refused(Exception):
    """Something is reachable that this module does not know how to read."""


class _Walk:
    """One fingerprint: feeds a hash with everything reachable, in a fixed order. Shared objects are fed once."""

    def __init__(self, nobody: bool = False) -> None:
        self.nobody = nobody
        """Leave out which of its siblings this process is."""
        self._parts: list[str] = []
        self._seen: dict[int, int] = {}
        self._kept: list[Any] = []

    def digest(self) -> str:
        return hashlib.blake2b("\0".join(self._parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

    def say(self, text: str) -> None:
        self._parts.append(text)
        if len(self._parts) > _MAX_PARTS:
            raise _Refused("too much")

    def _again(self, value: Any) -> bool:
        """Whether an object was fed before: then its number stands for it."""
        number = self._seen.get(id(value))
        if number is not None:
            self.say(f"@{number}")
            return True
        self._seen[id(value)] = len(self._seen)
        # So that no other object can get its address meanwhile.
        self._kept.append(value)
        return False

    def feed(self, value: Any, depth: int = 0) -> None:
        kind = type(value)
        if kind in _SCALARS:
            self.say(f"{kind.__name__[0]}{value!r}")
            return
        if depth > _MAX_DEPTH:
            raise _Refused("too deep")
        if value_stack.missing(value):
            self.say("-")
        elif not self._again(value):
            self._object(value, kind, depth + 1)

    def _all(self, label: str, values: Any, depth: int) -> None:
        self.say(label)
        for value in values:
            self.feed(value, depth)
        self.say(")")

    def _object(self, value: Any, kind: type, depth: int) -> None:
        own = getattr(value, "_fingerprint_", None)
        if own is not None and not isinstance(value, type):
            self._all(f"own {kind.__qualname__}(", [own()], depth)
        elif kind in (list, tuple, deque):
            self._all(f"{kind.__name__}(", list(value), depth)
        elif kind in (dict, OrderedDict):
            self._all(f"{kind.__name__}(", [part for pair in list(value.items()) for part in pair], depth)
        elif kind in (set, frozenset):
            # Their order is part of what a program can see.
            self._all(f"{kind.__name__}(", list(value), depth)
        elif kind is bytearray:
            self.say(f"bytearray {bytes(value)!r}")
        elif kind in (range, slice):
            self.say(repr(value))
        elif kind is types.CellType:
            self._all("cell(", [value.cell_contents] if _filled(value) else [], depth)
        elif kind is types.FunctionType:
            self._function(value, depth)
        elif kind is types.MethodType:
            self._all("method(", [value.__func__, value.__self__], depth)
        elif kind is functools.partial:
            self._all("partial(", [value.func, value.args, value.keywords], depth)
        elif kind is types.BuiltinFunctionType or kind in _C_CALLABLES:
            bound = getattr(value, "__self__", None)
            self.say(f"builtin {value.__qualname__}")
            if bound is not None and not isinstance(bound, types.ModuleType):
                self.feed(bound, depth)
        elif kind is types.ModuleType or isinstance(value, types.ModuleType):
            self.say(f"module {value.__name__}")
        elif kind is types.CodeType:
            self.say(_code_key(value))
        elif isinstance(value, type):
            self._class(value, depth)
        elif kind is types.GeneratorType:
            self._generator(value, depth)
        elif kind in _ITERATORS or kind in _LAZY:
            self._all(f"{kind.__name__}(", list(value.__reduce__()[1:]), depth)
        elif isinstance(value, enum.Enum):
            self.say(f"enum {kind.__qualname__}.{value.name}")
        elif isinstance(value, BaseException):
            self._all(f"exception {kind.__module__}.{kind.__qualname__}(", [value.args, vars(value)], depth)
        elif kind.__module__ == "numpy" and kind.__name__ == "ndarray":
            if value.dtype.hasobject:
                raise _Refused("an array of objects")
            if memory_sync.is_closed(value.__array_interface__["data"][0]):
                raise _Refused("an array over a block that was closed")
            self.say(f"array {value.dtype.str} {value.shape} {value.tobytes()!r}")
        elif kind.__module__ == "numpy" and hasattr(value, "tobytes"):
            self.say(f"number {kind.__name__} {value!r}")
        else:
            self._instance(value, kind, depth)

    def _function(self, value: types.FunctionType, depth: int) -> None:
        self.say(f"function {_code_key(value.__code__)}")
        parts = [value.__defaults__, value.__kwdefaults__, value.__closure__]
        self._all("(", [*parts, value.__dict__] if value.__dict__ else parts, depth)

    def _class(self, value: type, depth: int) -> None:
        self.say(f"class {value.__module__}.{value.__qualname__}")
        if value.__module__ == "solution":
            for name, part in list(vars(value).items()):
                if name not in _OF_EVERY_CLASS:
                    self.say(name)
                    self.feed(part, depth)

    def _generator(self, value: types.GeneratorType[Any, Any, Any], depth: int) -> None:
        if value.gi_running:
            # It is one of the frames.
            self.say("running generator")
        elif value.gi_frame is None:
            self.say("ended generator")
        else:
            frame = value.gi_frame
            self.say(f"generator {_code_key(frame.f_code)} {frame.f_lasti}")
            self._all("(", value_stack.slots(frame, None), depth)

    def _instance(self, value: Any, kind: type, depth: int) -> None:
        """An object of a class in Python: its attributes. C's own state cannot be seen."""
        for base in kind.__mro__:
            if base is object or base.__flags__ & _HEAP_TYPE:
                continue
            if base in (list, dict, tuple, set, int, str, float):
                plain: Any = base
                content = plain(value)
                self.feed(list(content.items()) if base is dict else list(content) if base is set else content, depth)
                continue
            raise _Refused(f"a {kind.__module__}.{kind.__qualname__}")
        self.say(f"instance {kind.__module__}.{kind.__qualname__}")
        names = [name for base in kind.__mro__ for name in _slot_names(base)]
        self._all("(", [getattr(value, name, None) for name in names], depth)
        if hasattr(value, "__dict__"):
            own = self.nobody and value is state.current
            self.feed({name: part for name, part in vars(value).items() if not (own and name in _WHO)}, depth)


# What a Process knows of who it is.
_WHO = frozenset(("_path", "_parent_path", "_parent_name", "_identity", "_config", "_counter", "_name", "_started"))
_HEAP_TYPE = 1 << 9
_C_CALLABLES = (
    *(type(list.append), type([].__len__), type(int.__add__), type(dict.__dict__["fromkeys"]), property),
    *(staticmethod, classmethod, types.GetSetDescriptorType, types.MemberDescriptorType),
)
_OF_EVERY_CLASS = ("__dict__", "__weakref__", "__doc__", "__module__", "__annotations__")


def _slot_names(kind: type) -> tuple[str, ...]:
    names = vars(kind).get("__slots__", ())
    return (names,) if isinstance(names, str) else tuple(names)


def _filled(cell: Any) -> bool:
    try:
        cell.cell_contents
    except ValueError:
        return False
    return True


@functools.cache
def _code_key(code: types.CodeType) -> str:
    return f"{code.co_filename}:{code.co_qualname}:{code.co_firstlineno}"


_candidate_code: types.CodeType | None = None
"""Set by the executor: the candidate's whole module."""
_outermost: set[types.CodeType] = set()
"""Code of the frames below which nothing is returned to."""
_own_names: list[tuple[dict[str, Any], str]] = []
"""Where modelled multiprocessing keeps what a process has done: module and name."""
_NOT_STATE = frozenset(
    (
        *("_creations", "_effects", "_history", "_position", "_operations", "_channel", "_real"),
        *("fingerprint", "role", "_begins", "reimport", "state"),
    )
)


def prepare() -> None:
    """In the supervisor, before executors are forked."""
    _own_names.clear()
    for name, module in sorted(sys.modules.items()):
        if not name.startswith("modelled.") or name.rpartition(".")[2] in ("fingerprint", "value_stack", "clock"):
            continue
        for own, value in vars(module).items():
            kept = isinstance(value, (list, dict, set, deque, int, str, tuple, type(None)))
            if kept and own.islower() and not own.startswith("__") and own not in _NOT_STATE:
                _own_names.append((vars(module), own))


def begin(code: types.CodeType, outermost: set[types.CodeType]) -> None:
    """`outermost`: code of the frames with which a process of the program begins."""
    global _candidate_code
    _candidate_code = code
    _outermost.clear()
    _outermost.update(outermost)


def fingerprint() -> str | None:
    """The key of this process's state in the operation that it is about to announce; None when nothing is vouched for."""
    if _candidate_code is None or not value_stack.trusted() or surroundings.looks_around(_candidate_code):
        return None
    if memory_sync.attached():
        return None
    return _digest(_Walk())


def _digest(walk: _Walk) -> str | None:
    try:
        _frames(walk)
        for name, value in list(vars(sys.modules["solution"]).items()):
            if not name.startswith("__"):
                walk.say(name)
                walk.feed(value)
        _own_state(walk)
    except (_Refused, value_stack.Unreadable, RecursionError, ValueError, RuntimeError):
        return None
    return walk.digest()


def role() -> str | None:
    """What this process is to do, at its first operation, whoever of its siblings it is: None when that may matter."""
    if _candidate_code is None or surroundings.knows_itself(_candidate_code) or memory_sync.attached() or clock.looked():
        return None
    return _digest(_Walk(nobody=True))


def _frames(walk: _Walk) -> None:
    # This function, _digest(), fingerprint() or role(), the announcement and perform(): what that one holds is the
    # operation itself.
    inner = sys._getframe(4)
    frame = inner.f_back
    while frame is not None:
        walk.say(f"frame {_code_key(frame.f_code)} {frame.f_lasti}")
        for value in value_stack.slots(frame, inner):
            walk.feed(value)
        if frame.f_code in _outermost:
            return
        inner, frame = frame, frame.f_back
    raise _Refused("a process that began elsewhere")


def _own_state(walk: _Walk) -> None:
    """What modelled multiprocessing keeps for this process."""
    walk.say(f"{'' if walk.nobody else state.path} {state.start_method} {state.exiting}")
    for part in (state.current, state.children, state.at_exit, None if walk.nobody else state.parent):
        walk.feed(part)
    for names, own in _own_names:
        value = names[own]
        if walk.nobody and isinstance(value, dict) and all(_is_path(key) for key in value):
            # Counts for each process by its path: what the parent has is not the child's.
            value = value.get(state.path)
        if value:
            walk.say(own)
            walk.feed(value)
    walk.say(repr(clock.reading()) if clock.looked() else "no clock")
    if _uses_chance():
        walk.feed(random.getstate())


def _is_path(key: object) -> bool:
    return isinstance(key, str) and key.replace(".", "").isdigit()


@functools.cache
def _uses_chance() -> bool:
    """Whether the candidate's module has the module random or something of it."""
    return any(
        value is random or type(value).__module__ == "random" or isinstance(getattr(value, "__self__", None), random.Random)
        for value in vars(sys.modules["solution"]).values()
    )
