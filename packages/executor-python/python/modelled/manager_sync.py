"""Proxies of the objects in a manager's process that processes wait for: locks, conditions, events, barriers, queues.

The server's objects are those of `threading` and `queue`, each used by the server's thread of the calling process: a
lock is released by anybody, an RLock belongs to a process, a queue has no feeder and no pipe. They map onto objects of
the explorer's world; what differs from multiprocessing's own are the exceptions and the rules for timeouts.

Deviations: a condition wakes any of its sleepers, not the one that slept first; a process that is killed while it
waits for a lock does not get it posthumously.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Mapping
from multiprocessing import managers as original
from typing import Any

from modelled import runtime
from modelled.manager_proxies import BaseProxy, disconnected, proxies, use
from modelled.runtime import NO, perform


class SyncProxy(BaseProxy):
    """A proxy whose method calls are operations of the world. `_serve_x` is what the server does for the method x."""

    def _callmethod(self, methodname: str, args: tuple[Any, ...] = (), kwds: Mapping[str, Any] = {}) -> Any:
        use(self._server)
        if methodname not in self._exposed_:  # type: ignore[attr-defined]
            if methodname in ("__repr__", "__str__"):
                return self._text()
            runtime.not_modelled(f"{methodname}() of a manager's {self._typeid}")
        serve: Callable[..., Any] | None = getattr(type(self), f"_serve_{methodname.strip('_')}", None)
        if serve is None:
            runtime.not_modelled(f"{methodname}() of a manager's {self._typeid}")
        try:
            return serve(self, *args, **kwds)
        except ConnectionRefusedError:
            disconnected(self._server)

    def _text(self) -> str:
        runtime.not_modelled(f"the text of a manager's {self._typeid}")


def _acquire(proxy: SyncProxy, lock: str, timeout: float | None, block: bool) -> bool:
    """Takes a lock of the world. `timeout` None: no limit."""
    waits = block and (timeout is None or timeout > 0)
    timed = waits and timeout is not None
    return bool(
        perform("acquire", label=proxy, sure=True if waits and not timed else NO, lock=lock, block=waits, timed=timed)
    )


class LockProxy(SyncProxy, original.AcquirerProxy):
    _typeid = "Lock"
    _checked: Callable[[], Any] = staticmethod(threading.Lock)
    """A local lock of the server's class: it knows the rules for arguments."""

    def _serve_acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        self._checked().acquire(blocking, timeout)
        return _acquire(self, self._name, None if timeout == -1 else timeout, blocking)

    def _serve_release(self) -> None:
        try:
            perform("release", label=self, sure=None, lock=self._name)
        except ValueError:
            raise RuntimeError("release unlocked lock") from None


class RLockProxy(LockProxy):
    _typeid = "RLock"
    _checked = staticmethod(threading.RLock)

    def _serve_release(self) -> None:
        try:
            perform("release", label=self, sure=None, lock=self._name)
        except AssertionError:
            raise RuntimeError("cannot release un-acquired lock") from None


class SemaphoreProxy(SyncProxy, original.AcquirerProxy):
    _typeid = "Semaphore"

    def _serve_acquire(self, blocking: bool = True, timeout: float | None = None) -> bool:
        threading.Semaphore(1).acquire(blocking, timeout)
        return _acquire(self, self._name, timeout, blocking)

    def _serve_release(self) -> None:
        try:
            perform("release", label=self, sure=None, lock=self._name)
        except ValueError:
            raise ValueError("Semaphore released too many times") from None


class BoundedSemaphoreProxy(SemaphoreProxy):
    _typeid = "BoundedSemaphore"


class ConditionProxy(SyncProxy, original.ConditionProxy):
    """A condition with a lock of its own, or with a manager's Lock. Facts: the lock's name and kind."""

    _typeid = "Condition"

    def _serve_acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        threading.Lock().acquire(blocking, timeout)
        return _acquire(self, self._facts[0], None if timeout == -1 else timeout, blocking)

    def _serve_release(self) -> None:
        lock, kind = self._facts
        try:
            perform("release", label=self, sure=None, lock=lock)
        except (AssertionError, ValueError):
            message = "cannot release un-acquired lock" if kind == "RLock" else "release unlocked lock"
            raise RuntimeError(message) from None

    def _serve_wait(self, timeout: float | None = None) -> bool:
        condition, lock = self._name, self._facts[0]
        timed = timeout is not None
        try:
            levels = perform("condition-wait", label=self, condition=condition)
        except AssertionError:
            raise RuntimeError("cannot wait on un-acquired lock") from None
        woken = perform("condition-woken", label=self, sure=NO if timed else True, condition=condition, timed=timed)
        perform("acquire", label=self, sure=True, lock=lock, block=True, timed=False, count=levels)
        return bool(woken)

    def _serve_notify(self, n: int = 1) -> None:
        self._notify(n)

    def _serve_notify_all(self) -> None:
        self._notify(None)

    def _notify(self, count: int | None) -> None:
        granted = None if count is None else max(count, 0)
        try:
            perform("notify", label=self, sure=None, condition=self._name, count=granted)
        except AssertionError:
            raise RuntimeError("cannot notify on un-acquired lock") from None
        # A wake-up belongs to those who slept then: nobody who comes later may take it.
        perform("notify-settled", label=self, sure=None, condition=self._name)

    def wait_for(self, predicate: Callable[[], Any], timeout: float | None = None) -> Any:
        # CPython's looks at the clock; here a wait that is not woken is one whose time is up.
        result = predicate()
        while not result and (timeout is None or timeout > 0):
            woken = self.wait(timeout)
            result = predicate()
            if not woken:
                break
        return result


class EventProxy(SyncProxy, original.EventProxy):
    _typeid = "Event"

    def _serve_set(self) -> None:
        perform("event-set", label=self, sure=None, event=self._name)

    def _serve_clear(self) -> None:
        perform("event-clear", label=self, sure=None, event=self._name)

    def _serve_is_set(self) -> bool:
        return bool(perform("event-is-set", label=self, event=self._name))

    def _serve_wait(self, timeout: float | None = None) -> bool:
        if timeout is not None and timeout <= 0:
            return self._serve_is_set()
        if perform("event-wait", label=self, event=self._name):
            return True
        woken = perform("event-woken", label=self, event=self._name, timed=timeout is not None)
        # Who was woken returns True though somebody may have cleared the flag since (threading.py, `Event.wait`).
        return bool(woken) or timeout is None


class BarrierProxy(SyncProxy, original.BarrierProxy):
    """Facts: the number of parties, and the timeout of a wait that has none."""

    _typeid = "Barrier"

    def _serve_wait(self, timeout: float | None = None) -> int:
        parties, default = self._facts
        if timeout is None:
            timeout = default
        index: int = perform("barrier-arrive", label=self, barrier=self._name)
        if index + 1 == parties:
            perform("barrier-release", label=self, sure=None, barrier=self._name, ok=True)
        else:
            perform("barrier-leave", label=self, barrier=self._name, timed=timeout is not None)
        return index

    def _serve_abort(self) -> None:
        perform("barrier-abort", label=self, sure=None, barrier=self._name)

    def _serve_reset(self) -> None:
        perform("barrier-reset", label=self, sure=None, barrier=self._name)

    def _serve_getattribute(self, name: str) -> Any:
        if name == "parties":
            return self._facts[0]
        if name not in ("n_waiting", "broken"):
            runtime.not_modelled(f"the attribute {name} of a manager's Barrier")
        waiting, broken = perform("barrier-state", label=self, barrier=self._name)
        return waiting if name == "n_waiting" else broken


class QueueProxy(
    SyncProxy,
    original.MakeProxyType("AutoProxy[Queue]", tuple(original.public_methods(queue.Queue()))),  # type: ignore[misc]
):
    """queue.Queue in the server. Fact: its maxsize."""

    _typeid = "Queue"

    def _serve_put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        bounded = self._facts[0] > 0
        waits = _waits(block, timeout) if bounded else True
        timed = bounded and waits and timeout is not None
        perform(
            "put",
            label=self,
            sure=None if waits and not timed else NO,
            queue=self._name,
            item=runtime.pickled(item),
            bytes=0,
            block=waits,
            timed=timed,
        )

    def _serve_get(self, block: bool = True, timeout: float | None = None) -> Any:
        waits = _waits(block, timeout)
        timed = waits and timeout is not None
        return runtime.unpickled(perform("get", label=self, queue=self._name, block=waits, timed=timed))

    def _serve_put_nowait(self, item: Any) -> None:
        self._serve_put(item, False)

    def _serve_get_nowait(self) -> Any:
        return self._serve_get(False)

    def _serve_empty(self) -> bool:
        return bool(perform("queue-empty", label=self, queue=self._name))

    def _serve_full(self) -> bool:
        return bool(perform("queue-full", label=self, queue=self._name))

    def _serve_qsize(self) -> int:
        return int(perform("queue-size", label=self, queue=self._name))

    def _serve_task_done(self) -> None:
        perform("task-done", label=self, sure=None, queue=self._name)

    def _serve_join(self) -> None:
        perform("queue-join", label=self, sure=None, queue=self._name)

    def _text(self) -> str:
        return f"<queue.Queue object at {hex(hash(self))}>"


QueueProxy.__name__ = QueueProxy.__qualname__ = "AutoProxy[Queue]"


class JoinableQueueProxy(QueueProxy):
    _typeid = "JoinableQueue"


JoinableQueueProxy.__name__ = JoinableQueueProxy.__qualname__ = "AutoProxy[JoinableQueue]"


def _waits(block: bool, timeout: float | None) -> bool:
    if not block:
        return False
    if timeout is None:
        return True
    if timeout < 0:
        raise ValueError("'timeout' must be a non-negative number")
    return timeout > 0


for _proxy in (
    LockProxy,
    RLockProxy,
    SemaphoreProxy,
    BoundedSemaphoreProxy,
    ConditionProxy,
    EventProxy,
    BarrierProxy,
    QueueProxy,
    JoinableQueueProxy,
):
    proxies[_proxy._typeid] = _proxy
