"""What runs in the main process of the program: imports the solution, calls the entry, reports what came of it.

It shares the process with the candidate's code, so nothing that it says is believed as a verdict; it only has to be
honest where the candidate is, and helpless where the candidate is not. The report goes through a pipe of its own,
never through stdout.
"""

from __future__ import annotations

import atexit
import io
import json
import os
import resource
import sys
import threading
import traceback
import types
import warnings
from collections.abc import Mapping
from multiprocessing import set_start_method
from typing import Any

import child
import description
import interrupts
import output
import values

FOLDER = "/tmp/solution"
PATH = f"{FOLDER}/solution.py"
OWN_FOLDER = os.path.dirname(os.path.abspath(__file__))
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def run(job: Mapping[str, Any], report_fd: int) -> int:
    """Runs the job to its end. Returns the exit code that the process should have."""
    _limit(job)
    _place(job["source"])
    _look_like_python(job["startMethod"])
    sent = _send(_observe(job["action"]), report_fd, job["maxObservationBytes"])
    return _finish() if sent else 1


def _limit(job: Mapping[str, Any]) -> None:
    for name, value in job["rlimits"].items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))
    room = job["addressSpaceBytes"]
    if room is not None:
        with open("/proc/self/statm", "rb") as file:
            used = int(file.read().split()[0]) * PAGE_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (used + room, used + room))


def _place(source: str) -> None:
    os.mkdir(FOLDER, 0o700)
    with open(PATH, "wb") as file:
        # What is no text at all is for the parser to refuse.
        file.write(source.encode("utf-8", "surrogatepass"))
    os.chdir(FOLDER)


def _look_like_python(start_method: str) -> None:
    """Makes the process what a freshly started interpreter is, as far as a program can tell."""
    sys.argv = [PATH]
    sys.path[:] = [FOLDER, *(folder for folder in sys.path if folder != OWN_FOLDER)]
    for name, module in list(sys.modules.items()):
        if (getattr(module, "__file__", None) or "").startswith(f"{OWN_FOLDER}/"):
            del sys.modules[name]
    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "bundle"]
    # A bare __main__: spawned children import what it names, and must not find the supervisor there.
    sys.modules["__main__"] = types.ModuleType("__main__")
    sys.stdin = open(0, encoding="utf-8", closefd=False)
    sys.stdout = _stream(1)
    sys.stderr = _stream(2)
    output.keep_apart()
    interrupts.hide()
    child.lead_in()
    set_start_method(start_method, force=True)


def _stream(fd: int) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.FileIO(fd, "w", closefd=False), "utf-8", "backslashreplace", line_buffering=True)


def _observe(action: Mapping[str, Any]) -> dict[str, Any]:
    try:
        with open(PATH, "rb") as file, warnings.catch_warnings():
            # The import compiles it again, and warns then.
            warnings.simplefilter("ignore")
            compile(file.read(), PATH, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return _raised("parse", error)
    try:
        solution = __import__("solution")
    except BaseException as error:
        return _raised("import", error)
    entry = getattr(solution, action["entry"], None)
    if not callable(entry):
        return {"kind": "no-entry"}
    if action["kind"] == "import":
        return {"kind": "imported"}
    args = [values.decode(argument) for argument in action["args"]]
    try:
        result = entry(*args)
    except BaseException as error:
        return _raised("call", error)
    try:
        return {"kind": "returned", "value": values.encode(result)}
    except values.Unsendable as error:
        return {"kind": "unsendable", "reason": str(error)[:200]}
    except RecursionError:
        return {"kind": "unsendable", "reason": "it is nested too deep"}
    except BaseException as error:
        return _raised("result", error)


def _raised(during: str, error: BaseException) -> dict[str, Any]:
    exception = description.describe(error, path=PATH, hidden=f"{OWN_FOLDER}/")
    return {"kind": "raised", "during": during, "exception": exception}


def _send(observation: Mapping[str, Any], fd: int, limit: int) -> bool:
    data = json.dumps(observation, ensure_ascii=True, allow_nan=False).encode("ascii")
    if len(data) > limit:
        data = json.dumps({"kind": "unsendable", "reason": f"it is larger than {limit >> 20} MiB"}).encode("ascii")
    try:
        view = memoryview(data + b"\n")
        while view:
            view = view[os.write(fd, view) :]
        os.close(fd)
    except OSError:
        return False
    return True


def _finish() -> int:
    """What the interpreter does at its end, in its order: threads, then atexit, where multiprocessing cleans up."""
    code = 0
    threads: Any = threading
    try:
        threads._shutdown()
        atexit._run_exitfuncs()
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    except BaseException:
        traceback.print_exc()
        code = 1
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            pass
    return code
