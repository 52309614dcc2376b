"""Queue, JoinableQueue and SimpleQueue as CPython's multiprocessing/queues.py has them.

Theory of operation. CPython's `put` hands the object to a feeder thread, which pickles it later. Here an item is
pickled when it is put, and again before each later operation of this process: when it has changed since, a step is left
in which the feeder may still have written it as it was, then the explorer is told what it is now. The explorer alone
knows which items the feeder has written, and leaves those alone. Items that cannot change are not kept.
"""

from __future__ import annotations

import types
from queue import Full
from typing import Any, Literal

from modelled import runtime
from modelled.connections import ONE_WAY_CAPACITY, QueueReader, sendable, size_of, wire_bytes
from modelled.locks import MAX_VALUE, assert_spawning, waiting
from modelled.processes import on_become
from modelled.runtime import NO, perform, state

_UNCHANGING = (type(None), bool, int, float, complex, str, bytes, type, types.FunctionType, types.BuiltinFunctionType)
_INTERNALS = frozenset(
    ("_buffer", "_cond", "_feed", "_jointhread", "_notempty", "_opid", "_poll", "_recv_bytes", "_rlock", "_sem")
    + ("_send_bytes", "_thread", "_unfinished_tasks", "_wlock", "_writer", "_joincancelled", "_start_thread", "_reset")
)


def _is_unchanging(value: object) -> bool:
    if type(value) in (tuple, frozenset):
        return all(_is_unchanging(item) for item in value)  # type: ignore[attr-defined]
    return type(value) in _UNCHANGING


class _Put:
    """An item that this process put and that may change before the feeder pickles it."""

    __slots__ = ("data", "index", "item")

    def __init__(self, index: int, item: object, data: str) -> None:
        self.index = index
        self.item = item
        self.data = data

    def _fingerprint_(self) -> tuple[object, ...]:
        return (self.index, self.item, self.data)


class Queue:
    """multiprocessing.Queue."""

    __module__ = "multiprocessing.queues"
    _kind = "Queue"

    def __init__(self, maxsize: int = 0, *, ctx: object = None) -> None:
        if maxsize <= 0:
            maxsize = 0
        elif not hasattr(type(maxsize), "__index__"):
            raise TypeError(f"{type(maxsize).__name__!r} object cannot be interpreted as an integer")
        elif maxsize > MAX_VALUE:
            raise OverflowError("Python int too large to convert to C int")
        name = runtime.create("queue", maxSize=int(maxsize), feeder=True, capacity=ONE_WAY_CAPACITY)
        self._attach(name, int(maxsize))

    def _attach(self, name: str, bound: int) -> None:
        self._name = name
        self._bound = bound
        self._maxsize = bound or MAX_VALUE
        self._reader = QueueReader(name)
        self._pipe: Literal["open", "closed", "unknown"] = "open"
        """A feeder closes the pipe of its process after its last item; forked children inherit that."""
        self._begin()

    def _begin(self) -> None:
        """What a forked child begins with."""
        self._path = state.path
        self._closed = False
        self._fed = False
        """The feeder was started."""
        self._cancelled = False
        self._joined = False
        self._count = 0
        """Items that this process put."""
        self._pending: list[_Put] = []

    def _here(self) -> None:
        """Every use begins with it: this process may have been forked since the last one."""
        if self._path != state.path:
            if self._closed and self._fed and self._pipe == "open":
                self._pipe = "unknown"
            self._begin()

    def _check_open(self) -> None:
        self._here()
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")

    def put(self, obj: object, block: bool = True, timeout: float | None = None) -> None:
        """Raises queue.Full. An object that cannot be pickled is lost silently: only the feeder notices."""
        self._check_open()
        if self._pipe != "open":
            runtime.not_modelled("multiprocessing.Queue that was closed before the fork")
        waits, timed = waiting(block, timeout)
        self._fed = True
        try:
            item = runtime.pickled(obj)
        except Exception:
            self._lose(waits)
            return
        size = wire_bytes(size_of(sendable(item)["data"]))
        certain = self._bound == 0 or (waits and not timed)
        perform(
            "put",
            label=self,
            sure=None if certain else NO,
            queue=self._name,
            item=item,
            bytes=size,
            block=waits,
            timed=timed,
        )
        if not _is_unchanging(obj):
            self._pending.append(_Put(self._count, obj, item["data"]))
            if self not in _fed:
                _fed.append(self)
        self._count += 1

    def _lose(self, waits: bool) -> None:
        """The feeder will not be able to pickle it: it takes a place for a moment, and nothing arrives."""
        if self._bound and perform("queue-full", label=self, queue=self._name):
            if waits:
                runtime.not_modelled(f"multiprocessing.{self._kind}.put of what cannot be pickled, while it is full")
            raise Full

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """Raises queue.Empty."""
        self._check_open()
        waits, timed = waiting(block, timeout)
        self._check_whole()
        data: str = perform("get", label=self, queue=self._name, block=waits, timed=timed)
        return runtime.unpickled(data)

    def put_nowait(self, obj: object) -> None:
        self.put(obj, False)

    def get_nowait(self) -> Any:
        return self.get(False)

    def qsize(self) -> int:
        size: int = perform("queue-size", label=self, queue=self._name)
        return size

    def empty(self) -> bool:
        self._here()
        self._check_whole()
        if self._closed and self._fed:
            # Its feeder closes the pipe some time after its last item.
            runtime.not_modelled(f"multiprocessing.{self._kind}.empty after close")
        is_empty: bool = perform("queue-empty", label=self, queue=self._name)
        return is_empty

    def full(self) -> bool:
        is_full: bool = perform("queue-full", label=self, queue=self._name)
        return is_full

    def _check_whole(self) -> None:
        if self._pipe == "unknown":
            runtime.not_modelled("multiprocessing.Queue that was closed before the fork")
        if self._pipe == "closed":
            raise OSError("handle is closed")

    def close(self) -> None:
        """This process uses it no more."""
        self._here()
        self._closed = True

    def join_thread(self) -> None:
        """Waits until all that this process put is in the pipe. Raises AssertionError when it is not closed."""
        self._here()
        assert self._closed, f"Queue {self!r} not closed"
        if self._fed and not self._cancelled and not self._joined:
            self._joined = True
            perform("join-feeder", label=self, sure=None, queue=self._name)
            self._pending.clear()
            self._pipe = "closed"

    def cancel_join_thread(self) -> None:
        """The end of this process does not wait for the feeder."""
        self._here()
        self._cancelled = True
        perform("cancel-join", label=self, sure=None, queue=self._name)

    def __getattr__(self, attribute: str) -> Any:
        if attribute in _INTERNALS:
            runtime.not_modelled(f"multiprocessing.{type(self).__name__}.{attribute}")
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {attribute!r}")

    def _fingerprint_(self) -> tuple[object, ...]:
        self._here()
        flags = (self._closed, self._fed, self._cancelled, self._joined, self._pipe)
        return (self._kind, self._name, flags, self._count, self._pending)

    def __reduce__(self) -> tuple[Any, ...]:
        assert_spawning(type(self).__name__)
        return _rebuilt, (self._kind, self._name, self._bound)

    __class_getitem__: Any = classmethod(types.GenericAlias)


class JoinableQueue(Queue):
    """multiprocessing.JoinableQueue."""

    __module__ = "multiprocessing.queues"
    _kind = "JoinableQueue"

    def task_done(self) -> None:
        """Raises ValueError when it is called more often than items were put."""
        perform("task-done", label=self, sure=None, queue=self._name)

    def join(self) -> None:
        """Waits until every item that was put is done."""
        perform("queue-join", label=self, sure=None, queue=self._name)

    def _lose(self, waits: bool) -> None:
        # The task stays unfinished for ever.
        runtime.not_modelled("multiprocessing.JoinableQueue.put of what cannot be pickled")


class SimpleQueue:
    """multiprocessing.SimpleQueue: no feeder, `put` pickles and writes by itself."""

    __module__ = "multiprocessing.queues"

    def __init__(self, *, ctx: object = None) -> None:
        self._attach(runtime.create("queue", maxSize=0, feeder=False, capacity=ONE_WAY_CAPACITY))

    def _attach(self, name: str) -> None:
        self._name = name
        self._open = True
        self._reader = QueueReader(name)

    def _check_open(self) -> None:
        if not self._open:
            raise OSError("handle is closed")

    def put(self, obj: object) -> None:
        """Raises what pickling raises."""
        item = runtime.pickled(obj)
        self._check_open()
        size = wire_bytes(size_of(sendable(item)["data"]))
        perform("put", label=self, sure=None, queue=self._name, item=item, bytes=size, block=True, timed=False)

    def get(self) -> Any:
        self._check_open()
        data: str = perform("get", label=self, queue=self._name, block=True, timed=False)
        return runtime.unpickled(data)

    def empty(self) -> bool:
        self._check_open()
        is_empty: bool = perform("queue-empty", label=self, queue=self._name)
        return is_empty

    def close(self) -> None:
        """Closes both ends in this process."""
        self._open = False

    def __getattr__(self, attribute: str) -> Any:
        if attribute in _INTERNALS:
            runtime.not_modelled(f"multiprocessing.SimpleQueue.{attribute}")
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {attribute!r}")

    def _fingerprint_(self) -> tuple[object, ...]:
        return ("SimpleQueue", self._name, self._open)

    def __reduce__(self) -> tuple[Any, ...]:
        assert_spawning(type(self).__name__)
        return _rebuilt_simple, (self._name,)

    __class_getitem__: Any = classmethod(types.GenericAlias)


def _rebuilt(kind: str, name: str, bound: int) -> Queue:
    """The same queue in the child that is being started."""
    made: type[Queue] = JoinableQueue if kind == "JoinableQueue" else Queue
    queue = made.__new__(made)
    queue._attach(name, bound)
    return queue


def _rebuilt_simple(name: str) -> SimpleQueue:
    queue = SimpleQueue.__new__(SimpleQueue)
    queue._attach(name)
    return queue


_fed: list[Queue] = []
"""Queues into which this process put what may change, in the order of their first such item."""
_announcing = False


def _announce_changes() -> None:
    """Tells the explorer which waiting items have changed since they were put."""
    global _announcing
    if not _fed or _announcing:
        return
    _announcing = True
    try:
        changes = [(queue, put, item) for queue in _fed for put in queue._pending for item in _change(put)]
        if changes:
            # The feeder may have written them before they changed.
            perform("pause", sure=None)
        for queue, put, item in changes:
            size = wire_bytes(size_of(sendable(item)["data"]))
            runtime.effect("buffer", queue=queue._name, index=put.index, item=item, bytes=size)
    finally:
        _announcing = False


def _change(put: _Put) -> list[dict[str, str]]:
    """The item as it is now if it has changed, else nothing."""
    try:
        item = runtime.pickled(put.item)
    except Exception:
        runtime.not_modelled("an item that cannot be pickled any more after it was put")
    if item["data"] == put.data:
        return []
    put.data = item["data"]
    return [item]


def _forget() -> None:
    _fed.clear()


runtime.before_announce.append(_announce_changes)
on_become.append(_forget)
