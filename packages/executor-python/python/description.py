"""An exception in words for the candidate: type, message, line in solution.py, traceback without Python's insides."""

from __future__ import annotations

import linecache
import traceback
from typing import Any

import values

MAX_MESSAGE = 2_000
MAX_TRACEBACK = 8_000
_HEAD = 2_000
_FRAMES_AT_EACH_END = 8


def describe(error: BaseException, *, path: str, hidden: str) -> dict[str, Any]:
    """Of `error`, with `path` the solution and `hidden` the folder whose frames are ours. Whatever `error` is."""
    kind = values.type_name(type(error))
    try:
        text = _traceback(error, path, hidden)
    except BaseException:
        text = kind
    try:
        message = str(error.msg if isinstance(error, SyntaxError) else error)
    except BaseException:
        message = ""
    folder = path[: path.rindex("/") + 1]
    return {
        "type": kind,
        "message": message.replace(folder, "")[:MAX_MESSAGE],
        "line": _line(error, path),
        "traceback": _cut(text.replace(folder, "")),
    }


def _line(error: BaseException, path: str) -> int | None:
    """Where in the solution: of a syntax error the place itself, of others the innermost frame."""
    line: Any = None
    if isinstance(error, SyntaxError) and error.filename == path:
        line = error.lineno
    else:
        for frame, number in traceback.walk_tb(error.__traceback__):
            if frame.f_code.co_filename == path:
                line = number
    return line if isinstance(line, int) and line >= 1 else None


def _traceback(error: BaseException, path: str, hidden: str) -> str:
    linecache.checkcache(path)
    described = traceback.TracebackException.from_exception(error, compact=True)
    todo = [described]
    while todo:
        part = todo.pop()
        part.stack = traceback.StackSummary.from_list(_relevant(part.stack, path, hidden))
        todo += [other for other in (part.__cause__, part.__context__, *(part.exceptions or ())) if other is not None]
    return "".join(described.format())


def _relevant(stack: list[traceback.FrameSummary], path: str, hidden: str) -> list[traceback.FrameSummary]:
    """The solution's frames, and the innermost one of a library: where the exception arose."""
    last = len(stack) - 1
    kept = [
        frame
        for index, frame in enumerate(stack)
        if frame.filename == path
        or (index == last and not frame.filename.startswith(hidden) and not frame.filename.startswith("<frozen "))
    ]
    if len(kept) > 2 * _FRAMES_AT_EACH_END:
        return kept[:_FRAMES_AT_EACH_END] + kept[-_FRAMES_AT_EACH_END:]
    return kept


def _cut(text: str) -> str:
    if len(text) <= MAX_TRACEBACK:
        return text
    mark = "\n...\n"
    return text[:_HEAD] + mark + text[_HEAD + len(mark) - MAX_TRACEBACK :]
