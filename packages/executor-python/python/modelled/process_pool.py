"""concurrent.futures.ProcessPoolExecutor of modelled processes and two queues of the world.

CPython's manager thread moves work to a short call queue, where it counts as running and can no longer be cancelled.
Here a call is put into the queue when it is submitted; what that thread would have moved by now is followed in
`_advance`. A call that was not moved when it was submitted has a lock, its claim: a worker takes it before it begins,
whoever cancels the call takes it before. Workers that die say so before they do, since nobody watches them.

Deviations: arguments are pickled during submit(); the first `max_workers + 1` calls count as running at once; a worker
that is ended by a signal is not noticed.
"""

from __future__ import annotations

import itertools
import queue as local_queue
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import _base as original
from concurrent.futures.process import BrokenProcessPool, _RemoteTraceback
from traceback import format_exception
from typing import Any

from modelled import finalizers, pool_worker, runtime
from modelled.completion import PENDING, RUNNING, Future, Results, take_any
from modelled.runtime import Unwind, perform

EXTRA_QUEUED_CALLS = 1
_CALL = "call"
_CHUNK = "chunk"
_BROKEN = (None, False, None, "")
"""The message of a worker that ends although it should go on."""


Call = tuple[int, str, Any, Any, Any, str | None]


def worker(calls: str, results: str, initializer: Callable[..., object] | None, initargs: Iterable[Any]) -> None:
    """Works until it gets None. A call is (number, how, function, arguments, keywords, claim or None)."""
    pool_worker.when_abandoned(lambda: _break(results))
    if initializer is not None:
        try:
            initializer(*initargs)
        except Unwind:
            raise
        except BaseException:
            _break(results)
            return
    while True:
        try:
            call = pool_worker.take(calls)
        except Exception:
            _break(results)
            raise
        if call is None:
            return
        if call[5] is None or perform("acquire", lock=call[5], block=False, timed=False):
            _answer(results, call)
        call = None


def _answer(results: str, call: Call) -> None:
    number, how, function, args, kwargs, _ = call
    value: Any
    try:
        value = [function(*each) for each in args] if how == _CHUNK else function(*args, **kwargs)
        success, text = True, ""
    except Unwind:
        raise
    except BaseException as error:
        value, success, text = error, False, pool_worker.traceback_of(error)
    try:
        pool_worker.put(results, (number, success, value, text), runtime.shown(value))
    except Unwind:
        raise
    except BaseException as error:
        pool_worker.put(results, (number, False, error, pool_worker.traceback_of(error)), runtime.shown(error))


def _break(results: str) -> None:
    pool_worker.put(results, _BROKEN, "a worker died")


class ProcessPoolExecutor(original.Executor):
    """Executes calls asynchronously in worker processes."""

    def __init__(
        self,
        max_workers: int | None = None,
        mp_context: Any = None,
        initializer: Callable[..., object] | None = None,
        initargs: Iterable[Any] = (),
        *,
        max_tasks_per_child: int | None = None,
    ) -> None:
        default = pool_worker.default_context()
        self._max_workers: int = default.cpu_count() if max_workers is None else max_workers
        if self._max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if mp_context is None:
            mp_context = default if max_tasks_per_child is None else default.get_context("spawn")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._on_demand = mp_context.get_start_method(allow_none=False) != "fork"
        if max_tasks_per_child is not None:
            if not isinstance(max_tasks_per_child, int):
                raise TypeError("max_tasks_per_child must be an integer")
            if max_tasks_per_child <= 0:
                raise ValueError("max_tasks_per_child must be >= 1")
            if not self._on_demand:
                raise ValueError(
                    "max_tasks_per_child is incompatible with the 'fork' multiprocessing start method;"
                    " supply a different mp_context."
                )
            runtime.not_modelled("ProcessPoolExecutor(max_tasks_per_child)")
        self._mp_context = mp_context
        self._initializer = initializer
        self._initargs = initargs
        self._home_path = runtime.path()
        self._processes: dict[int, Any] = {}
        self._idle = 0
        self._broken: str | bool = False
        self._shutdown_thread = False
        self._detached = False
        self._dismissed = False
        self._submitted = 0
        self._pending: dict[int, Future] = {}
        # Calls that CPython's thread has not moved to its call queue yet, in order.
        self._unmoved: deque[int] = deque()
        self._claims: dict[int, str] = {}
        self._unsent: deque[tuple[int, Exception]] = deque()
        self._calls = runtime.create("queue", maxSize=0, feeder=False, capacity=None)
        self._results = runtime.create("queue", maxSize=0, feeder=False, capacity=None)

    # Work.

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future:  # type: ignore[override]
        """Schedules the callable to be executed as fn(*args, **kwargs)."""
        return self._submit(_CALL, fn, args, kwargs)

    def _submit(self, how: str, fn: Callable[..., Any], args: Any, kwargs: dict[str, Any]) -> Future:
        self._own()
        if self._broken:
            raise BrokenProcessPool(self._broken)
        if self._shutdown_thread:
            raise RuntimeError("cannot schedule new futures after shutdown")
        future = Future()
        future._executor = self
        number = self._submitted
        self._submitted += 1
        self._pending[number] = future
        self._unmoved.append(number)
        self._advance()
        self._start_workers()
        claim = runtime.create("lock") if future._state == PENDING else None
        try:
            item = runtime.pickled((number, how, fn, args, kwargs, claim))
        except Exception as error:
            self._unsent.append((number, error))
            return future
        if claim is not None:
            self._claims[number] = claim
        self._put({**item, "text": pool_worker.shown((0, 0, how, fn, args, kwargs))})
        return future

    def map(
        self, fn: Callable[..., Any], *iterables: Iterable[Any], timeout: float | None = None, chunksize: int = 1
    ) -> Any:
        """Returns an iterator equivalent to map(fn, iter)."""
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        arguments = zip(*iterables)
        futures = []
        while chunk := tuple(itertools.islice(arguments, chunksize)):
            futures.append(self._submit(_CHUNK, fn, chunk, {}))
        return Results(futures, timeout)

    def _start_workers(self) -> None:
        if self._on_demand:
            # An idle worker takes the call (process.py, `_adjust_process_count`).
            if self._idle > 0:
                self._idle -= 1
            elif len(self._processes) < self._max_workers:
                self._start_worker()
        elif not self._processes:
            for _ in range(self._max_workers):
                self._start_worker()

    def _start_worker(self) -> None:
        process = self._mp_context.Process(
            target=worker, args=(self._calls, self._results, self._initializer, self._initargs)
        )
        process.start()
        if not self._processes:
            finalizers.at_end(finalizers.EXECUTOR, self._finish)
        self._processes[process.pid] = process

    def _put(self, item: dict[str, str]) -> None:
        perform("put", label=self, sure=None, queue=self._calls, item=item, bytes=0, block=True, timed=False)

    def _own(self) -> None:
        if self._home_path != runtime.path():
            runtime.not_modelled("a ProcessPoolExecutor that is used by another process than its own")

    def _advance(self) -> None:
        """Moves calls to where they count as running, as far as CPython's call queue is long."""
        running = sum(future._state == RUNNING for future in self._pending.values())
        while self._unmoved and running < self._max_workers + EXTRA_QUEUED_CALLS:
            number = self._unmoved.popleft()
            future = self._pending.get(number)
            if future is None:
                continue
            if future.set_running_or_notify_cancel():
                running += 1
            else:
                del self._pending[number]

    def _withdraw(self, future: Future) -> bool:
        """Keeps workers from a call that none has begun. False when one has: it counts as running then."""
        self._own()
        number = next(number for number, pending in self._pending.items() if pending is future)
        if number not in self._claims:
            self._unsent = deque(entry for entry in self._unsent if entry[0] != number)
            return True
        if perform("acquire", label=self, lock=self._claims[number], block=False, timed=False):
            return True
        future._state = RUNNING
        self._unmoved.remove(number)
        return False

    # Results.

    def _expects(self) -> bool:
        """Whether a future of this executor may still complete."""
        self._own()
        return any(future._state in (PENDING, RUNNING) for future in self._pending.values())

    def _look(self) -> None:
        """Takes the messages that are there."""
        while self._expects() and take_any(list(self._pending.values()), 0):
            pass

    def _take_unsent(self) -> bool:
        if not self._unsent:
            return False
        number, error = self._unsent.popleft()
        error.__cause__ = _RemoteTraceback(
            '\n"""\n{}"""'.format("".join(format_exception(type(error), error, error.__traceback__)))
        )
        self._complete(number, False, error)
        return True

    def _take(self, block: bool, timed: bool) -> bool:
        """Takes one message of a worker. False when there is none in time."""
        try:
            data = perform("get", label=self, queue=self._results, block=block, timed=timed)
        except local_queue.Empty:
            return False
        try:
            number, success, value, text = runtime.unpickled(data)
        except Exception as error:
            self._give_up("".join(format_exception(type(error), error, error.__traceback__)))
            return True
        if number is None:
            self._give_up(None)
            return True
        if text:
            value.__cause__ = _RemoteTraceback(text)
        self._complete(number, success, value)
        return True

    def _complete(self, number: int, success: bool, value: Any) -> None:
        future = self._pending.pop(number, None)
        self._idle += 1
        if future is not None and future._state in (PENDING, RUNNING):
            if success:
                future.set_result(value)
            else:
                future.set_exception(value)
        self._advance()

    def _give_up(self, cause: str | None) -> None:
        """A worker died: nothing that was submitted will be done."""
        self._broken = "A child process terminated abruptly, the process pool is not usable anymore"
        self._shutdown_thread = True
        error = BrokenProcessPool(
            "A process in the process pool was terminated abruptly while the future was running or pending."
        )
        if cause is not None:
            error.__cause__ = _RemoteTraceback(f"\n'''\n{cause}'''")
        pending, self._pending = self._pending, {}
        self._unmoved.clear()
        self._unsent.clear()
        self._dismissed = True
        for future in pending.values():
            if future._state in (PENDING, RUNNING):
                future.set_exception(error)
        for process in self._processes.values():
            process.terminate()
        self._join()

    # The end.

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Clean-up the resources associated with the Executor."""
        if self._home_path != runtime.path():
            return
        self._shutdown_thread = True
        if cancel_futures:
            self._cancel_pending()
        self._dismiss()
        if wait and not self._detached:
            self._finish()
        self._detached = True

    def _cancel_pending(self) -> None:
        waiting = [future for future in self._pending.values() if future._state == PENDING]
        for future in waiting:
            future.cancel()
        # CPython drops them without telling who waits for them.
        self._unmoved.clear()

    def _dismiss(self) -> None:
        # Workers take calls in order: all that were submitted come first.
        if not self._dismissed:
            self._dismissed = True
            for _ in self._processes:
                self._put({**runtime.pickled(None), "text": "no more calls"})

    def _finish(self) -> None:
        self._shutdown_thread = True
        self._dismiss()
        while self._expects():
            take_any(list(self._pending.values()), None)
        self._join()

    def _join(self) -> None:
        for process in self._processes.values():
            process.join()
