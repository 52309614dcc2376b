"""What the supervisor tells of a run, as the JSON that src/record.ts expects. Bounded, whatever the program did."""

from __future__ import annotations

import os
from typing import Any

from processes import Process
from run import Run

MAX_PROCESSES = 512
MAX_LEFT = 256


def record_of(run: Run) -> dict[str, Any]:
    job = run.job
    parts, names = run.output.read(job["outputKeptBytes"], job["outputKeptTotalBytes"])
    labels = {process.index: names.get(process.pid) or _default_name(process) for process in run.table.all}
    label_of_pid = {process.pid: labels[process.index] for process in run.table.all}
    left = run.left_shared
    if run.status is None or left is None:
        raise RuntimeError("the run is not over")
    code = os.waitstatus_to_exitcode(run.status)
    return {
        "kind": "record",
        "killedFor": run.killed_for,
        "exit": {"kind": "exited", "code": code} if code >= 0 else {"kind": "signalled", "signal": -code},
        "observation": _observation(run, code),
        "wallMs": run.wall_ms,
        "programCpuMs": run.table.cpu_ms(),
        "peakBytes": run.peak_bytes,
        "processes": [_fact(process, labels[process.index]) for process in run.table.all[:MAX_PROCESSES]],
        "aliveTogether": run.table.alive_together(),
        "leftovers": {
            "processes": [labels[process.index] for process in run.left_processes[:MAX_LEFT]],
            "sharedMemory": [{"name": name, "bytes": size} for name, size in left.segments],
            "semaphores": list(left.semaphores),
        },
        "refusedCalls": [{"name": name, "count": count} for name, count in sorted(run.refused.items())],
        "limitsReached": sorted(run.reached),
        "output": [
            {
                "process": label_of_pid.get(part.pid, f"pid {part.pid}"),
                "stream": part.stream,
                "text": part.text,
                "truncated": part.truncated,
            }
            for part in parts
        ],
    }


def _observation(run: Run, code: int) -> str | None:
    """The main process's report as it came: one line of printable ASCII, or null. It is not parsed on this side."""
    # Only an exit that was asked for shows what was left: one that slipped past the listener (a plain `exit` by hand)
    # must not be acceptable. Ends by a signal are told by the ending.
    main = run.table.all[0] if run.table.all else None
    if code >= 0 and (main is None or main.exit_code is None):
        return None
    if run.report is None or not run.report.endswith(b"\n"):
        return None
    try:
        text = run.report[:-1].decode("ascii")
    except UnicodeDecodeError:
        return None
    return text if text.isprintable() else None


def _fact(process: Process, name: str) -> dict[str, Any]:
    return {
        "index": process.index,
        "parent": process.parent,
        "name": name,
        "role": "main" if process.index == 0 else "helper" if process.helper else "child",
        "exitCode": process.exit_code,
        "cpuMs": process.cpu_ms,
        "threadsStarted": process.threads_started,
    }


def _default_name(process: Process) -> str:
    return "main" if process.index == 0 else "helper" if process.helper else f"process {process.index}"
