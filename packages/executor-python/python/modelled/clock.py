"""Time, chance and the process's id while interleavings are explored: the same in every execution.

Time orders nothing: sleeping is invisible, save that a loop which does nothing but sleep must come back to the
explorer. A clock moves by what its own process slept, and a little at every look, so that a deadline is reached.
"""

from __future__ import annotations

import os
import random
import time
import zlib
from typing import Any

from modelled import idle, runtime
from modelled.processes import pid_of
from modelled.runtime import perform, state

_START_NS = 1_700_000_000_000_000_000
_LOOK_NS = 1_000_000
_slept_ns = 0
_looks = 0
_last_sleep: tuple[int, int] | None = None


def sleep(seconds: float) -> None:
    """time.sleep. Visible only when nothing visible happened since the same sleep came last."""
    global _slept_ns, _last_sleep
    if not isinstance(seconds, (int, float)) and not hasattr(seconds, "__float__"):
        raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    idle.look()
    _slept_ns += int(float(seconds) * 1e9)
    frame = runtime.candidate_frame()
    here = (runtime.operations(), runtime.line_of(frame))
    if _last_sleep == here:
        perform("pause", sure=None)
        here = (runtime.operations(), here[1])
    _last_sleep = here


def sched_yield() -> None:
    sleep(0)


def now_ns() -> int:
    global _looks
    _looks += 1
    return _START_NS + _slept_ns + _looks * _LOOK_NS


def now() -> float:
    return now_ns() / 1e9


def looked() -> bool:
    """Whether this process ever looked at a clock: its state then includes the time."""
    return _looks > 0


def reading() -> tuple[int, int]:
    return (_slept_ns, _looks)


_urandom_count = 0


def urandom(size: int) -> bytes:
    global _urandom_count
    _urandom_count += 1
    chooser = random.Random(f"{state.path}:{_urandom_count}")
    return bytes(chooser.randrange(256) for _ in range(size))


def seed_for(path: str) -> int:
    return zlib.crc32(path.encode("ascii"))


def install() -> None:
    """Replaces the clocks, the sources of chance and os.getpid in this process."""
    chance: Any = random
    system: Any = os
    clock: Any = time
    seed = random.seed

    def seeded(a: Any = None, version: int = 2) -> None:
        seed(seed_for(state.path) if a is None else a, version)

    chance.seed = seeded
    chance._urandom = urandom
    system.urandom = urandom
    system.getpid = lambda: pid_of(state.path)
    system.getppid = lambda: pid_of(state.path.rpartition(".")[0]) if "." in state.path else 1
    system.sched_yield = sched_yield
    clock.sleep = sleep
    for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
        setattr(clock, name, now)
        setattr(clock, f"{name}_ns", now_ns)
    seeded()


def in_child() -> None:
    """A forked child has a seed of its own (random.py registers it with os.register_at_fork)."""
    random.seed()
