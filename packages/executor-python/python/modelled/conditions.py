"""Condition, Event and Barrier as CPython's multiprocessing/synchronize.py and threading.py have them.

The explorer's world holds who sleeps and who is woken. Here: the order of a wait's steps, and the predicates and
actions, which are the candidate's code. Time is never read: each timed wait may expire, and an expired one ends.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from modelled import runtime
from modelled.locks import MAX_VALUE, RLock, Semaphore, SemLock, assert_spawning
from modelled.runtime import NO, perform, state


class Condition:
    """multiprocessing.Condition over a Lock or an RLock."""

    __module__ = "multiprocessing.synchronize"

    def __init__(self, lock: Any = None, *, ctx: object = None) -> None:
        lock = lock or RLock()
        if not hasattr(lock, "acquire"):
            raise AttributeError(f"{type(lock).__name__!r} object has no attribute 'acquire'")
        if not isinstance(lock, SemLock) or isinstance(lock, Semaphore):
            runtime.not_modelled(f"multiprocessing.Condition over a {type(lock).__name__}")
        self._lock: SemLock = lock
        self._name = runtime.create("condition", lock=lock._name)

    def acquire(self, block: bool = True, timeout: float | None = None) -> bool:
        return self._lock.acquire_for(self, block, timeout)

    def release(self) -> None:
        self._lock.release_for(self)

    def __enter__(self) -> bool:
        return self._lock.acquire_for(self)

    def __exit__(self, *args: object) -> None:
        self._lock.release_for(self)

    def wait(self, timeout: float | None = None) -> bool:
        """Whether it was notified before the timeout. Raises AssertionError when the lock is not held."""
        levels: int = perform("condition-wait", label=self, condition=self._name)
        self._lock.levels = 0
        timed = timeout is not None
        woken: bool = perform(
            "condition-woken", label=self, sure=NO if timed else True, condition=self._name, timed=timed
        )
        perform("acquire", label=self, sure=True, lock=self._lock._name, block=True, timed=False, count=levels)
        self._lock.levels = levels
        return woken

    def wait_for(self, predicate: Callable[[], Any], timeout: float | None = None) -> Any:
        """The predicate's last value: true, or false after the timeout."""
        result = predicate()
        if timeout is not None and timeout <= 0:
            return result
        while not result:
            woken = self.wait(timeout)
            result = predicate()
            if not woken:
                break
        return result

    def notify(self, n: int = 1) -> None:
        """Wakes up to `n` sleepers, and waits until they are awake. Raises AssertionError when the lock is not held."""
        everybody = n > MAX_VALUE
        count = None if everybody else max(0, math.ceil(n))
        perform("notify", label=self, sure=None, condition=self._name, count=count)
        if count != 0:
            perform("notify-settled", label=self, sure=None, condition=self._name)

    def notify_all(self) -> None:
        self.notify(MAX_VALUE + 1)

    def __repr__(self) -> str:
        runtime.not_modelled("multiprocessing.Condition.__repr__")

    def _fingerprint_(self) -> tuple[object, ...]:
        return ("Condition", self._name, self._lock)

    def __reduce__(self) -> tuple[Any, ...]:
        assert_spawning(type(self).__name__)
        return _rebuilt_condition, (self._name, self._lock)


def _rebuilt_condition(name: str, lock: SemLock) -> Condition:
    condition = Condition.__new__(Condition)
    condition._name = name
    condition._lock = lock
    return condition


class Event:
    """multiprocessing.Event."""

    __module__ = "multiprocessing.synchronize"

    def __init__(self, *, ctx: object = None) -> None:
        self._name = runtime.create("event")

    def is_set(self) -> bool:
        is_set: bool = perform("event-is-set", label=self, event=self._name)
        return is_set

    def set(self) -> None:
        perform("event-set", label=self, sure=None, event=self._name)

    def clear(self) -> None:
        perform("event-clear", label=self, sure=None, event=self._name)

    def wait(self, timeout: float | None = None) -> bool:
        """Whether it is set when the wait ends: who was woken may find that somebody cleared it again."""
        if perform("event-wait", label=self, event=self._name):
            return True
        is_set: bool = perform("event-woken", label=self, event=self._name, timed=timeout is not None)
        return is_set

    def __repr__(self) -> str:
        return f"<{type(self).__qualname__} at {id(self):#x} {'set' if self.is_set() else 'unset'}>"

    def _fingerprint_(self) -> tuple[object, ...]:
        return ("Event", self._name)

    def __reduce__(self) -> tuple[Any, ...]:
        # CPython pickles its parts, and its condition refuses.
        assert_spawning("Condition")
        return _rebuilt_event, (self._name,)


def _rebuilt_event(name: str) -> Event:
    event = Event.__new__(Event)
    event._name = name
    return event


class Barrier:
    """multiprocessing.Barrier. Its action runs in the last process to arrive, while nobody else can use the barrier."""

    __module__ = "multiprocessing.synchronize"
    MAX_PARTIES = 64

    def __init__(
        self,
        parties: int,
        action: Callable[[], object] | None = None,
        timeout: float | None = None,
        *,
        ctx: object = None,
    ) -> None:
        if not isinstance(parties, int) or not 1 <= parties <= self.MAX_PARTIES:
            runtime.not_modelled(f"multiprocessing.Barrier of {parties!r} parties")
        self._parties = int(parties)
        self._action = action
        self._timeout = timeout
        self._acting: str | None = None
        self._name = runtime.create("barrier", parties=self._parties)

    def wait(self, timeout: float | None = None) -> int:
        """The own place in the round, from 0. Raises BrokenBarrierError."""
        self._check_not_acting()
        if timeout is None:
            timeout = self._timeout
        index: int = perform("barrier-arrive", label=self, barrier=self._name)
        if index + 1 < self._parties:
            timed = timeout is not None
            perform("barrier-leave", label=self, sure=NO if timed else True, barrier=self._name, timed=timed)
            return index
        if self._action is not None:
            self._act(self._action)
        perform("barrier-release", label=self, sure=None, barrier=self._name, ok=True)
        return index

    def _act(self, action: Callable[[], object]) -> None:
        self._acting = state.path
        try:
            action()
        except BaseException:
            self._acting = None
            perform("barrier-release", label=self, sure=None, barrier=self._name, ok=False)
            raise
        self._acting = None

    def _check_not_acting(self) -> None:
        if self._acting == state.path:
            runtime.not_modelled("multiprocessing.Barrier used by its own action")

    def reset(self) -> None:
        self._check_not_acting()
        perform("barrier-reset", label=self, sure=None, barrier=self._name)

    def abort(self) -> None:
        self._check_not_acting()
        perform("barrier-abort", label=self, sure=None, barrier=self._name)

    @property
    def parties(self) -> int:
        return self._parties

    @property
    def n_waiting(self) -> int:
        waiting: int = self._look()[0]
        return waiting

    @property
    def broken(self) -> bool:
        return bool(self._look()[1])

    def _look(self) -> list[Any]:
        self._check_not_acting()
        seen: list[Any] = perform("barrier-state", label=self, barrier=self._name)
        return seen

    def __repr__(self) -> str:
        kind = type(self)
        status = "broken" if self.broken else f"waiters={self.n_waiting}/{self._parties}"
        return f"<{kind.__module__}.{kind.__qualname__} at {id(self):#x}: {status}>"

    def _fingerprint_(self) -> tuple[object, ...]:
        return ("Barrier", self._name, self._parties, self._action, self._timeout, self._acting)

    def __reduce__(self) -> tuple[Any, ...]:
        if not state.spawning:
            # CPython pickles the action first.
            runtime.pickled(self._action)
            assert_spawning("Condition")
        return _rebuilt_barrier, (self._parties, self._action, self._timeout, self._name)


def _rebuilt_barrier(parties: int, action: Callable[[], object] | None, timeout: float | None, name: str) -> Barrier:
    barrier = Barrier.__new__(Barrier)
    barrier._parties = parties
    barrier._action = action
    barrier._timeout = timeout
    barrier._acting = None
    barrier._name = name
    return barrier
