"""What the supervisor knows of the program's processes: who started whom, who was alive together, what each used.

Exactness. The supervisor is asked before every start and before every exit, and answers one question at a time. So the
number of processes alive can only grow when a start is allowed, and `Start` notes who was there at that moment: those
alive, and those whose own start had been allowed but who had not been seen yet.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import procfs
from procfs import Stat


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

    @property
    def is_child(self) -> bool:
        return self.index > 0 and not self.helper


@dataclass(slots=True, eq=False)
class Start:
    """One process start that was allowed: by which thread of which process, and who was there already.

    `child` stays None when the start failed, or when a signal ended the child before it could be seen: such a process
    did nothing and counts for nothing.
    """

    tid: int
    parent: int | None
    alive: frozenset[int]
    pending: tuple[Start, ...]
    child: int | None = None


@dataclass(slots=True)
class Table:
    """All processes that were ever seen, by index; the last one of each pid; and the starts."""

    all: list[Process] = field(default_factory=list)
    by_pid: dict[int, Process] = field(default_factory=dict)
    starts: list[Start] = field(default_factory=list)
    _open: list[Start] = field(default_factory=list)

    def see(self, stat: Stat) -> Process:
        known = self.by_pid.get(stat.pid)
        # A pid may be used again: the start time tells them apart.
        if known is not None and known.started_ticks == stat.started_ticks:
            return known
        if known is not None:
            known.ended = True
        start = self._start_of(stat)
        parent = self.by_pid.get(stat.parent)
        by = start.parent if start is not None else None if parent is None else parent.index
        process = Process(index=len(self.all), pid=stat.pid, parent=by, started_ticks=stat.started_ticks)
        self.all.append(process)
        self.by_pid[stat.pid] = process
        if start is not None:
            start.child = process.index
            self._open.remove(start)
        return process

    def _start_of(self, stat: Stat) -> Start | None:
        parent = self.by_pid.get(stat.parent)
        # The latest first: an earlier one that is still open has most likely failed.
        for start in reversed(self._open):
            if parent is not None and start.parent == parent.index:
                return start
        # Its parent is gone, and it was given to another one.
        orphaned = (start for start in self._open if self._is_orphaned(start))
        return next(orphaned, self._open[0] if self._open else None)

    def _is_orphaned(self, start: Start) -> bool:
        return start.parent is None or self.all[start.parent].ended

    def scan(self) -> list[Stat]:
        """Looks at /proc: new processes are taken in, CPU times are brought up to date. Returns the live ones."""
        live: list[Stat] = []
        seen: set[int] = set()
        for stat in procfs.read_all():
            process = self.see(stat)
            seen.add(stat.pid)
            process.cpu_ms = max(process.cpu_ms, stat.cpu_ms)
            if not stat.alive:
                process.ended = True
            elif not process.ended:
                live.append(stat)
                process.helper = process.helper or self._is_helper(process)
        for process in self.by_pid.values():
            if process.pid not in seen:
                process.ended = True
        return live

    def _is_helper(self, process: Process) -> bool:
        # What a fork server forks has its command line, but is a child of the program like any other.
        if process.parent is None or self.all[process.parent].helper:
            return False
        return procfs.is_helper(process.pid)

    def ask_start(self, tid: int, parent_pid: int | None, live: list[Stat]) -> Start:
        """A start that thread `tid` asks for, just after the scan that found `live`. Nothing is allowed yet."""
        # A thread that asks again, or is gone, is done with its last start; the scan would have found the child.
        self._open = [start for start in self._open if start.tid != tid and not self._is_orphaned(start)]
        parent = None if parent_pid is None else self.by_pid.get(parent_pid)
        alive = frozenset(self.by_pid[stat.pid].index for stat in live)
        return Start(tid, None if parent is None else parent.index, alive, tuple(self._open))

    def children_at(self, start: Start) -> int:
        """Children there before `start`, counting those not seen yet."""
        return sum(1 for index in start.alive if self.all[index].is_child) + len(start.pending)

    def allow(self, start: Start) -> None:
        """Must come before the answer is sent: the child may be seen before we are back."""
        self.starts.append(start)
        self._open.append(start)

    def take_back(self, start: Start) -> None:
        """The question was given up before the answer came."""
        self.starts.remove(start)
        if start in self._open:
            self._open.remove(start)

    def settle(self, stat: Stat) -> Process:
        """Takes the process's CPU time to the nanosecond, before something happens that it may not survive."""
        process = self.see(stat)
        process.cpu_ms = max(process.cpu_ms, procfs.exact_cpu_ms(stat))
        return process

    def cpu_ms(self) -> float:
        return sum(process.cpu_ms for process in self.all)

    def alive_together(self) -> int:
        """Most children alive at one moment."""
        return max((self._together(start) for start in self.starts), default=0)

    def _together(self, start: Start) -> int:
        indexes = [*start.alive, *(earlier.child for earlier in start.pending), start.child]
        return sum(1 for index in indexes if index is not None and self.all[index].is_child)
