"""A program as one tree of real processes that the host schedules one at a time: what a found schedule is replayed on."""

from __future__ import annotations

import json
import os
import signal
import socket
import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

# The candidate's os.fork and os._exit are refused or become operations; ours are not.
_fork = os.fork
# Processes of a program that is run for real; the explorer's world has no more.
MAX_REAL = 30
MAX_FRAME = 4_000_000


class RealProcesses:
    """`become_main`: what the forked main process does with the channels, its own first; it never returns."""

    def __init__(self, step_seconds: float, become_main: Callable[[Sequence[socket.socket]], NoReturn]) -> None:
        self._step_seconds = step_seconds
        pairs = [socket.socketpair() for _ in range(MAX_REAL)]
        self._pid = _fork()
        if self._pid == 0:
            os.setpgid(0, 0)
            become_main([theirs for _, theirs in pairs])
        for _, theirs in pairs:
            theirs.close()
        self._free = [ours for ours, _ in pairs]
        self._channels: dict[str, socket.socket] = {"0": self._free[0]}

    def step(self, respond: Sequence[Any] | None, awaited: Sequence[str]) -> dict[str, str | None]:
        """Answers one process, given by its path and its response; then what these announce next, None for no answer."""
        if respond is not None:
            path, response = respond
            self._respond(path, response, awaited)
        return {path: self._announced(path) for path in awaited}

    def end(self) -> None:
        """Ends the whole tree: by the end of its channels, and who does not wait for one by a signal to their group."""
        for channel in self._free:
            channel.close()
        try:
            os.killpg(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass

    def _respond(self, path: str, response: Mapping[str, Any], awaited: Sequence[str]) -> None:
        for child in awaited:
            number = len(self._channels)
            if child not in self._channels and number < MAX_REAL:
                response = {**response, "channel": number}
                self._channels[child] = self._free[number]
        data = json.dumps(response).encode("ascii")
        try:
            self._channels[path].sendall(struct.pack("=I", len(data)) + data)
        except OSError:
            # It ended: its announcement will be missing.
            pass

    def _announced(self, path: str) -> str | None:
        channel = self._channels.get(path)
        if channel is None:
            return None
        channel.settimeout(self._step_seconds)
        try:
            size = struct.unpack("=I", _exactly(channel, 4))[0]
            if size > MAX_FRAME:
                return None
            return _exactly(channel, size).decode("ascii", "replace").partition("\n")[2]
        except OSError:
            return None


def _exactly(channel: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = channel.recv(count - len(data))
        if not piece:
            raise OSError("the process ended")
        data += piece
    return data
