"""What a process cleans up when it ends, in the order of multiprocessing/util.py: by priority, the youngest first.

Owns no objects of its own: managers, pools and executors register what ends them. A forked child inherits none of it,
as in CPython, where a finalizer does nothing in another process than its own.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable

from modelled.runtime import Unwind, state

EXECUTOR = 100
"""Executors are ended before any finalizer (concurrent/futures/process.py, `_python_exit`)."""
POOL = 15
MANAGER = 0

_actions: list[tuple[int, int, Callable[[], object]]] = []
_owner: str | None = None


def at_end(priority: int, action: Callable[[], object]) -> None:
    """Calls `action` when this process ends. It may perform operations; what it raises is printed, as CPython does."""
    global _owner
    if _owner != state.path:
        _actions.clear()
        _owner = state.path
    if not _actions:
        state.at_exit.append(_run)
    _actions.append((priority, len(_actions), action))


def _run() -> None:
    if _owner != state.path:
        return
    for _, _, action in sorted(_actions, key=lambda entry: entry[:2], reverse=True):
        try:
            action()
        except Unwind:
            raise
        except Exception:
            traceback.print_exc()
    _actions.clear()
