"""What a modelled Pool gives for work that is under way: CPython's AsyncResult, MapResult and imap iterators.

CPython's result handler is a thread of the parent. Here there is none: whoever asks about a result takes messages from
the workers until it knows (`Pool._await`), and callbacks run then. A result is known when `_settled()`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from multiprocessing.context import TimeoutError
from typing import TYPE_CHECKING, Any

from modelled import idle, runtime
from modelled.runtime import Unwind

if TYPE_CHECKING:
    from modelled.pools import Pool

Outcome = tuple[bool, Any]
"""Whether a task succeeded, and its value or exception."""
Callback = Callable[[Any], object] | None


class ApplyResult:
    """What apply_async() gives."""

    def __init__(self, pool: Pool, callback: Callback, error_callback: Callback) -> None:
        self._pool = pool
        self._job = pool._next_job(self)
        self._callback = callback
        self._error_callback = error_callback
        if callback or error_callback:
            idle.while_asleep(pool._look)
        self._is_set = False
        self._success = False
        self._value: Any = None

    def _settled(self) -> bool:
        return self._is_set

    def ready(self) -> bool:
        self._pool._await(self, 0)
        return self._is_set

    def successful(self) -> bool:
        if not self.ready():
            raise ValueError(f"{self!r} not ready")
        return self._success

    def wait(self, timeout: float | None = None) -> None:
        self._pool._await(self, timeout)

    def get(self, timeout: float | None = None) -> Any:
        self.wait(timeout)
        if not self._is_set:
            raise TimeoutError
        if self._success:
            return self._value
        raise self._value

    def _set(self, index: int, outcome: Outcome) -> None:
        self._success, self._value = outcome
        self._call_back()
        self._is_set = True
        self._pool._forget(self._job)

    def _call_back(self) -> None:
        callback = self._callback if self._success else self._error_callback
        if callback:
            callback(self._value)

    def __repr__(self) -> str:
        return f"<multiprocessing.pool.{type(self).__name__} object at {0x7F00_0000_0000 + self._job * 16:#x}>"

    def __class_getitem__(cls, item: object) -> type[ApplyResult]:
        return cls


AsyncResult = ApplyResult


class MapResult(ApplyResult):
    """What map_async() and starmap_async() give."""

    def __init__(
        self, pool: Pool, chunksize: int, length: int, callback: Callback, error_callback: Callback
    ) -> None:
        super().__init__(pool, callback, error_callback)
        self._success = True
        self._value = [None] * length
        self._chunksize = chunksize
        self._number_left = 0
        if chunksize <= 0:
            self._is_set = True
            pool._forget(self._job)
        else:
            self._number_left = length // chunksize + bool(length % chunksize)

    def _set(self, index: int, outcome: Outcome) -> None:
        self._number_left -= 1
        success, value = outcome
        if success and self._success:
            self._value[index * self._chunksize : (index + 1) * self._chunksize] = value
        elif not success and self._success:
            # Only the first exception is kept.
            self._success, self._value = False, value
        if self._number_left == 0:
            self._call_back()
            self._is_set = True
            self._pool._forget(self._job)


class IMapIterator:
    """What imap() gives: results in the order of the tasks."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._job = pool._next_job(self)
        self._items: deque[Outcome] = deque()
        self._index = 0
        self._length: int | None = None
        self._unsorted: dict[int, Outcome] = {}

    def _settled(self) -> bool:
        return bool(self._items) or self._index == self._length

    def __iter__(self) -> IMapIterator:
        return self

    def next(self, timeout: float | None = None) -> Any:
        self._pool._await(self, timeout)
        if not self._items:
            if self._index == self._length:
                raise StopIteration
            raise TimeoutError
        success, value = self._items.popleft()
        if success:
            return value
        raise value

    __next__ = next

    def _set(self, index: int, outcome: Outcome) -> None:
        if self._index != index:
            self._unsorted[index] = outcome
            return
        self._items.append(outcome)
        self._index += 1
        while self._index in self._unsorted:
            self._items.append(self._unsorted.pop(self._index))
            self._index += 1
        self._finish()

    def _set_length(self, length: int) -> None:
        self._length = length
        self._finish()

    def _finish(self) -> None:
        if self._index == self._length:
            self._pool._forget(self._job)


class IMapUnorderedIterator(IMapIterator):
    """What imap_unordered() gives: results as they come."""

    def _set(self, index: int, outcome: Outcome) -> None:
        self._items.append(outcome)
        self._index += 1
        self._finish()


class ChunkIterator:
    """The items of the chunks that an iterator gives. Ends with its first exception, as a generator does."""

    def __init__(self, chunks: IMapIterator) -> None:
        self._chunks: IMapIterator | None = chunks
        self._items: deque[Any] = deque()

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        if self._chunks is None:
            raise StopIteration
        try:
            while not self._items:
                self._items.extend(next(self._chunks))
        except Unwind:
            raise
        except BaseException:
            self._chunks = None
            raise
        return self._items.popleft()

    def close(self) -> None:
        """Ends the iteration."""
        self._chunks = None


def wait_for_ever() -> None:
    """Waits for what never comes."""
    queue = runtime.create("queue", maxSize=0, feeder=False, capacity=None)
    runtime.perform("get", queue=queue, block=True, timed=False)
