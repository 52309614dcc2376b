"""What /proc says of the program's processes, and what the supervisor knows of each one."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
HELPERS = (b"multiprocessing.resource_tracker", b"multiprocessing.forkserver")


@dataclass(frozen=True, slots=True)
class Stat:
    """The fields of /proc/<pid>/stat that matter (proc(5))."""

    pid: int
    state: str
    parent: int
    cpu_ms: float
    started_ticks: int
    rss_bytes: int

    @property
    def alive(self) -> bool:
        return self.state not in "ZXx"


@dataclass(slots=True)
class Process:
    """One process of the program, from when it was first seen. `index` is its place in start order."""

    index: int
    pid: int
    parent: int | None
    started_ticks: int
    cpu_ms: float = 0.0
    exit_code: int | None = None
    ended: bool = False
    threads_started: int = 0
    helper: bool = False


@dataclass(slots=True)
class Start:
    """One process start that was allowed: by whom (a pid), and who was alive just before it.

    `child` stays None when the start failed, or when the child was ended by a signal before it could be seen: such a
    process did nothing and counts for nothing.
    """

    parent_pid: int | None
    alive: frozenset[int]
    child: int | None = None


@dataclass(slots=True)
class Table:
    """All processes that were ever seen, by index; and the live ones by pid."""

    all: list[Process] = field(default_factory=list)
    by_pid: dict[int, Process] = field(default_factory=dict)
    starts: list[Start] = field(default_factory=list)

    def see(self, stat: Stat) -> Process:
        known = self.by_pid.get(stat.pid)
        # A pid may be used again: the start time tells them apart.
        if known is not None and known.started_ticks == stat.started_ticks:
            return known
        if known is not None:
            known.ended = True
        parent = self.by_pid.get(stat.parent)
        process = Process(len(self.all), stat.pid, None if parent is None else parent.index, stat.started_ticks)
        self.all.append(process)
        self.by_pid[stat.pid] = process
        self._match_start(stat, process)
        return process

    def _match_start(self, stat: Stat, process: Process) -> None:
        # A parent's earlier children were seen when it asked for this start: the latest open one is this child's.
        # An orphan's parent is not known any more.
        open_starts = [start for start in reversed(self.starts) if start.child is None]
        for start in open_starts:
            if start.parent_pid == stat.parent:
                start.child = process.index
                return
        if open_starts:
            open_starts[0].child = process.index

    def scan(self) -> list[Stat]:
        """Looks at /proc: new processes are taken in, CPU times are brought up to date. Returns the live ones."""
        live: list[Stat] = []
        seen: set[int] = set()
        for stat in read_all():
            process = self.see(stat)
            seen.add(stat.pid)
            process.cpu_ms = max(process.cpu_ms, stat.cpu_ms)
            if not stat.alive:
                process.ended = True
            elif not process.ended:
                live.append(stat)
                process.helper = self._is_helper(process)
        for process in self.by_pid.values():
            if process.pid not in seen:
                process.ended = True
        return live

    def _is_helper(self, process: Process) -> bool:
        # What a fork server forks has its command line, but is a child of the program like any other.
        if process.parent is None or self.all[process.parent].helper:
            return False
        return is_helper(process.pid)

    def alive_together(self) -> int:
        """Most children alive at one moment. Exact: it can only grow at a start, and each start was recorded."""
        most = 0
        for start in self.starts:
            count = sum(1 for index in start.alive if not self.all[index].helper and index > 0)
            if start.child is not None and not self.all[start.child].helper:
                count += 1
            most = max(most, count)
        return most


def read_all() -> list[Stat]:
    stats = [read_stat(int(name)) for name in os.listdir("/proc") if name.isdigit() and name != "1"]
    return sorted((stat for stat in stats if stat is not None), key=lambda stat: stat.pid)


def read_stat(pid: int) -> Stat | None:
    text = read_file(f"/proc/{pid}/stat")
    if not text:
        return None
    fields = text[text.rindex(b")") + 2 :].split()
    cpu_ms = (int(fields[11]) + int(fields[12])) * 1000 / CLOCK_TICKS
    return Stat(pid, fields[0].decode(), int(fields[1]), cpu_ms, int(fields[19]), int(fields[21]) * PAGE_BYTES)


def exact_cpu_ms(pid: int) -> float:
    """CPU time to the nanosecond: of the living threads by schedstat, and never less than what `stat` counts in ticks."""
    stat = read_stat(pid)
    total = 0
    try:
        threads = os.listdir(f"/proc/{pid}/task")
    except OSError:
        threads = []
    for thread in threads:
        text = read_file(f"/proc/{pid}/task/{thread}/schedstat")
        if text:
            total += int(text.split()[0])
    ticks_ms = 0.0 if stat is None else stat.cpu_ms
    # Ticks are rounded down per mode; beyond one tick more they count threads that ended.
    exact_ms = total / 1e6
    return exact_ms if ticks_ms <= exact_ms + 2 * 1000 / CLOCK_TICKS else ticks_ms


def process_of_thread(tid: int) -> int | None:
    for line in read_file(f"/proc/{tid}/status").splitlines():
        if line.startswith(b"Tgid:"):
            return int(line.split()[1])
    return None


def is_helper(pid: int) -> bool:
    command = read_file(f"/proc/{pid}/cmdline")
    return any(name in command for name in HELPERS)


def pss_bytes(pids: list[int]) -> int:
    """Memory with shared pages counted once. Costly: asked for only when the plain sum is over the limit."""
    total = 0
    for pid in pids:
        for line in read_file(f"/proc/{pid}/smaps_rollup").splitlines():
            if line.startswith(b"Pss:"):
                total += int(line.split()[1]) * 1024
                break
    return total


def read_file(path: str) -> bytes:
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read()
    except OSError:
        return b""
