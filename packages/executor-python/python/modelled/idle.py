"""What happens in a process while it sleeps: in CPython threads take the results of its pools and run callbacks.

`look()` belongs before each sleep of the candidate's. Without callbacks that wait it performs nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from modelled.runtime import state

_lookers: list[Callable[[], None]] = []
_owner: str | None = None


def while_asleep(looker: Callable[[], None]) -> None:
    """Calls `looker` whenever this process sleeps. A forked child inherits none of it, as it has no such threads."""
    global _owner
    if _owner != state.path:
        _lookers.clear()
        _owner = state.path
    if looker not in _lookers:
        _lookers.append(looker)


def look() -> None:
    """Takes what results are there."""
    if _owner == state.path:
        for looker in list(_lookers):
            looker()
