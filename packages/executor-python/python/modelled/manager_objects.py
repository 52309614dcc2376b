"""Makes the objects that a manager's proxies wait for, with the arguments that CPython's have.

Each maker takes the manager's name, and gives the object's name in the explorer's world and the facts that its proxy needs, and raises what the
server would raise.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

from modelled import runtime
from modelled.manager_sync import LockProxy

_MAX_PARTIES = 64

Made = tuple[str, tuple[Any, ...]]


def make_lock(home: str) -> Made:
    return runtime.create("lock", manager=home), ()


def make_rlock(home: str) -> Made:
    return runtime.create("rlock", manager=home), ()


def make_semaphore(home: str, value: int = 1) -> Made:
    threading.Semaphore(value)
    return runtime.create("semaphore", value=value, max=None, manager=home), ()


def make_bounded_semaphore(home: str, value: int = 1) -> Made:
    threading.BoundedSemaphore(value)
    return runtime.create("semaphore", value=value, max=value, manager=home), ()


def make_condition(home: str, lock: Any = None) -> Made:
    if lock is None:
        kind, name = "RLock", runtime.create("rlock", manager=home)
    elif type(lock) is LockProxy:
        kind, name = "Lock", lock._name
    else:
        runtime.not_modelled("a manager's Condition with something else than the manager's Lock")
    return runtime.create("condition", lock=name, manager=home), (name, kind)


def make_event(home: str) -> Made:
    return runtime.create("event", manager=home), ()


def make_barrier(home: str, parties: int, action: Any = None, timeout: float | None = None) -> Made:
    if action is not None:
        runtime.not_modelled("a manager's Barrier with an action")
    if not isinstance(parties, int) or not 1 <= parties <= _MAX_PARTIES:
        runtime.not_modelled(f"a manager's Barrier for {parties!r} parties")
    return runtime.create("barrier", parties=parties, manager=home), (parties, timeout)


def make_queue(home: str, maxsize: int = 0) -> Made:
    bound = max(int(maxsize), 0)
    return runtime.create("queue", maxSize=bound, feeder=False, capacity=None, manager=home), (bound,)


MAKERS: Mapping[str, Callable[..., Made]] = {
    "Lock": make_lock,
    "RLock": make_rlock,
    "Semaphore": make_semaphore,
    "BoundedSemaphore": make_bounded_semaphore,
    "Condition": make_condition,
    "Event": make_event,
    "Barrier": make_barrier,
    "Queue": make_queue,
    "JoinableQueue": make_queue,
}
