"""Pipe, Connection and wait as CPython's multiprocessing/connection.py has them.

A Connection is one end of a pipe of the explorer's world, which knows what is in it and who has the end open. Of a
pipe that isn't duplex, end 0 is read and end 1 written. Messages are bytes in base64, whether pickled or not.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from multiprocessing.context import BufferTooShort
from typing import Any

from modelled import runtime
from modelled.locks import waiting
from modelled.processes import pid_of
from modelled.runtime import NO, perform, state

ONE_WAY_CAPACITY = 65_536
DUPLEX_CAPACITY = 212_992
HEADER_BYTES = 4
LONG_HEADER_BYTES = 12
LONG = 0x7FFF_FFFF
MAX_DATA = 2_000_000
"""Characters that the protocol takes for one message."""


def wire_bytes(size: int) -> int:
    """What a message of so many bytes takes in a pipe."""
    return size + (LONG_HEADER_BYTES if size > LONG else HEADER_BYTES)


def size_of(data: str) -> int:
    """Bytes of a message in base64."""
    return len(data) // 4 * 3 - data[-2:].count("=")


def sendable(item: dict[str, str]) -> dict[str, str]:
    """The item, unless it is larger than an exploration takes."""
    if len(item["data"]) > MAX_DATA:
        runtime.not_modelled(f"a message of {size_of(item['data']):,} bytes")
    return item


class Connection:
    """One end of a pipe, as this process holds it."""

    __module__ = "multiprocessing.connection"
    _open = False

    def __init__(self, name: str, end: int, *, readable: bool, writable: bool) -> None:
        self._name = name
        self._end = end
        self._readable = readable
        self._writable = writable
        self._open = True

    def __del__(self) -> None:
        # The end of a process closes all that it has open.
        if self._open and not state.exiting:
            self.close()

    def _check_closed(self) -> None:
        if not self._open:
            raise OSError("handle is closed")

    def _check_readable(self) -> None:
        self._check_closed()
        if not self._readable:
            raise OSError("connection is write-only")

    def _check_writable(self) -> None:
        self._check_closed()
        if not self._writable:
            raise OSError("connection is read-only")

    @property
    def closed(self) -> bool:
        """True if the connection is closed"""
        return not self._open

    @property
    def readable(self) -> bool:
        """True if the connection is readable"""
        return self._readable

    @property
    def writable(self) -> bool:
        """True if the connection is writable"""
        return self._writable

    def fileno(self) -> int:
        """File descriptor or handle of the connection"""
        self._check_closed()
        runtime.not_modelled("multiprocessing.connection.Connection.fileno")

    def close(self) -> None:
        """Close the connection"""
        if self._open:
            self._open = False
            perform("close-end", label=self, sure=None, pipe=self._name, end=self._end)

    def send(self, obj: object) -> None:
        """Send a (picklable) object"""
        self._check_writable()
        self._send(runtime.pickled(obj))

    def send_bytes(self, buf: Any, offset: int = 0, size: int | None = None) -> None:
        """Send the bytes data from a bytes-like object"""
        self._check_writable()
        view = memoryview(buf)
        if view.itemsize > 1:
            view = view.cast("B")
        count = view.nbytes
        if offset < 0:
            raise ValueError("offset is negative")
        if count < offset:
            raise ValueError("buffer length < offset")
        if size is None:
            size = count - offset
        elif size < 0:
            raise ValueError("size is negative")
        elif offset + size > count:
            raise ValueError("buffer length < offset + size")
        data = bytes(view[offset : offset + size])
        self._send({"data": base64.b64encode(data).decode("ascii"), "text": runtime.shown(data)})

    def _send(self, item: dict[str, str]) -> None:
        size = wire_bytes(size_of(sendable(item)["data"]))
        try:
            perform("send", label=self, sure=None, pipe=self._name, end=self._end, item=item, bytes=size)
        except BrokenPipeError:
            raise BrokenPipeError(32, "Broken pipe") from None

    def recv(self) -> Any:
        """Receive a (picklable) object"""
        self._check_readable()
        return runtime.unpickled(self._receive())

    def recv_bytes(self, maxlength: int | None = None) -> bytes:
        """Receive bytes data as a bytes object."""
        self._check_readable()
        if maxlength is not None and maxlength < 0:
            raise ValueError("negative maxlength")
        data = base64.b64decode(self._receive())
        if maxlength is not None and len(data) > maxlength:
            # The rest of the message stays in the pipe, so it cannot be read any more.
            if self._writable:
                self._readable = False
            else:
                self.close()
            raise OSError("bad message length")
        return data

    def recv_bytes_into(self, buf: Any, offset: int = 0) -> int:
        """Receive bytes data into a writeable bytes-like object. Return the number of bytes read."""
        self._check_readable()
        with memoryview(buf) as view:
            itemsize = view.itemsize
            room = itemsize * len(view)
            if offset < 0:
                raise ValueError("negative offset")
            if offset > room:
                raise ValueError("offset too large")
            data = base64.b64decode(self._receive())
            size = len(data)
            if room < offset + size:
                raise BufferTooShort(data)
            with view.cast("B") as raw:
                raw[offset : offset + size] = data
            return size

    def _receive(self) -> str:
        data: str = perform("receive", label=self, pipe=self._name, end=self._end)
        return data

    def poll(self, timeout: float | None = 0.0) -> bool:
        """Whether there is any input available to be read"""
        self._check_readable()
        block, timed = waiting(True, timeout)
        certain = block and not timed
        ready: bool = perform(
            "poll", label=self, sure=True if certain else NO, pipe=self._name, end=self._end, block=block, timed=timed
        )
        return ready

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *args: object) -> None:
        self.close()

    def _waitable_(self) -> dict[str, Any]:
        self._check_closed()
        return {"kind": "pipe", "pipe": self._name, "end": self._end}

    def _fingerprint_(self) -> tuple[object, ...]:
        return ("Connection", self._name, self._end, self._open, self._readable, self._writable)

    def __reduce__(self) -> tuple[Any, ...]:
        self._check_closed()
        if not state.spawning:
            runtime.not_modelled("a Connection that is sent to a running process")
        state.sent_ends.append({"pipe": self._name, "end": self._end})
        return _rebuilt, (self._name, self._end, self._readable, self._writable)


def _rebuilt(name: str, end: int, readable: bool, writable: bool) -> Connection:
    return Connection(name, end, readable=readable, writable=writable)


def Pipe(duplex: bool = True) -> tuple[Connection, Connection]:  # noqa: N802
    """Returns pair of connection objects at either end of a pipe"""
    if duplex:
        name = runtime.create("pipe", duplex=True, capacity=DUPLEX_CAPACITY)
        return (
            Connection(name, 0, readable=True, writable=True),
            Connection(name, 1, readable=True, writable=True),
        )
    name = runtime.create("pipe", duplex=False, capacity=ONE_WAY_CAPACITY)
    return (
        Connection(name, 0, readable=True, writable=False),
        Connection(name, 1, readable=False, writable=True),
    )


class Sentinel(int):
    """Process.sentinel: a number for `wait`, the same at each look."""

    path: str

    def __new__(cls, path: str) -> Sentinel:
        sentinel = super().__new__(cls, pid_of(path))
        sentinel.path = path
        return sentinel

    def _waitable_(self) -> dict[str, Any]:
        return {"kind": "process", "process": self.path}

    def _fingerprint_(self) -> tuple[object, ...]:
        return ("Sentinel", self.path)

    def __reduce__(self) -> tuple[Any, ...]:
        return Sentinel, (self.path,)


class QueueReader:
    """A queue's end to read from, for `wait` and `poll`."""

    __module__ = "multiprocessing.connection"

    def __init__(self, name: str) -> None:
        self._name = name

    def poll(self, timeout: float | None = 0.0) -> bool:
        return bool(wait([self], timeout))

    def _waitable_(self) -> dict[str, Any]:
        return {"kind": "queue", "queue": self._name}

    def _fingerprint_(self) -> tuple[object, ...]:
        return ("QueueReader", self._name)

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__"):
            raise AttributeError(f"'Connection' object has no attribute {attribute!r}")
        runtime.not_modelled(f"multiprocessing.Queue._reader.{attribute}")


def wait(object_list: Iterable[Any], timeout: float | None = None) -> list[Any]:
    """Those objects of the list that are ready, in its order; none when the timeout has expired."""
    objects = list(object_list)
    waitables: list[dict[str, Any]] = []
    for item in objects:
        waitable = _waitable(item)
        if waitable in waitables:
            raise KeyError(f"{item!r} is already registered")
        waitables.append(waitable)
    block, timed = waiting(True, timeout)
    if not waitables and not block:
        return []
    label = objects[0] if len(objects) == 1 else None
    ready: list[int] = perform("wait-ready", label=label, of=waitables, block=block, timed=timed)
    return [objects[index] for index in ready]


def _waitable(item: Any) -> dict[str, Any]:
    describe = getattr(item, "_waitable_", None)
    if describe is not None:
        waitable: dict[str, Any] = describe()
        return waitable
    if isinstance(item, int) or callable(getattr(item, "fileno", None)):
        runtime.not_modelled(f"multiprocessing.connection.wait for a {type(item).__name__}")
    raise ValueError(f"Invalid file object: {item!r}")
