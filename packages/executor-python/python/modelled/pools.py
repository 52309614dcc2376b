"""multiprocessing.pool.Pool of modelled processes and two queues of the world: tasks go out, messages come back.

CPython's parent has three threads: one sends tasks, one takes results, one replaces workers. Here tasks are sent by the
call that makes them, messages are taken when the parent asks about a result (and callbacks run then), and a worker that
died in a task is replaced when its message is taken. What differs is the moment only, which nothing else orders.

Deviations: arguments are pickled, and the iterable of imap() is used up, during the call; a worker that raises in its
initializer is not replaced (CPython replaces it for ever); with `maxtasksperchild` replacements are started early and
wait for their turn; a worker that is ended by a signal is not replaced.
"""

from __future__ import annotations

import queue as local_queue
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from multiprocessing.pool import MaybeEncodingError, RemoteTraceback
from typing import Any, NoReturn

from modelled import finalizers, pool_worker, runtime
from modelled.pool_results import (
    ApplyResult,
    AsyncResult,
    Callback,
    ChunkIterator,
    IMapIterator,
    IMapUnorderedIterator,
    MapResult,
    wait_for_ever,
)
from modelled.pool_worker import CALL, MAP, RAISE, STARMAP
from modelled.runtime import perform

__all__ = [
    "CLOSE",
    "INIT",
    "RUN",
    "TERMINATE",
    "ApplyResult",
    "AsyncResult",
    "IMapIterator",
    "IMapUnorderedIterator",
    "MapResult",
    "MaybeEncodingError",
    "Pool",
    "RemoteTraceback",
    "ThreadPool",
]

INIT = "INIT"
RUN = "RUN"
CLOSE = "CLOSE"
TERMINATE = "TERMINATE"

Result = ApplyResult | IMapIterator


class Pool:
    """A pool of worker processes. Behaves as multiprocessing.Pool."""

    def __init__(
        self,
        processes: int | None = None,
        initializer: Callable[..., object] | None = None,
        initargs: Iterable[Any] = (),
        maxtasksperchild: int | None = None,
        context: Any = None,
    ) -> None:
        self._pool: list[Any] = []
        self._state = INIT
        self._ctx = context or pool_worker.default_context()
        if processes is None:
            processes = pool_worker.default_context().cpu_count()
        if processes < 1:
            raise ValueError("Number of processes must be at least 1")
        if maxtasksperchild is not None and (not isinstance(maxtasksperchild, int) or maxtasksperchild <= 0):
            raise ValueError("maxtasksperchild must be a positive int or None")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._processes = processes
        self._maxtasksperchild = maxtasksperchild
        self._initializer = initializer
        self._initargs = initargs
        self._home_path = runtime.path()
        self._cache: dict[int, Result] = {}
        self._jobs = 0
        self._sent = 0
        self._unsent: deque[tuple[int, int, Exception]] = deque()
        # The thread that takes results has ended with an exception.
        self._deaf = False
        self._inqueue = runtime.create("queue", maxSize=0, feeder=False, capacity=None)
        self._outqueue = runtime.create("queue", maxSize=0, feeder=False, capacity=None)
        self._places: str | None = None
        if maxtasksperchild is not None:
            self._places = runtime.create("semaphore", value=processes, max=None)
        for _ in range(processes):
            self._start_worker()
        finalizers.at_end(finalizers.POOL, self.terminate)
        self._state = RUN

    def _start_worker(self) -> None:
        setting = (self._initializer, self._initargs, self._maxtasksperchild, self._places)
        process = self._ctx.Process(target=pool_worker.worker, args=(self._inqueue, self._outqueue, *setting))
        process.name = process.name.replace("Process", "PoolWorker")
        process.daemon = True
        process.start()
        self._pool.append(process)

    def __repr__(self) -> str:
        return f"<multiprocessing.pool.Pool state={self._state} pool_size={self._processes}>"

    def __reduce__(self) -> NoReturn:
        raise NotImplementedError("pool objects cannot be passed between processes or pickled")

    def _check_running(self) -> None:
        if self._home_path != runtime.path():
            runtime.not_modelled("a multiprocessing.Pool that is used by another process than its own")
        if self._state != RUN:
            raise ValueError("Pool not running")

    # Work.

    def apply(self, func: Callable[..., Any], args: Any = (), kwds: Mapping[str, Any] = {}) -> Any:
        """Equivalent of `func(*args, **kwds)`."""
        return self.apply_async(func, args, kwds).get()

    def apply_async(
        self,
        func: Callable[..., Any],
        args: Any = (),
        kwds: Mapping[str, Any] = {},
        callback: Callback = None,
        error_callback: Callback = None,
    ) -> ApplyResult:
        """Asynchronous version of `apply()` method."""
        self._check_running()
        result = ApplyResult(self, callback, error_callback)
        self._send((result._job, 0, CALL, func, args, kwds))
        return result

    def map(self, func: Callable[..., Any], iterable: Iterable[Any], chunksize: int | None = None) -> Any:
        """Apply `func` to each element in `iterable`, collecting the results in a list that is returned."""
        return self._map_async(func, iterable, MAP, chunksize).get()

    def map_async(
        self,
        func: Callable[..., Any],
        iterable: Iterable[Any],
        chunksize: int | None = None,
        callback: Callback = None,
        error_callback: Callback = None,
    ) -> MapResult:
        """Asynchronous version of `map()` method."""
        return self._map_async(func, iterable, MAP, chunksize, callback, error_callback)

    def starmap(self, func: Callable[..., Any], iterable: Iterable[Any], chunksize: int | None = None) -> Any:
        """Like `map()`, with elements that are unpacked as arguments."""
        return self._map_async(func, iterable, STARMAP, chunksize).get()

    def starmap_async(
        self,
        func: Callable[..., Any],
        iterable: Iterable[Any],
        chunksize: int | None = None,
        callback: Callback = None,
        error_callback: Callback = None,
    ) -> MapResult:
        """Asynchronous version of `starmap()` method."""
        return self._map_async(func, iterable, STARMAP, chunksize, callback, error_callback)

    def _map_async(
        self,
        func: Callable[..., Any],
        iterable: Any,
        how: str,
        chunksize: int | None = None,
        callback: Callback = None,
        error_callback: Callback = None,
    ) -> MapResult:
        self._check_running()
        if not hasattr(iterable, "__len__"):
            iterable = list(iterable)
        if chunksize is None:
            chunksize, extra = divmod(len(iterable), self._processes * 4)
            if extra:
                chunksize += 1
        if len(iterable) == 0:
            chunksize = 0
        result = MapResult(self, chunksize, len(iterable), callback, error_callback)
        if chunksize > 0:
            self._send_all(result, how, func, pool_worker.chunks(iterable, chunksize))
        return result

    def imap(self, func: Callable[..., Any], iterable: Iterable[Any], chunksize: int = 1) -> Any:
        """Equivalent of `map()` that gives an iterator."""
        return self._imap(IMapIterator, func, iterable, chunksize, f"{chunksize:n}")

    def imap_unordered(self, func: Callable[..., Any], iterable: Iterable[Any], chunksize: int = 1) -> Any:
        """Like `imap()` method but ordering of results is arbitrary."""
        return self._imap(IMapUnorderedIterator, func, iterable, chunksize, repr(chunksize))

    def _imap(
        self, kind: type[IMapIterator], func: Callable[..., Any], iterable: Iterable[Any], chunksize: int, shown: str
    ) -> Any:
        self._check_running()
        if chunksize < 1:
            raise ValueError(f"Chunksize must be 1+, not {shown}")
        result = kind(self)
        if chunksize == 1:
            result._set_length(self._send_all(result, CALL, func, ((item,) for item in iter(iterable))))
            return result
        result._set_length(self._send_all(result, MAP, func, pool_worker.chunks(iterable, chunksize)))
        return ChunkIterator(result)

    def _send_all(self, result: Result, how: str, func: Callable[..., Any], parts: Iterator[Any]) -> int:
        """Sends a task for each part; an exception of the iterable becomes a task too. Returns how many."""
        count = 0
        try:
            for args in parts:
                self._send((result._job, count, how, func, args, {}))
                count += 1
        except Exception as error:
            self._send((result._job, count, RAISE, None, (error,), {}))
            count += 1
        return count

    def _send(self, task: pool_worker.Task) -> None:
        try:
            item = {**runtime.pickled(task), "text": pool_worker.shown(task)}
        except Exception as error:
            self._unsent.append((task[0], task[1], error))
            return
        self._put(item)
        self._sent += 1
        if self._maxtasksperchild is not None:
            while len(self._pool) < self._processes + self._sent // self._maxtasksperchild:
                self._start_worker()

    # Results.

    def _next_job(self, result: Result) -> int:
        self._jobs += 1
        self._cache[self._jobs] = result
        return self._jobs

    def _forget(self, job: int) -> None:
        self._cache.pop(job, None)

    def _await(self, result: Result, timeout: float | None) -> None:
        """Takes messages until `result` is known, or its time is up."""
        while not result._settled() and self._take(timeout):
            pass

    def _look(self) -> None:
        """Takes the messages that are there."""
        while self._cache and not self._deaf and self._state != TERMINATE and self._take(0):
            pass

    def _take(self, timeout: float | None) -> bool:
        """Takes one message. False when there is none in time."""
        if self._home_path != runtime.path():
            runtime.not_modelled("a result of a multiprocessing.Pool that is used by another process than its own")
        if self._unsent:
            job, index, error = self._unsent.popleft()
            self._deliver(job, index, (False, error))
            return True
        waits = timeout is None or timeout > 0
        timed = waits and timeout is not None
        if self._deaf or self._state == TERMINATE:
            if timeout is None:
                wait_for_ever()
            return False
        try:
            data = perform("get", label=self, queue=self._outqueue, block=waits, timed=timed)
        except local_queue.Empty:
            return False
        self._receive(data)
        return True

    def _receive(self, data: str) -> None:
        try:
            job, index, success, value, trace = runtime.unpickled(data)
        except Exception:
            traceback.print_exc()
            self._deaf = True
            return
        if job is None:
            self._start_worker()
            return
        if trace:
            value.__cause__ = RemoteTraceback(trace)
        self._deliver(job, index, (success, value))

    def _deliver(self, job: int, index: int, outcome: tuple[bool, Any]) -> None:
        result = self._cache.get(job)
        if result is None:
            return
        try:
            result._set(index, outcome)
        except Exception:
            # A callback's exception ends the thread that takes results.
            traceback.print_exc()
            self._deaf = True

    # The end.

    def close(self) -> None:
        if self._state == RUN:
            self._state = CLOSE
            # Workers take tasks in order: all that were sent come first.
            for _ in self._pool:
                self._put({**runtime.pickled(None), "text": "no more tasks"})

    def _put(self, item: dict[str, str]) -> None:
        perform("put", label=self, sure=None, queue=self._inqueue, item=item, bytes=0, block=True, timed=False)

    def join(self) -> None:
        if self._state == RUN:
            raise ValueError("Pool is still running")
        while self._cache and self._state != TERMINATE:
            self._take(None)
        for process in self._pool:
            process.join()

    def terminate(self) -> None:
        if self._home_path != runtime.path():
            return
        if self._state != TERMINATE:
            self._look()
            self._state = TERMINATE
            for process in self._pool:
                process.terminate()
            for process in self._pool:
                process.join()

    def __enter__(self) -> Pool:
        self._check_running()
        return self

    def __exit__(self, exc_type: object, exc_val: object, exc_tb: object) -> None:
        self.terminate()


class ThreadPool(Pool):
    """A pool of threads: they share a memory that the explorer does not see."""

    def __init__(self, *args: Any, **kwds: Any) -> None:
        runtime.not_modelled("multiprocessing.pool.ThreadPool")
