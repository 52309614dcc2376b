"""Imports what a program will import anyway, once, in the supervisor: its processes are forks of it."""

from __future__ import annotations

import contextlib


def usual() -> None:
    """What nearly every program uses; before a job is there, so that it costs no job anything."""
    import concurrent.futures.process
    import concurrent.futures.thread  # noqa: F401
    import multiprocessing.connection
    import multiprocessing.heap
    import multiprocessing.managers
    import multiprocessing.pool
    import multiprocessing.popen_fork
    import multiprocessing.queues
    import multiprocessing.resource_tracker
    import multiprocessing.shared_memory
    import multiprocessing.sharedctypes
    import multiprocessing.synchronize  # noqa: F401


def wanted_by(source: str) -> None:
    """NumPy, for a program that names it. Most don't, and it takes longer to import than all the rest together. One that
    gets at it by a computed name imports it by itself."""
    if "numpy" in source:
        with contextlib.suppress(ImportError):
            import numpy  # noqa: F401
