"""The face of concurrent.futures and concurrent.futures.process while interleavings are explored."""

from __future__ import annotations

from concurrent.futures import _base as original
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from modelled import runtime
from modelled.completion import (
    ALL_COMPLETED,
    FIRST_COMPLETED,
    FIRST_EXCEPTION,
    CancelledError,
    DoneAndNotDoneFutures,
    Future,
    InvalidStateError,
    TimeoutError,
    as_completed,
    wait,
)
from modelled.process_pool import EXTRA_QUEUED_CALLS, ProcessPoolExecutor

__all__ = [
    "ALL_COMPLETED",
    "EXTRA_QUEUED_CALLS",
    "FIRST_COMPLETED",
    "FIRST_EXCEPTION",
    "BrokenExecutor",
    "BrokenProcessPool",
    "CancelledError",
    "DoneAndNotDoneFutures",
    "Executor",
    "Future",
    "InvalidStateError",
    "ProcessPoolExecutor",
    "ThreadPoolExecutor",
    "TimeoutError",
    "as_completed",
    "wait",
]

BrokenExecutor = original.BrokenExecutor
Executor = original.Executor


class ThreadPoolExecutor(original.Executor):
    """Threads share a memory that the explorer does not see."""

    def __init__(self, *args: Any, **kwds: Any) -> None:
        runtime.not_modelled("concurrent.futures.ThreadPoolExecutor")
