"""Keeps the supervisor's questions out of the program's sight where a signal meets one.

A call that waits for the supervisor can be given up for a signal until the supervisor has picked it up; where the
handler was installed without SA_RESTART, as Python's are, the call then fails with EINTR, which fork, kill and exit
never do by themselves. Nothing has happened at that point, so repeating the call is all that is needed. Runs in every
interpreter of the program.
"""

from __future__ import annotations

import _posixsubprocess
import functools
import os
import signal
import sys
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def hide() -> None:
    system: Any = os
    for name in ("fork", "forkpty", "kill", "killpg"):
        setattr(system, name, _repeating(getattr(system, name)))
    fork_exec: Any = _repeating(_posixsubprocess.fork_exec)
    _posixsubprocess.fork_exec = fork_exec
    subprocess: Any = sys.modules.get("subprocess")
    if subprocess is not None:
        subprocess._fork_exec = fork_exec
    exit_at_once = os._exit

    @functools.wraps(exit_at_once)
    def undisturbed_exit(status: int) -> None:
        # The C library answers a failed exit_group with a plain exit, of which nobody would know.
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        exit_at_once(status)

    system._exit = undisturbed_exit


def _repeating(call: Callable[P, R]) -> Callable[P, R]:
    @functools.wraps(call)
    def repeating(*args: P.args, **kwargs: P.kwargs) -> R:
        while True:
            try:
                return call(*args, **kwargs)
            except InterruptedError:
                continue

    return repeating
