"""Reading /proc: what the kernel says of a process. Nothing here trusts a process; nothing here changes one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass

CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
TICK_MS = 1000 / CLOCK_TICKS
SUPERVISOR = 1
_HELPER_CODE = re.compile(rb"(?:^|; )from multiprocessing\.(?:resource_tracker|forkserver) import main;")


@dataclass(frozen=True, slots=True)
class Stat:
    """The fields of /proc/<pid>/stat that matter (proc(5))."""

    pid: int
    state: str
    parent: int
    cpu_ms: float
    threads: int
    started_ticks: int
    rss_bytes: int

    @property
    def alive(self) -> bool:
        # The first thread may end before the others: the process then reads as a zombie, and goes on.
        return self.state not in "ZXx" or (self.state == "Z" and self.threads > 1)


def read_all() -> list[Stat]:
    """Every process but the supervisor, by pid."""
    pids = sorted(int(name) for name in os.listdir("/proc") if name.isdigit())
    stats = [read_stat(pid) for pid in pids if pid != SUPERVISOR]
    return [stat for stat in stats if stat is not None]


def read_stat(pid: int) -> Stat | None:
    text = _read(f"/proc/{pid}/stat")
    if not text:
        return None
    # The name in brackets is the process's own choice and may hold brackets itself.
    fields = text[text.rindex(b")") + 2 :].split()
    return Stat(
        pid=pid,
        state=fields[0].decode("ascii"),
        parent=int(fields[1]),
        cpu_ms=(int(fields[11]) + int(fields[12])) * TICK_MS,
        threads=int(fields[17]),
        started_ticks=int(fields[19]),
        rss_bytes=int(fields[21]) * PAGE_BYTES,
    )


def exact_cpu_ms(stat: Stat) -> float:
    """CPU time to the nanosecond: of the living threads by schedstat, and no less than `stat` counts in ticks."""
    total_ns = 0
    try:
        threads = os.listdir(f"/proc/{stat.pid}/task")
    except OSError:
        threads = []
    for thread in threads:
        text = _read(f"/proc/{stat.pid}/task/{thread}/schedstat")
        if text:
            total_ns += int(text.split()[0])
    exact_ms = total_ns / 1e6
    # Ticks are rounded down, once for each mode; beyond that they count threads that ended.
    return exact_ms if stat.cpu_ms <= exact_ms + 2 * TICK_MS else stat.cpu_ms


def process_of_thread(tid: int) -> int | None:
    for line in _read(f"/proc/{tid}/status").splitlines():
        if line.startswith(b"Tgid:"):
            return int(line.split()[1])
    return None


def is_helper(pid: int) -> bool:
    """Whether its command line is that of Python's own resource tracker or fork server."""
    arguments = _read(f"/proc/{pid}/cmdline").split(b"\0")
    return b"-c" in arguments[:-1] and bool(_HELPER_CODE.search(arguments[arguments.index(b"-c") + 1]))


def pss_bytes(stats: Iterable[Stat]) -> int:
    """Memory with shared pages counted once. Costly: not for every sample."""
    return sum(_pss_bytes(stat) for stat in stats)


def _pss_bytes(stat: Stat) -> int:
    for line in _read(f"/proc/{stat.pid}/smaps_rollup").splitlines():
        if line.startswith(b"Pss:"):
            return int(line.split()[1]) * 1024
    # A process that made itself unreadable does not get its memory for free.
    return stat.rss_bytes


def _read(path: str) -> bytes:
    """The file's content; empty when the process is gone or does not let us."""
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read() or b""
    except OSError:
        return b""
