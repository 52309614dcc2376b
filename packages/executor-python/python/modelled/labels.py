"""What the candidate calls an object: looked up in the frame that uses or makes it, then in its module."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any

from modelled import value_stack

MAX_LABEL = 100


def labelled(creation: Mapping[str, Any], frame: FrameType | None) -> Mapping[str, Any]:
    """A creation with what the candidate calls the object by now, if it has a name."""
    wanted = creation["name"]
    label = None if frame is None else _name_in(frame, lambda value: _name_of_ours(value) == wanted)
    return creation if label is None else {**creation, "label": label}


def _name_of_ours(value: object) -> object:
    """The name of a modelled object; None for anything else, of which no attribute is looked at."""
    return getattr(value, "_name", None) if hasattr(type(value), "_fingerprint_") else None


def name_of(wanted: object, frame: FrameType) -> str | None:
    """The candidate's own name for an object, looked up in the frame that uses it, then in its module."""
    return _name_in(frame, lambda value: value is wanted)


def _name_in(frame: FrameType, is_it: Callable[[object], bool]) -> str | None:
    if frame.f_code.co_flags & inspect.CO_OPTIMIZED and value_stack.trusted():
        return _name_among(value_stack.named_locals(frame), is_it) or _name_among(frame.f_globals, is_it)
    local = frame.f_locals
    name = _name_among(local, is_it) or _name_among(frame.f_globals, is_it)
    # Before 3.13 this is a snapshot that the frame keeps: it would hold the candidate's objects alive longer than in a
    # replay, which never looks. Nobody else has it (this name, the argument of getrefcount, the frame).
    # While a frame is traced, it is written back.
    mine = local is not frame.f_globals and sys.version_info < (3, 13) and sys.gettrace() is None
    if mine and sys.getrefcount(local) <= 3:
        local.clear()
    return name


def _name_among(names: Mapping[str, Any], is_it: Callable[[object], bool]) -> str | None:
    for name, value in list(names.items()):
        if not name.startswith("__") and is_it(value):
            return name[:MAX_LABEL]
    for name, value in list(names.items()):
        inner = None if name.startswith("__") else _name_inside(value, is_it)
        if inner is not None:
            return f"{name}{inner}"[:MAX_LABEL]
    return None


def _name_inside(value: object, is_it: Callable[[object], bool]) -> str | None:
    if type(value) in (list, tuple):
        for index, item in enumerate(value[:64]):  # type: ignore[index]
            if is_it(item):
                return f"[{index}]"
    elif type(value) is dict:
        for key, item in list(value.items())[:64]:
            if isinstance(key, (str, int)) and is_it(item):
                return f"[{key!r}]"
    elif type(value).__module__ == "solution":
        for name, item in list(getattr(value, "__dict__", {}).items())[:64]:
            if is_it(item):
                return f".{name}"
    return None
