"""Runs a small program for real, many times, and prints what came out each time, as JSON.

    real_runs.py <program> <times> <seconds that a run may take>

An outcome is the returned value as the protocol's text, `raised <type>`, or `never ends`. After two runs that never
ended no more are made: each costs its whole time.
"""

from __future__ import annotations

import atexit
import importlib.util
import json
import os
import select
import signal
import sys
import threading
import time
from typing import Any

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))

import values  # noqa: E402

MAX_HANGS = 2


def outcome_of(path: str) -> str:
    spec = importlib.util.spec_from_file_location("solution", path)
    assert spec is not None and spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    sys.modules["solution"] = module
    try:
        spec.loader.exec_module(module)
        return json.dumps(values.encode(module.run()))
    except BaseException as error:
        kind = type(error)
        name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
        return f"raised {name}"


def run_once(path: str, seconds: float) -> str:
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.setsid()
        os.close(read)
        null = os.open("/dev/null", os.O_RDWR)
        for fd in (0, 1, 2):
            os.dup2(null, fd)
        text = outcome_of(path)
        os.write(write, text.encode())
        try:
            # What an interpreter does at its end: threads, then atexit, where multiprocessing cleans up.
            ending: Any = (threading, atexit)
            ending[0]._shutdown()
            ending[1]._run_exitfuncs()
        finally:
            os._exit(0)
    os.close(write)
    deadline = time.monotonic() + seconds
    ended = False
    while not ended and time.monotonic() < deadline:
        ended = os.waitpid(pid, os.WNOHANG)[0] == pid
        if not ended:
            select.select([], [], [], 0.002)
    text = b""
    if ended:
        # Children may still have the other end open.
        while select.select([read], [], [], 0)[0] and (piece := os.read(read, 65_536)):
            text += piece
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    if not ended:
        os.waitpid(pid, 0)
    os.close(read)
    return text.decode() if ended else "never ends"


def main() -> None:
    path, times, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    outcomes: list[str] = []
    while len(outcomes) < times and outcomes.count("never ends") < MAX_HANGS:
        outcomes.append(run_once(path, seconds))
    print(json.dumps(outcomes))


main()
