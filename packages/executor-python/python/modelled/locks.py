"""Lock, RLock, Semaphore and BoundedSemaphore as CPython's multiprocessing/synchronize.py has them.

Whether one can be taken is known to the explorer alone. An object holds its name, and how many levels this process took
itself: what CPython's SemLock counts for `repr` and for conditions, begun anew in a forked child.
"""

from __future__ import annotations

from typing import Any, NoReturn

from modelled import runtime
from modelled.runtime import NO, perform, state

MAX_VALUE = 2**31 - 1
"""SEM_VALUE_MAX."""


def waiting(block: object, timeout: Any) -> tuple[bool, bool]:
    """Whether an operation waits, and whether its waiting may time out. A timeout of 0 or less does not wait.

    Raises TypeError as CPython's SemLock.acquire does.
    """
    if not block:
        return (False, False)
    if timeout is None:
        return (True, False)
    kind = type(timeout)
    if not hasattr(kind, "__float__") and not hasattr(kind, "__index__"):
        raise TypeError(f"must be real number, not {kind.__name__}")
    timed = float(timeout) > 0
    return (timed, timed)


def assert_spawning(kind: str) -> None:
    """Raises what CPython raises when a shared object is pickled otherwise than for a child that is being started."""
    if not state.spawning:
        raise RuntimeError(f"{kind} objects should only be shared between processes through inheritance")


class SemLock:
    """What the four kinds share. `acquire_for` is `acquire` on behalf of the object that the candidate holds."""

    __module__ = "multiprocessing.synchronize"

    def __init__(self, name: str) -> None:
        self._name = name
        self._path = state.path
        self._taken = 0

    @property
    def levels(self) -> int:
        """How many levels this process took and did not give back."""
        if self._path != state.path:
            self._path = state.path
            self._taken = 0
        return self._taken

    @levels.setter
    def levels(self, levels: int) -> None:
        self._path = state.path
        self._taken = levels

    def acquire(self, block: bool = True, timeout: float | None = None) -> bool:
        """Whether it was taken."""
        return self.acquire_for(self, block, timeout)

    def release(self) -> None:
        self.release_for(self)

    def acquire_for(self, label: object, block: bool = True, timeout: float | None = None) -> bool:
        waits, timed = waiting(block, timeout)
        certain = (waits and not timed) or self._passes()
        taken: bool = perform(
            "acquire", label=label, sure=True if certain else NO, lock=self._name, block=waits, timed=timed
        )
        if taken:
            self.levels += 1
        return taken

    def release_for(self, label: object) -> None:
        perform("release", label=label, sure=None, lock=self._name)
        self.levels -= 1

    def __enter__(self) -> bool:
        return self.acquire_for(self)

    def __exit__(self, *args: object) -> None:
        self.release_for(self)

    def _passes(self) -> bool:
        """Whether this process can take it in any case."""
        return False

    @property
    def _semlock(self) -> NoReturn:
        runtime.not_modelled(f"multiprocessing.{type(self).__name__}._semlock")

    def _value(self) -> int:
        value: int = perform("semaphore-value", label=self, lock=self._name)
        return value

    def _fingerprint_(self) -> tuple[object, ...]:
        return (type(self).__name__, self._name, self.levels)

    def _facts(self) -> tuple[Any, ...]:
        return ()

    def __reduce__(self) -> tuple[Any, ...]:
        assert_spawning(type(self).__name__)
        return _rebuilt, (_kind(self), self._name, self._facts())


class Lock(SemLock):
    """multiprocessing.Lock: anybody may release it."""

    __module__ = "multiprocessing.synchronize"

    def __init__(self, *, ctx: object = None) -> None:
        super().__init__(runtime.create("lock"))

    def __repr__(self) -> str:
        return f"<{type(self).__name__}(owner={self._owner()})>"

    def _owner(self) -> str:
        if self.levels > 0:
            return _own_name()
        return "None" if self._value() == 1 else "SomeOtherProcess"


class RLock(SemLock):
    """multiprocessing.RLock: taken again by its owner, released by its owner only."""

    __module__ = "multiprocessing.synchronize"

    def __init__(self, *, ctx: object = None) -> None:
        super().__init__(runtime.create("rlock"))

    def _passes(self) -> bool:
        return self.levels > 0

    def __repr__(self) -> str:
        kind = type(self).__name__
        if self.levels > 0:
            return f"<{kind}({_own_name()}, {self.levels})>"
        return f"<{kind}(None, 0)>" if self._value() == 1 else f"<{kind}(SomeOtherProcess, nonzero)>"


class Semaphore(SemLock):
    """multiprocessing.Semaphore: released as often as one likes."""

    __module__ = "multiprocessing.synchronize"

    def __init__(self, value: int = 1, *, ctx: object = None) -> None:
        super().__init__(runtime.create("semaphore", value=_checked(value), max=None))

    def get_value(self) -> int:
        return self._value()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}(value={self._value()})>"


class BoundedSemaphore(Semaphore):
    """multiprocessing.BoundedSemaphore: never above its initial value."""

    __module__ = "multiprocessing.synchronize"

    def __init__(self, value: int = 1, *, ctx: object = None) -> None:
        self._max = _checked(value)
        SemLock.__init__(self, runtime.create("semaphore", value=self._max, max=self._max))

    def _facts(self) -> tuple[Any, ...]:
        return (self._max,)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}(value={self._value()}, maxvalue={self._max})>"


def _checked(value: Any) -> int:
    """A semaphore's initial value. Raises what SemLock raises."""
    if not hasattr(type(value), "__index__"):
        raise TypeError(f"{type(value).__name__!r} object cannot be interpreted as an integer")
    number = value.__index__()
    if not -MAX_VALUE - 1 <= number <= MAX_VALUE:
        raise OverflowError("Python int too large to convert to C int")
    if number < 0:
        raise OSError(22, "Invalid argument")
    return int(number)


def _own_name() -> str:
    from modelled.processes import current_process

    return str(current_process().name)


_KINDS: dict[str, type[SemLock]] = {
    "Lock": Lock,
    "RLock": RLock,
    "Semaphore": Semaphore,
    "BoundedSemaphore": BoundedSemaphore,
}


def _kind(lock: SemLock) -> str:
    for kind in reversed(_KINDS):
        if isinstance(lock, _KINDS[kind]):
            return kind
    raise TypeError(f"cannot pickle {type(lock).__name__!r} object")


def _rebuilt(kind: str, name: str, facts: tuple[Any, ...]) -> SemLock:
    """The same lock in the child that is being started."""
    lock = _KINDS[kind].__new__(_KINDS[kind])
    SemLock.__init__(lock, name)
    if isinstance(lock, BoundedSemaphore):
        (lock._max,) = facts
    return lock
