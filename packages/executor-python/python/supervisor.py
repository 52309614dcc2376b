"""PID 1 of the sandbox: waits for one job, runs the program, measures it, writes one record.

Theory of operation. Three channels: stdin brings the job (one line of JSON); descriptor 3 takes two lines, `ready` and
`record`; a pipe from the program's main process brings its observation. The program never has stdin or descriptor 3.
A seccomp listener (seccomp_listener.py) asks the supervisor before every start and exit of a process, so counts, exit
codes and CPU times are exact; a timer serves the limits only. The program may do anything: what is read of it is
bounded, and it is killed as a whole at the end. A fault of ours ends the supervisor without a record.

    launch.py    starts the main process        run.py      answers, limits, facts
    harness.py   the main process itself        record.py   the facts as JSON
    preload.py   imports before the fork
    child.py     its other interpreters         procfs.py, processes.py, shared_memory.py, output.py

The other kind of job is a conversation: explore.py answers what the explorer asks about the program's histories.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import platform
import resource
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import bundle  # noqa: E402

bundle.install("/lockstep/bundle.json")

import explore  # noqa: E402
import preload  # noqa: E402
import record  # noqa: E402
import run  # noqa: E402
from launch import PR_SET_DUMPABLE  # noqa: E402

REPLY_FD = 3


def own_cpu_ms() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return (usage.ru_utime + usage.ru_stime) * 1000


def reply(text: str) -> None:
    view = memoryview(text.encode("ascii") + b"\n")
    while view:
        view = view[os.write(REPLY_FD, view) :]


def main() -> None:
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    os.closerange(REPLY_FD + 1, 256)
    os.set_inheritable(REPLY_FD, False)
    # The program may send PID 1 any signal; those without a handler do not reach it, and Python brings one.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # A child's end interrupts the poll (a handler must be there for that), so that it is noticed at once.
    wake_read, wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
    preload.usual()
    gc.collect()
    gc.freeze()
    reply(json.dumps({"kind": "ready", "python": platform.python_version()}))
    line = sys.stdin.buffer.readline()
    if not line:
        return
    before_ms = own_cpu_ms()
    job = json.loads(line)
    preload.wanted_by(job["source"])
    gc.freeze()
    if job.get("kind") == "explore":
        leave = os._exit
        explore.ExploreJob(job).serve(sys.stdin.buffer, reply)
        leave(0)
    program = run.Run(job, wake_read)
    program.execute()
    text = json.dumps(record.record_of(program), allow_nan=False)
    # Its own CPU time comes last, so that it covers the record; the host subtracts it from the whole.
    reply(f'{text[:-1]}, "supervisorCpuMs": {own_cpu_ms() - before_ms}}}')
    # Taking the interpreter down would cost time that nobody could subtract.
    os._exit(0)


main()
