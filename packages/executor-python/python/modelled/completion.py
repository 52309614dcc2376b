"""Futures of modelled executors, and what waits for several of them: wait(), as_completed(), map().

In CPython a thread of the executor completes futures. Here whoever asks about a future takes results from the
executor's workers until it knows (`take_any`); callbacks run then. Futures are hashed by the order in which they were
made, so that sets of them are the same in every execution.

Deviation: as_completed() gives futures that had completed before in the order of its argument, CPython in any.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import _base as original
from typing import TYPE_CHECKING, Any

from modelled import idle
from modelled.pool_results import wait_for_ever
from modelled.runtime import Unwind, perform

if TYPE_CHECKING:
    from modelled.process_pool import ProcessPoolExecutor

FIRST_COMPLETED = original.FIRST_COMPLETED
FIRST_EXCEPTION = original.FIRST_EXCEPTION
ALL_COMPLETED = original.ALL_COMPLETED
PENDING = original.PENDING
RUNNING = original.RUNNING
CANCELLED = original.CANCELLED
CANCELLED_AND_NOTIFIED = original.CANCELLED_AND_NOTIFIED
FINISHED = original.FINISHED
_CANCELS = (CANCELLED, CANCELLED_AND_NOTIFIED)
_ENDS = (CANCELLED_AND_NOTIFIED, FINISHED)
"""States in which wait() and as_completed() count a future as done."""

CancelledError = original.CancelledError
TimeoutError = original.TimeoutError
InvalidStateError = original.InvalidStateError
DoneAndNotDoneFutures = original.DoneAndNotDoneFutures

_made = 0


class Future:
    """Represents the result of an asynchronous computation."""

    def __init__(self) -> None:
        global _made
        _made += 1
        self._number = _made
        self._state = PENDING
        self._result: Any = None
        self._exception: BaseException | None = None
        self._done_callbacks: list[Callable[[Future], object]] = []
        self._executor: ProcessPoolExecutor | None = None

    def __hash__(self) -> int:
        return self._number

    def __repr__(self) -> str:
        described = original._STATE_TO_DESCRIPTION_MAP[self._state]
        text = f"<{type(self).__name__} at {0x7F00_0000_0000 + self._number * 16:#x} state={described}"
        if self._state != FINISHED:
            return f"{text}>"
        if self._exception:
            return f"{text} raised {type(self._exception).__name__}>"
        return f"{text} returned {type(self._result).__name__}>"

    def cancel(self) -> bool:
        """Cancel the future if possible."""
        if self._state in (RUNNING, FINISHED):
            return False
        if self._state in _CANCELS:
            return True
        if self._executor is not None and not self._executor._withdraw(self):
            return False
        self._state = CANCELLED
        self._invoke_callbacks()
        return True

    def cancelled(self) -> bool:
        """Return True if the future was cancelled."""
        return self._state in _CANCELS

    def running(self) -> bool:
        """Return True if the future is currently executing."""
        self._look()
        return self._state == RUNNING

    def done(self) -> bool:
        """Return True if the future was cancelled or finished executing."""
        self._look()
        return self._state in (CANCELLED, *_ENDS)

    def result(self, timeout: float | None = None) -> Any:
        """Return the result of the call that the future represents."""
        self._wait(timeout)
        if self._exception is None:
            return self._result
        try:
            raise self._exception
        finally:
            # Breaks a cycle with the exception's traceback.
            self = None  # type: ignore[assignment]

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """Return the exception raised by the call that the future represents."""
        self._wait(timeout)
        return self._exception

    def add_done_callback(self, fn: Callable[[Future], object]) -> None:
        """Attaches a callable that will be called when the future finishes."""
        if self._state in (CANCELLED, *_ENDS):
            self._call_back(fn)
        else:
            self._done_callbacks.append(fn)
            if self._executor is not None:
                idle.while_asleep(self._executor._look)

    def set_running_or_notify_cancel(self) -> bool:
        """Mark the future as running or process any cancel notifications."""
        if self._state == CANCELLED:
            self._state = CANCELLED_AND_NOTIFIED
            return False
        if self._state == PENDING:
            self._state = RUNNING
            return True
        raise RuntimeError("Future in unexpected state")

    def set_result(self, result: Any) -> None:
        """Sets the return value of work associated with the future."""
        self._finish(result, None)

    def set_exception(self, exception: BaseException | None) -> None:
        """Sets the result of the future as being the given exception."""
        self._finish(None, exception)

    def _finish(self, result: Any, exception: BaseException | None) -> None:
        if self._state in (CANCELLED, *_ENDS):
            raise InvalidStateError(f"{self._state}: {self!r}")
        self._result, self._exception = result, exception
        self._state = FINISHED
        self._invoke_callbacks()

    def _invoke_callbacks(self) -> None:
        for callback in self._done_callbacks:
            self._call_back(callback)

    def _call_back(self, callback: Callable[[Future], object]) -> None:
        try:
            callback(self)
        except Exception:
            original.LOGGER.exception("exception calling callback for %r", self)

    def _look(self) -> None:
        """Takes what is there, until this future has ended."""
        while self._state in (PENDING, RUNNING) and take_any((self,), 0):
            pass

    def _wait(self, timeout: float | None) -> None:
        """Waits until there is a result or an exception. Raises CancelledError and TimeoutError."""
        while self._state in (PENDING, RUNNING):
            if not take_any((self,), timeout):
                raise TimeoutError()
        if self._state in _CANCELS:
            raise CancelledError()

    def __class_getitem__(cls, item: object) -> type[Future]:
        return cls


def take_any(wanted: Sequence[Future], timeout: float | None) -> bool:
    """Takes one result of the executors that may complete a wanted future. False when there is none in time."""
    executors: list[ProcessPoolExecutor] = []
    for future in wanted:
        executor = future._executor
        if executor is not None and executor not in executors and executor._expects():
            executors.append(executor)
    for executor in executors:
        if executor._take_unsent():
            return True
    waits = timeout is None or timeout > 0
    timed = waits and timeout is not None
    if not executors:
        if timeout is None:
            wait_for_ever()
        return False
    if len(executors) == 1:
        return executors[0]._take(waits, timed)
    queues = [{"kind": "queue", "queue": executor._results} for executor in executors]
    ready = perform("wait-ready", of=queues, block=waits, timed=timed)
    return bool(ready) and executors[ready[0]]._take(False, False)


def wait(fs: Iterable[Future], timeout: float | None = None, return_when: str = ALL_COMPLETED) -> Any:
    """Wait for the futures in the given sequence to complete."""
    futures = _distinct(fs)
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        if all(future._state in _ENDS for future in futures):
            return _parted(futures)
        raise ValueError(f"Invalid return condition: {return_when!r}")
    while not _enough(futures, return_when):
        if not take_any(_unfinished(futures), timeout):
            break
    if return_when != ALL_COMPLETED or timeout is not None:
        # More may have completed by the time that the caller goes on.
        while (left := _unfinished(futures)) and take_any(left, 0):
            pass
    return _parted(futures)


def _enough(futures: list[Future], return_when: str) -> bool:
    ended = [future for future in futures if future._state in _ENDS]
    if len(ended) == len(futures):
        return True
    if return_when == FIRST_COMPLETED:
        return bool(ended)
    if return_when == FIRST_EXCEPTION:
        return any(future._state == FINISHED and future._exception is not None for future in ended)
    return False


def _parted(futures: list[Future]) -> Any:
    done = {future for future in futures if future._state in _ENDS}
    return DoneAndNotDoneFutures(done, set(futures) - done)


def _unfinished(futures: Iterable[Future]) -> list[Future]:
    return [future for future in futures if future._state not in _ENDS]


def _distinct(fs: Iterable[Future]) -> list[Future]:
    return list(dict.fromkeys(fs))


class as_completed:  # noqa: N801
    """An iterator over the given futures that yields each as it completes."""

    def __init__(self, fs: Iterable[Future], timeout: float | None = None) -> None:
        self._fs: Iterable[Future] | None = fs
        self._timeout = timeout
        self._left: list[Future] = []
        self._total = 0

    def __iter__(self) -> Iterator[Future]:
        return self

    def __next__(self) -> Future:
        if self._fs is not None:
            # As in a generator, nothing happens before the first value is asked for.
            self._left, self._fs = _distinct(self._fs), None
            self._total = len(self._left)
        while True:
            for future in self._left:
                if future._state in _ENDS:
                    self._left.remove(future)
                    return future
            if not self._left:
                raise StopIteration
            if not take_any(self._left, self._timeout):
                unfinished, self._left = len(self._left), []
                raise TimeoutError(f"{unfinished} (of {self._total}) futures unfinished")

    def close(self) -> None:
        """Ends the iteration."""
        self._fs, self._left = None, []


class Results:
    """The results of a map(), in order. Whoever stops early cancels the rest, as CPython's generator does."""

    def __init__(self, futures: list[Future], timeout: float | None) -> None:
        self._futures = deque(futures)
        self._timeout = timeout
        self._items: deque[Any] = deque()

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        while not self._items:
            if not self._futures:
                raise StopIteration
            future = self._futures.popleft()
            try:
                self._items.extend(future.result(self._timeout))
            except Unwind:
                raise
            except BaseException:
                future.cancel()
                self.close()
                raise
        return self._items.popleft()

    def close(self) -> None:
        """Ends the iteration."""
        self._items.clear()
        while self._futures:
            self._futures.popleft().cancel()
