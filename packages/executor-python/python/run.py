"""One program from its start to its end: answers the kernel's questions, holds the limits, keeps the facts.

One thread polls the seccomp listener, the main process's report, the ends of children and a timer. It answers one
question at a time and looks at the limits in between, so that no flood of questions can keep it from them.
"""

from __future__ import annotations

import ctypes
import errno
import os
import select
import signal
import time
from collections.abc import Mapping
from typing import Any

import launch
import output
import procfs
import shared_memory
from processes import Process, Table
from procfs import Stat
from seccomp_listener import CLONE_NEW_ANY, CLONE_THREAD, Notice

# Starts beyond the limit that are let through, since one may be Python's own resource tracker or fork server.
HELPER_ALLOWANCE = 2
MAX_STARTS = 5_000
FIRST_SAMPLE_MS = 10.0
SLOWEST_SAMPLE_MS = 50.0
SLOWER = 1.25
# The peak is taken anew, shared pages once, when the plain sum has grown by so much.
PEAK_STEP = 1.1
REPORT_PIECE = 1 << 20


class Run:
    """`job` is the supervisor's job; `wake_fd` becomes readable whenever a child has ended."""

    def __init__(self, job: Mapping[str, Any], wake_fd: int) -> None:
        self.job = job
        self.limits: Mapping[str, int] = job["limits"]
        self.table = Table()
        self.refused: dict[str, int] = {}
        self.reached: set[str] = set()
        self.killed_for: str | None = None
        self.status: int | None = None
        self.report: bytearray | None = bytearray()
        self.left_processes: list[Process] = []
        self.left_shared: shared_memory.Left | None = None
        self.peak_bytes = 0
        self.wall_ms = 0.0
        self.output = output.Folder()
        self._wake_fd = wake_fd
        self._shared = shared_memory.Watch()
        self._rss_mark = 0.0
        self._tasks_at_most = 1

    def execute(self) -> None:
        """Runs the program to its end and ends whatever it left."""
        self._begin = time.monotonic()
        launched = launch.launch(self.job)
        self._listener = launched.listener
        self._report_fd = launched.report_fd
        self._main = launched.pid
        self.table.scan()
        launched.go()
        self._serve()
        self.wall_ms = (time.monotonic() - self._begin) * 1000
        self._clean_up()

    def _serve(self) -> None:
        """Until the main process has ended."""
        poll = select.poll()
        for fd in (self._listener.fd, self._report_fd, self._wake_fd):
            poll.register(fd, select.POLLIN)
        interval_ms = FIRST_SAMPLE_MS
        deadline = self._begin + self.limits["wallMs"] / 1000
        next_sample = time.monotonic() + interval_ms / 1000
        while self.status is None:
            wait_ms = max(0.0, (next_sample - time.monotonic()) * 1000)
            for fd, event in poll.poll(wait_ms):
                if not event & select.POLLIN:
                    poll.unregister(fd)
                elif fd == self._wake_fd:
                    os.read(self._wake_fd, 4_096)
                elif fd == self._listener.fd:
                    self._answer()
                elif not self._read_report():
                    poll.unregister(fd)
            self._reap()
            now = time.monotonic()
            if now >= next_sample and self.status is None:
                self._sample(now >= deadline)
                interval_ms = min(SLOWEST_SAMPLE_MS, interval_ms * SLOWER)
                next_sample = time.monotonic() + interval_ms / 1000
                if now < deadline:
                    next_sample = min(next_sample, deadline)

    # Questions

    def _answer(self) -> None:
        notice = self._listener.receive()
        if notice is None:
            return
        match notice.name:
            case "fork" | "vfork":
                self._process_start(notice)
            case "clone" if not notice.args[0] & CLONE_NEW_ANY:
                if notice.args[0] & CLONE_THREAD:
                    self._thread_start(notice)
                else:
                    self._process_start(notice)
            case "exit_group":
                self._process_exit(notice)
            case "kill":
                self._signal(notice)
            case "clone":
                self._forbid(notice, "clone into a new namespace")
            case "socket":
                self._forbid(notice, "socket of another family than AF_UNIX")
            case name:
                self._forbid(notice, name)

    def _forbid(self, notice: Notice, label: str) -> None:
        if self._listener.refuse(notice, errno.EPERM):
            self.refused[label] = self.refused.get(label, 0) + 1

    def _thread_start(self, notice: Notice) -> None:
        if self._tasks_are_used_up():
            self._listener.refuse(notice, errno.EAGAIN)
            self.reached.add("processes")
            return
        process = self._process_of(notice.tid)
        if self._listener.allow(notice) and process is not None:
            process.threads_started += 1

    def _tasks_are_used_up(self) -> bool:
        # Counted only when the starts since the last count could have reached the bound.
        limit: int = self.job["tasks"]
        if self._tasks_at_most >= limit:
            self._tasks_at_most = sum(stat.threads for stat in procfs.read_all())
        self._tasks_at_most += 1
        return self._tasks_at_most > limit

    def _process_start(self, notice: Notice) -> None:
        live = self.table.scan()
        start = self.table.ask_start(notice.tid, procfs.process_of_thread(notice.tid), live)
        too_many = self.table.children_at(start) >= self.limits["processes"] + HELPER_ALLOWANCE
        if too_many or len(self.table.starts) >= MAX_STARTS or self._tasks_are_used_up():
            self._listener.refuse(notice, errno.EAGAIN)
            self.reached.add("processes")
            return
        self.table.allow(start)
        if not self._listener.allow(notice):
            self.table.take_back(start)

    def _process_exit(self, notice: Notice) -> None:
        process = self._process_of(notice.tid)
        if process is None or process.ended:
            self._listener.allow(notice)
            return
        self._settle(process.pid)
        if process.index == 0:
            self._note_leftovers()
        process.exit_code = notice.args[0] & 0xFF
        process.ended = True
        if not self._listener.allow(notice):
            # A signal came first. Either it ended the process, or the process asks again.
            process.exit_code = None
            process.ended = False

    def _signal(self, notice: Notice) -> None:
        target = ctypes.c_int32(notice.args[0]).value
        if notice.args[1] != 0:
            if target > 0:
                self._settle(procfs.process_of_thread(target))
            else:
                self._settle_all()
        self._listener.allow(notice)

    def _process_of(self, tid: int) -> Process | None:
        pid = procfs.process_of_thread(tid)
        stat = None if pid is None else procfs.read_stat(pid)
        return None if stat is None else self.table.see(stat)

    def _settle(self, pid: int | None) -> None:
        stat = None if pid is None or pid == procfs.SUPERVISOR else procfs.read_stat(pid)
        if stat is not None:
            self.table.settle(stat)

    def _settle_all(self) -> list[Stat]:
        live = self.table.scan()
        for stat in live:
            self.table.settle(stat)
        return live

    def _note_leftovers(self) -> None:
        """When the main process is about to end: Python's own clean-up has run, the resource tracker's has not."""
        live = self.table.scan()
        left = [self.table.by_pid[stat.pid] for stat in live if stat.pid != self._main]
        # A short program is over before its first sample.
        self._memory_is_used_up(live)
        self.left_processes = [process for process in left if not process.helper]
        self.left_shared = self._shared.left()

    # What is read and reaped

    def _read_report(self) -> bool:
        """False at its end. More than there may be makes the report null; it is read on, to block nobody."""
        try:
            piece = os.read(self._report_fd, REPORT_PIECE)
        except BlockingIOError:
            return True
        if self.report is not None:
            self.report += piece
            if len(self.report) > self.job["maxObservationBytes"] + 1:
                self.report = None
        return bool(piece)

    def _reap(self) -> None:
        while True:
            try:
                pid, status, _usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            if pid == self._main:
                self.status = status

    # Limits

    def _sample(self, late: bool) -> None:
        live = self.table.scan()
        if late:
            self._end("wall")
        elif self.table.cpu_ms() > self.limits["cpuMs"]:
            self._end("cpu")
        elif self._memory_is_used_up(live):
            self._end("memory")
        elif self.output.total_bytes() > self.limits["outputBytes"]:
            self._end("output")

    def _memory_is_used_up(self, live: list[Stat]) -> bool:
        if self.job["memoryByCgroup"]:
            return False
        resident = sum(stat.rss_bytes for stat in live)
        if resident <= self._rss_mark and resident <= self.limits["memoryBytes"]:
            return False
        self._rss_mark = max(self._rss_mark, resident * PEAK_STEP)
        used = procfs.pss_bytes(live)
        self.peak_bytes = max(self.peak_bytes, used)
        limit: int = self.limits["memoryBytes"]
        return used > limit

    def _end(self, limit: str) -> None:
        if self.killed_for is None:
            self.killed_for = limit
            self._settle_all()
        kill_all()

    def _clean_up(self) -> None:
        self._settle_all()
        if self.left_shared is None:
            self._note_leftovers()
        while kill_all():
            try:
                os.wait4(-1, 0)
            except ChildProcessError:
                break
        while self._report_is_readable() and self._read_report():
            pass
        if self.killed_for is None and self.output.total_bytes() > self.limits["outputBytes"]:
            self.killed_for = "output"
        if self.table.alive_together() > self.limits["processes"]:
            self.reached.add("processes")

    def _report_is_readable(self) -> bool:
        return bool(select.select([self._report_fd], [], [], 0)[0])


def kill_all() -> bool:
    """Ends every process of the sandbox but the supervisor. False when there was none."""
    try:
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True
