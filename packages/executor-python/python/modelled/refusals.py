"""Refuses the channels between processes that the explorer's world does not control: threads, sockets, files, raw pipes.

Only the candidate's own calls are refused: the standard library may use a file to print a traceback.
"""

from __future__ import annotations

import builtins
import io
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

from modelled import runtime

_FUNCTIONS: tuple[tuple[Any, str], ...] = (
    (builtins, "open"),
    (io, "open"),
    (signal, "signal"),
    (signal, "alarm"),
    (signal, "setitimer"),
    (signal, "pause"),
    *((os, name) for name in ("fork", "forkpty", "open", "pipe", "pipe2", "mkfifo", "kill", "killpg", "system", "popen", "wait", "waitpid")),
    *((os, name) for name in ("posix_spawn", "posix_spawnp", "execv", "execve", "execvp", "memfd_create", "eventfd")),
)
_CLASSES: tuple[tuple[Any, str], ...] = ((socket, "socket"), (subprocess, "Popen"), (threading, "Thread"), (threading, "Timer"))


def install(source: str) -> None:
    """`source`: of the candidate; a module that takes long to import is guarded only where it is named."""
    if "asyncio" in source:
        import asyncio

        for name in ("run", "new_event_loop", "get_event_loop"):
            setattr(asyncio, name, _guarded(getattr(asyncio, name), f"asyncio.{name}"))
    for owner, name in _FUNCTIONS:
        found = getattr(owner, name, None)
        if found is not None:
            setattr(owner, name, _guarded(found, f"{owner.__name__}.{name}".removeprefix("builtins.")))
    for owner, name in _CLASSES:
        _guard_class(getattr(owner, name), f"{owner.__name__}.{name}")
    os_exit: Any = os
    os_exit._exit = _exit


def _guarded(found: Callable[..., Any], what: str) -> Callable[..., Any]:
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if sys._getframe(1).f_code.co_filename == runtime.state.candidate_file:
            runtime.not_modelled(what)
        return found(*args, **kwargs)

    guarded.__name__ = getattr(found, "__name__", what)
    return guarded


def _guard_class(kind: Any, what: str) -> None:
    begin = kind.__init__

    def refuse(self: Any, *args: Any, **kwargs: Any) -> None:
        frame: Any = sys._getframe(1)
        # A subclass of the candidate's calls it from its own __init__ or from none.
        if frame.f_code.co_filename == runtime.state.candidate_file:
            runtime.not_modelled(what)
        begin(self, *args, **kwargs)

    kind.__init__ = refuse


def _exit(status: int) -> None:
    """os._exit: the process ends at once, with nothing flushed or joined."""
    runtime.leave_at_once(status & 0xFF)
