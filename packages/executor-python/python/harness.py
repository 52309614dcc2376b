"""What runs in the main process of the program: imports the solution, calls the entry, reports what came of it.

It shares the process with the candidate's code, so nothing that it says is believed as a verdict; it only has to be
honest where the candidate is, and helpless where the candidate is not. The report goes through a pipe of its own,
never through stdout.
"""

from __future__ import annotations

import atexit
import io
import json
import linecache
import os
import resource
import signal
import sys
import threading
import traceback
import types
from multiprocessing import set_start_method
from multiprocessing import spawn as mp_spawn
from typing import Any

import output
import values

FOLDER = "/tmp/solution"
PATH = f"{FOLDER}/solution.py"
OWN_FOLDER = os.path.dirname(os.path.abspath(__file__))


def run(job: dict[str, Any], report_fd: int) -> int:
    """Runs the job to its end. Returns the exit code that the process should have."""
    _prepare(job)
    observation = _observe(job["action"])
    sent = _send(observation, report_fd, job["maxObservationBytes"])
    code = 0 if sent else 1
    try:
        # What the interpreter does at its end, in its order: join and stop children, then threads, then atexit.
        threading._shutdown()
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


def _prepare(job: dict[str, Any]) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name, value in job["rlimits"].items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))
    os.mkdir(FOLDER, 0o700)
    with open(PATH, "w", encoding="utf-8", newline="") as file:
        file.write(job["source"])
    os.chdir(FOLDER)
    sys.argv = [PATH]
    sys.path[:] = [FOLDER, *(folder for folder in sys.path if folder != OWN_FOLDER)]
    # A bare __main__: spawned children import what it names, and must not find the supervisor there.
    sys.modules["__main__"] = types.ModuleType("__main__")
    sys.stdin = open(0, encoding="utf-8", closefd=False)
    sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), "utf-8", "backslashreplace", line_buffering=True)
    sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), "utf-8", "backslashreplace", line_buffering=True)
    _keep_output_apart()
    set_start_method(job["startMethod"], force=True)


def _keep_output_apart() -> None:
    os.register_at_fork(after_in_child=lambda: output.adopt(os.getpid()))
    output.name_processes()
    command_line = mp_spawn.get_command_line

    def adopting_command_line(**kwargs: Any) -> list[str]:
        command = command_line(**kwargs)
        if len(command) > 2 and "-c" in command:
            at = command.index("-c") + 1
            lead = f"import sys; sys.path.insert(0, {OWN_FOLDER!r}); import child; sys.path.pop(0); "
            command[at] = lead + command[at]
        return command

    mp_spawn.get_command_line = adopting_command_line


def _observe(action: dict[str, Any]) -> dict[str, Any]:
    try:
        with open(PATH, "rb") as file:
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
    return {"kind": "raised", "during": during, "exception": _describe(error)}


def _describe(error: BaseException) -> dict[str, Any]:
    line: int | None = None
    text = ""
    try:
        linecache.checkcache(PATH)
        if isinstance(error, SyntaxError) and error.filename == PATH:
            line = error.lineno
        frames = traceback.extract_tb(error.__traceback__)
        for frame in frames:
            if frame.filename == PATH:
                line = frame.lineno if not isinstance(error, SyntaxError) or line is None else line
        own = [frame for frame in frames if not frame.filename.startswith(OWN_FOLDER) and "importlib" not in frame.filename]
        lines = ["Traceback (most recent call last):\n"] if own else []
        lines += traceback.format_list(own[:8] + own[-8:] if len(own) > 16 else own)
        lines += traceback.format_exception_only(error)
        text = "".join(lines).replace(f"{FOLDER}/", "")
    except BaseException:
        text = values.type_name(type(error))
    try:
        message = error.msg if isinstance(error, SyntaxError) else str(error)
    except BaseException:
        message = ""
    return {
        "type": values.type_name(type(error)),
        "message": str(message).replace(f"{FOLDER}/", "")[:2000],
        "line": line if isinstance(line, int) and line >= 1 else None,
        "traceback": text[-8000:],
    }


def _send(observation: dict[str, Any], fd: int, limit: int) -> bool:
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
