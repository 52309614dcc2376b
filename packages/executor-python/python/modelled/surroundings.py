"""Whether a program can notice where it runs: told from the names in its code, before a line of it runs."""

from __future__ import annotations

import functools
import types
from collections.abc import Callable

# By these a program can look at itself, or at what differs from one executor to another.
_ITSELF = frozenset(
    (
        *("_getframe", "_current_frames", "settrace", "setprofile", "getrefcount", "gc", "ctypes", "inspect", "id", "weakref"),
        *("tb_frame", "f_locals", "f_back", "gi_frame", "__traceback__", "currentframe", "stack"),
    )
)
# By these it can see that multiprocessing is not the one it knows.
_AROUND = frozenset(
    (
        *("modules", "meta_path", "path_hooks", "__loader__", "__spec__", "__code__", "__globals__", "__subclasses__"),
        *("__mro__", "getsource", "getfile", "getmodule", "dis", "getppid", "environ", "listdir", "scandir"),
        *("find_spec", "__getattribute__", "__import__", "import_module", "eval", "exec"),
    )
)
# By these a process can tell itself from its siblings, or draws another lot than they.
_ONESELF = frozenset(
    (
        *("current_process", "parent_process", "active_children", "getpid", "get_ident", "get_native_id", "gettid"),
        *("name", "pid", "ident", "authkey", "exitcode", "sentinel", "random", "uuid1", "uuid4", "urandom", "token_hex"),
        *("_identity", "_name", "_path", "_parent_pid", "time", "time_ns", "monotonic", "perf_counter", "getrandbits"),
    )
)
# Ours, as a whole name or text: nobody meets them by chance.
_OURS = ("modelled", "_fingerprint_", "lockstep")


@functools.cache
def looks_around(code: types.CodeType) -> bool:
    """Whether it can look at what keys of local states do not cover: then no key is given."""
    return _any(code, lambda part: not _ITSELF.isdisjoint(part.co_names)) or looks_for_us(code)


def could_notice(code: types.CodeType) -> bool:
    """Whether it could behave in another way here than in a plain run."""
    return looks_around(code) or _any(code, lambda part: not _AROUND.isdisjoint(part.co_names))


@functools.cache
def knows_itself(code: types.CodeType) -> bool:
    """Whether a process could do something else than a sibling that was started in the same way."""
    return could_notice(code) or _any(code, lambda part: not _ONESELF.isdisjoint(part.co_names))


@functools.cache
def looks_for_us(code: types.CodeType) -> bool:
    """Whether it names what only this package has."""
    return _any(code, lambda part: any(_is_ours(text) for text in (*part.co_names, *_texts(part.co_consts))))


def _is_ours(text: str) -> bool:
    return text in _OURS or text.startswith(("modelled.", "/lockstep"))


def _texts(consts: tuple[object, ...]) -> list[str]:
    found: list[str] = []
    for const in consts:
        if isinstance(const, str):
            found.append(const)
        elif isinstance(const, (tuple, frozenset)):
            found += _texts(tuple(const))
    return found


def _any(code: types.CodeType, holds: Callable[[types.CodeType], bool]) -> bool:
    return holds(code) or any(_any(part, holds) for part in code.co_consts if isinstance(part, types.CodeType))
