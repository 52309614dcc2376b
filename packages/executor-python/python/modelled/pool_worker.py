"""What a worker of a modelled Pool runs, and how a pool and its workers talk.

A task is (job, index, how, function, arguments, keywords); a message (job, index, success, value, traceback's text).
Both are pickled into queues of the world, which only the pool knows.
"""

from __future__ import annotations

import itertools
import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from multiprocessing.pool import MaybeEncodingError
from typing import Any

from modelled import runtime
from modelled.runtime import Unwind, perform

CALL = "call"
MAP = "map"
STARMAP = "starmap"
RAISE = "raise"
"""How a task's function is applied; RAISE raises the arguments' first."""

DIED = (None, 0, False, None, "")
"""The message of a worker that ends in the middle of a task."""

Task = tuple[int, int, str, Any, Any, Mapping[str, Any]]


def shown(task: Task) -> str:
    """How a person reads a task."""
    _, _, how, function, args, kwds = task
    name = getattr(function, "__name__", None) or type(function).__name__
    if how == CALL:
        parts = [runtime.shown(arg) for arg in args] if isinstance(args, (tuple, list)) else [runtime.shown(args)]
        parts += [f"{key}={runtime.shown(value)}" for key, value in kwds.items()]
        return f"{name}({', '.join(parts)})"[: runtime.MAX_TEXT]
    return f"{how}({name}, {runtime.shown(args)})"[: runtime.MAX_TEXT]


def chunks(iterable: Iterable[Any], size: int) -> Iterator[tuple[Any, ...]]:
    """The items of an iterable, so many at a time."""
    items = iter(iterable)
    while chunk := tuple(itertools.islice(items, size)):
        yield chunk


def default_context() -> Any:
    """The context of the start method in force: what workers are made by."""
    from modelled.context import Context

    return Context(None).get_context(runtime.state.start_method)


def run(task: Task) -> Any:
    """Does what a task says."""
    _, _, how, function, args, kwds = task
    if how == CALL:
        return function(*args, **kwds)
    if how == MAP:
        return list(map(function, args))
    if how == STARMAP:
        return list(itertools.starmap(function, args))
    raise args[0]


def put(queue: str, value: object, text: str) -> None:
    """Puts a pickled value into a queue of the world. Raises what pickling raises."""
    item = {**runtime.pickled(value), "text": text}
    perform("put", sure=None, queue=queue, item=item, bytes=0, block=True, timed=False)


def take(queue: str) -> Any:
    """Waits for a value in a queue of the world."""
    return runtime.unpickled(perform("get", queue=queue, block=True, timed=False))


def traceback_of(error: BaseException) -> str:
    """The text of an exception's traceback, without the frames of this package."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_globals.get("__name__", "").startswith("modelled."):
        trace = trace.tb_next
    return '\n"""\n' + "".join(traceback.format_exception(type(error), error, trace)) + '"""'


def when_abandoned(last_words: Callable[[], None]) -> None:
    """Calls `last_words` when this process ends itself with os._exit, before it does."""
    leave = runtime.leave_at_once
    home = runtime.path()

    def announced(code: int) -> None:
        # A forked child inherits this, but not the duty.
        if runtime.path() == home:
            last_words()
        leave(code)

    runtime.leave_at_once = announced  # type: ignore[assignment]


def worker(
    tasks: str,
    results: str,
    initializer: Callable[..., object] | None,
    initargs: tuple[Any, ...],
    maxtasks: int | None,
    places: str | None,
) -> None:
    """Works until it gets None, or has done `maxtasks`. `places`: semaphore of those who may work at once."""
    if places is not None:
        perform("acquire", sure=True, lock=places, block=True, timed=False)
    when_abandoned(lambda: _die(results, places))
    if initializer is not None:
        initializer(*initargs)
    completed = 0
    while maxtasks is None or completed < maxtasks:
        try:
            task = take(tasks)
            if task is None:
                break
            _answer(results, task)
        except Unwind:
            raise
        except BaseException:
            _die(results, places)
            raise
        task = None
        completed += 1
    if places is not None:
        perform("release", sure=None, lock=places)


def _answer(results: str, task: Task) -> None:
    text = ""
    value: Any
    try:
        value, success = run(task), True
    except Exception as error:
        value, success = error, False
        if task[2] != RAISE:
            text = traceback_of(error)
    try:
        put(results, (task[0], task[1], success, value, text), runtime.shown(value))
    except Exception as error:
        wrapped = _encoding_error(error, value)
        put(results, (task[0], task[1], False, wrapped, ""), runtime.shown(wrapped))


def _encoding_error(error: Exception, value: object) -> MaybeEncodingError:
    """CPython's exception for a result that cannot be sent. Addresses in it are the same in every execution."""
    wrapped = MaybeEncodingError(error, value)
    address = re.compile(r"\b0x[0-9a-f]{6,}")
    wrapped.exc = address.sub("0x7f0000000000", wrapped.exc)
    wrapped.value = address.sub("0x7f0000000000", wrapped.value)
    wrapped.args = (wrapped.exc, wrapped.value)
    return wrapped


def _die(results: str, places: str | None) -> None:
    put(results, DIED, "a worker died")
    if places is not None:
        perform("release", sure=None, lock=places)
