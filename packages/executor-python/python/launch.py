"""Starts the program's main process: fork, files of its own, the seccomp listener handed over, then the harness.

Order matters. The child installs the filter, sends the listener's descriptor and closes it; the supervisor takes it
and only then lets the child go on. No line of the candidate's code runs while the child could hold the listener.
"""

from __future__ import annotations

import os
import platform
import signal
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

import harness
import output
import seccomp_listener

PR_SET_DUMPABLE = 4
# Above every descriptor that Python hands out by itself, below the limit on open files.
REPORT_FD = 200
MAX_FD = 4_096
# When memory runs out the program goes, not the supervisor that has to tell of it.
OOM_SCORE = "800"
BROKEN = 125


@dataclass(frozen=True, slots=True)
class Launched:
    """The main process, waiting for `go`; the supervisor's end of its report; the listener."""

    pid: int
    report_fd: int
    listener: seccomp_listener.Listener
    channel: socket.socket

    def go(self) -> None:
        self.channel.send(b"g")
        self.channel.close()


def launch(job: Mapping[str, Any]) -> Launched:
    """Raises RuntimeError when the filter could not be installed: then nothing of the candidate's has run."""
    ours, theirs = socket.socketpair()
    report_read, report_write = os.pipe()
    pid = os.fork()
    if pid == 0:
        _become_program(job, theirs, report_write)
    theirs.close()
    os.close(report_write)
    os.set_blocking(report_read, False)
    _, fds, _, _ = socket.recv_fds(ours, 1, 1)
    if not fds:
        raise RuntimeError("the program's process sent no seccomp listener")
    listener = seccomp_listener.Listener(fds[0], platform.machine(), job["loud"])
    return Launched(pid, report_read, listener, ours)


def _become_program(job: Mapping[str, Any], channel: socket.socket, report_fd: int) -> NoReturn:
    code = BROKEN
    try:
        os.setsid()
        null = os.open("/dev/null", os.O_RDONLY)
        os.dup2(null, 0)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        report = os.dup2(report_fd, REPORT_FD, inheritable=False)
        fd = seccomp_listener.install(platform.machine(), job["loud"])
        socket.send_fds(channel, [b"l"], [fd])
        os.close(fd)
        channel.recv(1)
        channel.close()
        # Until here a fault of ours went to the diagnostics; from here on the streams are the program's.
        output.adopt(os.getpid())
        output.note_name(os.getpid(), "main")
        os.closerange(3, REPORT_FD)
        os.closerange(REPORT_FD + 1, MAX_FD)
        seccomp_listener.LIBC.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
        with open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
            file.write(OOM_SCORE)
        code = harness.run(job, report)
    except BaseException as error:
        try:
            os.write(2, f"{type(error).__name__}: {error}\n".encode("utf-8", "replace"))
        except OSError:
            pass
    finally:
        os._exit(code & 0xFF)
