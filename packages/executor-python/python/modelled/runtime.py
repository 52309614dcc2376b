"""Announces each visible operation of this process to the explorer, and takes its responses.

Theory of operation. An executor is one process of the program under exploration, evaluated for one history. It begins
as the main process; recorded responses are taken from the history without announcing anything, and in the start() of
the child on the way to its target it becomes that child. When the history is used up, operations are announced on the
channel to the supervisor, one frame each, and the process waits for the response; after an operation whose response is
sure it goes on by itself. Nothing here decides an order, and equal responses must give equal operations.

Frames: 4 bytes of length, then a line with the digest of the operation and what follows ("." waits, "$" ends, "+null",
"+true", "+false" goes on with that response), then the announcement as JSON.
"""

from __future__ import annotations

import ast
import base64
import io
import json
import os
import pickle
import queue
import re
import socket
import struct
import sys
import threading
import zlib
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.reduction import ForkingPickler
from types import FrameType
from typing import Any, NoReturn

from modelled import labels

# The candidate's os._exit is an operation; ours is not.
_end_process = os._exit

MAX_FRAME = 4_000_000
MAX_TEXT = 80
NO: Any = object()
"""The response of an operation is not sure."""

_RAISED: Mapping[str, type[BaseException]] = {
    "AssertionError": AssertionError,
    "BrokenBarrierError": threading.BrokenBarrierError,
    "BrokenPipeError": BrokenPipeError,
    "ConnectionRefusedError": ConnectionRefusedError,
    "ConnectionResetError": ConnectionResetError,
    "Empty": queue.Empty,
    "EOFError": EOFError,
    "FileExistsError": FileExistsError,
    "FileNotFoundError": FileNotFoundError,
    "Full": queue.Full,
    "IndexError": IndexError,
    "OSError": OSError,
    "RuntimeError": RuntimeError,
    "ValueError": ValueError,
}


class Unwind(BaseException):
    """Ends a process silently: candidates' `except Exception` cannot swallow it."""


class State:
    """All that this process knows of itself."""

    def __init__(self) -> None:
        self.path = "0"
        """Path of the process that this is now."""
        self.target = "0"
        """Path of the process that it is to become."""
        self.candidate_file = ""
        self.start_method = "fork"
        self.spawning = False
        """A Process is being pickled for a child: shared objects may be pickled."""
        self.exiting = False
        self.current: Any = None
        """The Process that this is; set by processes.py."""
        self.children: list[Any] = []
        """Processes started by this process, in order."""
        self.parent: Any = None
        """What parent_process() gives; set by processes.py."""
        self.sent_ends: list[dict[str, Any]] = []
        """Pipe ends that were pickled for the child that is being started."""
        self.at_exit: list[Callable[[], None]] = []
        """Run when the process ends, in reverse order: clean-ups that perform operations."""


state = State()
before_announce: list[Callable[[], None]] = []
"""Called before each operation: what must be announced with it is created then."""
fingerprint: Callable[[], str | None] = lambda: None
"""Set by the executor: the local state's key."""
role: Callable[[], str | None] = lambda: None
"""Set by the executor: what a process does that begins, whoever it is."""
_begins = False
"""This process is a child before its first operation."""

_objects: dict[str, int] = {}
_children: dict[str, int] = {}
_creations: list[dict[str, Any]] = []
_effects: list[dict[str, Any]] = []
_history: dict[str, list[Sequence[Any]]] = {}
_position = 0
_operations = 0
_channel: socket.socket | None = None
_real: Sequence[socket.socket] | None = None
"""Channels for the children of real processes; None: this is an executor."""


def begin(
    channel: socket.socket, target: str, history: Mapping[str, Sequence[Sequence[Any]]], candidate_file: str
) -> None:
    """Makes this process an executor. `history`: for each process on the way the digests and responses, in order."""
    global _channel, _position
    _channel = channel
    _position = 0
    _history.clear()
    _history.update({path: list(steps) for path, steps in history.items()})
    state.target = target
    state.candidate_file = candidate_file


def begin_real(channels: Sequence[socket.socket], candidate_file: str) -> None:
    """Makes this process the main one of real processes: started children are forked, and every step waits."""
    global _channel, _real
    _channel = channels[0]
    _real = channels
    state.candidate_file = candidate_file


def path() -> str:
    return state.path


def create(kind: str, **fields: Any) -> str:
    """Announces a new object with the next operation. Returns its name."""
    number = _objects.get(state.path, 0)
    _objects[state.path] = number + 1
    name = f"{state.path}#{number}"
    _creations.append({"name": name, "spec": {"kind": kind, **fields}})
    return name


def next_child() -> str:
    """The path of the next process that this one makes."""
    number = _children.get(state.path, 0)
    _children[state.path] = number + 1
    return f"{state.path}.{number}"


def effect(kind: str, **fields: Any) -> None:
    """Applied together with the operation that was answered last."""
    _effects.append({"kind": kind, **fields})


def perform(kind: str, *, label: object = None, sure: Any = NO, **fields: Any) -> Any:
    """Announces an operation, waits until it has happened, and returns or raises its response."""
    global _position, _operations, _begins
    _operations += 1
    for hook in before_announce:
        hook()
    if "label_" in fields:
        fields["label"] = fields.pop("label_")
    operation = {"kind": kind, **fields}
    frame = candidate_frame()
    line = line_of(frame)
    # All that is announced: a replay that differs in anything is noticed.
    content = json.dumps([operation, _creations, _effects]).encode("ascii")
    digest = f"{kind} {line} {fields.get('process', '')} {zlib.crc32(content):08x}"
    steps = _history.get(state.path, ())
    if _position < len(steps):
        expected, response = steps[_position]
        _position += 1
        _begins = False
        if expected != digest:
            _diverged(f"{expected} became {digest}")
        _creations.clear()
        _effects.clear()
        return _taken(response)
    if _real is not None:
        return _perform_for_real(operation, digest, frame, line, label)
    if state.path != state.target and not (kind == "start" and _leads_to_target(fields["process"])):
        _diverged(f"the start of {state.target} became {digest}")
    if state.path != state.target:
        # The child begins here; what was announced belongs to the parent.
        _creations.clear()
        _effects.clear()
        return BECOME
    _announce(operation, digest, frame, line, label, sure)
    if sure is not NO:
        return sure
    return _taken(_receive())


def _perform_for_real(
    operation: dict[str, Any], digest: str, frame: FrameType | None, line: int, label: object
) -> Any:
    global _channel
    _announce(operation, digest, frame, line, label, NO)
    response = _receive()
    if operation["kind"] == "start" and response["kind"] == "value":
        assert _real is not None
        if os.fork() == 0:
            _channel = _real[response["channel"]]
            return BECOME
    return _taken(response)


def operations() -> int:
    """How many operations this process has performed."""
    return _operations


BECOME: Any = object()
"""The response of a start operation in the process that is to become the child."""


def become(child: str) -> None:
    """From here on this process is the child."""
    global _position, _begins
    state.path = child
    _position = 0
    _begins = True
    state.children = []
    state.at_exit = []
    state.exiting = False


def not_modelled(what: str) -> NoReturn:
    """Ends the exploration undecided, naming what has no model."""
    _announce({"kind": "not-modelled", "what": what[:300]}, "not-modelled 0", None, 0, None, NO, ends=True)
    _end_process(0)


def leave(code: int, failure: Mapping[str, Any] | None) -> NoReturn:
    """The process ends."""
    for hook in before_announce:
        hook()
    steps = _history.get(state.path, ())
    if _real is None and (_position < len(steps) or state.path != state.target):
        _diverged("the process ended early")
    operation = {"kind": "exit", "code": code, "failure": failure}
    _announce(operation, "exit 0", None, 0, None, NO, ends=True)
    if _real is not None:
        _receive()
    _end_process(0)


def leave_at_once(code: int) -> NoReturn:
    """os._exit: what the process's own buffers hold is lost, nothing is joined."""
    perform("abandon", sure=None)
    leave(code, None)


def _leads_to_target(child: str) -> bool:
    return state.target == child or state.target.startswith(f"{child}.")


def _taken(response: Mapping[str, Any]) -> Any:
    if response["kind"] == "value":
        return response["value"]
    kind = _RAISED[response["type"]]
    message = response["message"]
    raise kind(message) if message else kind()


def _diverged(what: str) -> NoReturn:
    _send(f"diverged {what}"[:200] + "\n!")
    _end_process(0)


def _announce(
    operation: Mapping[str, Any],
    digest: str,
    frame: FrameType | None,
    line: int,
    label: object,
    sure: Any,
    *,
    ends: bool = False,
) -> None:
    global _begins
    announcement: dict[str, Any] = {"operation": operation, "line": line}
    if _creations:
        announcement["creations"] = [labels.labelled(creation, frame) for creation in _creations]
        _creations.clear()
    if _effects:
        announcement["effects"] = list(_effects)
        _effects.clear()
    follows = "$" if ends else "."
    if sure is not NO:
        announcement["sure"] = sure
        follows = f"+{json.dumps(sure)}"
    if label is not None and frame is not None:
        name = labels.name_of(label, frame)
        if name is not None:
            announcement["label"] = name
    if not ends:
        key = fingerprint()
        if key is not None:
            announcement["key"] = key
            part = role() if _begins else None
            if part is not None:
                announcement["role"] = part
    _begins = False
    _send(f"{follows} {digest}\n{json.dumps(announcement, ensure_ascii=True)}")


def _send(text: str) -> None:
    data = text.encode("ascii", "backslashreplace")
    if len(data) > MAX_FRAME:
        data = b"! too-large\n"
    channel = _channel
    if channel is None:
        raise RuntimeError("an operation outside of an exploration")
    try:
        channel.sendall(struct.pack("=I", len(data)) + data)
    except OSError:
        _end_process(0)


def _receive() -> Mapping[str, Any]:
    size = struct.unpack("=I", _exactly(4))[0]
    response: Mapping[str, Any] = json.loads(_exactly(size))
    return response


def _exactly(count: int) -> bytes:
    data = b""
    while len(data) < count:
        channel = _channel
        piece = channel.recv(count - len(data)) if channel is not None else b""
        if not piece:
            # Nobody asks any more.
            _end_process(0)
        data += piece
    return data


# Where in the candidate's file.


def line_of(frame: FrameType | None) -> int:
    """Where it is, 0 when that is not known: an instruction that the compiler put in has no line."""
    return 0 if frame is None else frame.f_lineno or 0


def candidate_frame() -> FrameType | None:
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename != state.candidate_file:
        frame = frame.f_back
    return frame


# Values that the explorer compares and never interprets.


def datum(value: object) -> dict[str, str]:
    """A plain scalar by its repr."""
    return {"data": repr(value)}


def undatum(data: str) -> Any:
    if data in ("nan", "inf", "-inf"):
        return float(data)
    return ast.literal_eval(data)


def pickled(value: object, pickler: Callable[..., Any] | None = None) -> dict[str, str]:
    """A value as multiprocessing would send it. Raises what pickling raises."""
    buffer = io.BytesIO()
    (pickler or ForkingPickler)(buffer, 4).dump(value)
    return {"data": base64.b64encode(buffer.getvalue()).decode("ascii"), "text": shown(value)}


def unpickled(data: str) -> Any:
    return pickle.loads(base64.b64decode(data))


def shown(value: object) -> str:
    """How a person reads a value. Never fails."""
    try:
        text = repr(value)
    except Exception:
        text = f"<{type(value).__name__}>"
    text = without_addresses(text)
    return text if len(text) <= MAX_TEXT else f"{text[: MAX_TEXT - 1]}…"


def without_addresses(text: str) -> str:
    """Addresses in memory differ from executor to executor."""
    return re.sub(r" at 0x[0-9A-Fa-f]+", "", text)
