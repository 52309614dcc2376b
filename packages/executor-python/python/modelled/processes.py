"""Processes as CPython's multiprocessing/process.py has them, each started one an executor of its own.

A process's path (`0.1`) is given when its object is made, so that names do not depend on the schedule. Its end runs
what CPython runs there: finalizers, then daemonic children are ended, then the others are joined.
"""

from __future__ import annotations

import io
import itertools
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping
from multiprocessing.reduction import ForkingPickler
from typing import Any, NoReturn

from modelled import runtime
from modelled.runtime import BECOME, Unwind, perform, state

_SIGTERM = 15
_SIGKILL = 9
_FIRST_PID = 100
_PIDS_PER_LEVEL = 32

reimport: Callable[[], None] = lambda: None
"""Set by the executor: imports the solution anew, as a spawned interpreter does."""
on_become: list[Callable[[], None]] = []
"""Called in a child before anything else runs there."""


def pid_of(path: str) -> int:
    """A process id that depends on the path alone."""
    pid = _FIRST_PID
    for part in path.split(".")[1:]:
        pid = pid * _PIDS_PER_LEVEL + int(part) + 1
    return pid


class BaseProcess:
    """A process that this one may start. Behaves as multiprocessing.Process."""

    _start_method: str | None = None

    def _Popen(self) -> None:  # noqa: N802
        raise NotImplementedError

    def __init__(
        self,
        group: None = None,
        target: Callable[..., object] | None = None,
        name: str | None = None,
        args: Iterable[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
        *,
        daemon: bool | None = None,
    ) -> None:
        assert group is None, "group argument must be None for now"
        parent = current_process()
        self._path = runtime.next_child()
        self._parent_path = state.path
        self._parent_name = parent.name
        self._identity: tuple[int, ...] = (*parent._identity, next(parent._counter))
        self._config: dict[str, Any] = dict(parent._config)
        self._counter = itertools.count(1)
        self._started = False
        self._closed = False
        self._ended = False
        self._code: int | None = None
        self._target = target
        self._args = tuple(args)
        self._kwargs = dict(kwargs or {})
        self._name = name or f"{type(self).__name__}-{':'.join(str(part) for part in self._identity)}"
        if daemon is not None:
            self.daemon = daemon

    def _check_closed(self) -> None:
        if self._closed:
            raise ValueError("process object is closed")

    def run(self) -> None:
        """Method to be run in sub-process; can be overridden in sub-class"""
        if self._target:
            self._target(*self._args, **self._kwargs)

    def start(self) -> None:
        self._check_closed()
        assert not self._started, "cannot start a process twice"
        assert self._parent_path == state.path, "can only start a process object created by current process"
        assert not current_process()._config.get("daemon"), "daemonic processes are not allowed to have children"
        method = self._start_method or state.start_method
        sent = None if method == "fork" else self._pickled()
        ends = None if method == "fork" else list(sent[1]) if sent is not None else []
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        self._started = True
        state.children.append(self)
        response = perform(
            "start", label=self, sure=None, process=self._path, label_=self._name, daemon=self.daemon, ends=ends
        )
        if response is BECOME:
            self._become(None if sent is None else sent[0])
        # As CPython does, so that the parent keeps nothing of it alive.
        del self._target, self._args, self._kwargs

    def _pickled(self) -> tuple[bytes, list[dict[str, Any]]]:
        """What a spawned interpreter is sent, and the pipe ends that go with it. Raises what pickling raises."""
        state.spawning = True
        state.sent_ends = []
        try:
            buffer = io.BytesIO()
            ForkingPickler(buffer, 4).dump(self)
            return buffer.getvalue(), state.sent_ends
        finally:
            state.spawning = False

    def _become(self, sent: bytes | None) -> NoReturn:
        parent = current_process()
        runtime.become(self._path)
        process: BaseProcess = self
        for hook in on_become:
            hook()
        if sent is not None:
            reimport()
            state.spawning = True
            process = ForkingPickler.loads(sent)
            state.spawning = False
        state.current = process
        process._counter = itertools.count(1)
        state.parent = ParentProcess(parent._name, self._parent_path)
        process._bootstrap()

    def _bootstrap(self) -> NoReturn:
        code = 1
        failure: dict[str, Any] | None = None
        try:
            try:
                self.run()
                code = 0
            finally:
                exit_function()
        except SystemExit as error:
            if error.code is None:
                code = 0
            elif isinstance(error.code, int):
                code = error.code & 0xFF
            else:
                code = 1
        except Unwind:
            code = 0
        except BaseException as error:
            code = 1
            failure = described(error)
        runtime.leave(code, failure)

    def terminate(self) -> None:
        """Terminate process; sends SIGTERM signal"""
        self._signal(_SIGTERM)

    def kill(self) -> None:
        """Terminate process; sends SIGKILL signal"""
        self._signal(_SIGKILL)

    def _signal(self, signal: int) -> None:
        self._check_closed()
        if not self._started:
            raise AttributeError("'NoneType' object has no attribute 'terminate'")
        if not self._ended:
            perform("terminate", label=self, sure=None, process=self._path, signal=signal)

    def join(self, timeout: float | None = None) -> None:
        """Wait until child process terminates"""
        self._check_closed()
        assert self._parent_path == state.path, "can only join a child process"
        assert self._started, "can only join a started process"
        if self._ended:
            return
        if timeout is None:
            perform("join", label=self, sure=True, process=self._path, block=True, timed=False)
            self._ended = True
        elif perform("join", label=self, process=self._path, block=timeout > 0, timed=timeout > 0):
            self._ended = True

    def is_alive(self) -> bool:
        """Return whether process is alive"""
        self._check_closed()
        if self is state.current:
            return True
        assert self._parent_path == state.path, "can only test a child process"
        if not self._started or self._ended:
            return False
        living = bool(perform("alive", label=self, process=self._path))
        self._ended = not living
        return living

    def close(self) -> None:
        """Close the Process object. Raises ValueError if the process is still running."""
        if self._started and not self._closed:
            if not self._ended and perform("alive", label=self, process=self._path):
                raise ValueError(
                    "Cannot close a process while it is still running. You should first call join() or terminate()."
                )
            self._ended = True
            if self in state.children:
                state.children.remove(self)
        self._closed = True

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, name: str) -> None:
        assert isinstance(name, str), "name must be a string"
        self._name = name

    @property
    def daemon(self) -> bool:
        """Return whether process is a daemon"""
        return bool(self._config.get("daemon", False))

    @daemon.setter
    def daemon(self, daemonic: bool) -> None:
        assert not self._started, "process has already started"
        self._config["daemon"] = daemonic

    @property
    def authkey(self) -> bytes:
        return b"lockstep"

    @authkey.setter
    def authkey(self, authkey: bytes) -> None:
        """Connections under exploration need no key."""

    @property
    def exitcode(self) -> int | None:
        """Return exit code of process or `None` if it has yet to stop"""
        self._check_closed()
        if self is state.current or not self._started:
            return None
        if self._code is None:
            self._code = perform("exit-code", label=self, process=self._path)
            self._ended = self._code is not None
        return self._code

    @property
    def ident(self) -> int | None:
        """Return identifier (PID) of process or `None` if it has yet to start"""
        self._check_closed()
        if self is state.current:
            return os.getpid()
        return pid_of(self._path) if self._started else None

    pid = ident

    @property
    def sentinel(self) -> Any:
        """Return something that connection.wait() can wait for"""
        from modelled.connections import Sentinel

        self._check_closed()
        if not self._started:
            raise ValueError("process not started")
        return Sentinel(self._path)

    def __repr__(self) -> str:
        if self is state.current:
            status = "started"
        elif self._closed:
            status = "closed"
        elif not self._started:
            status = "initial"
        else:
            code = self.exitcode
            status = "started" if code is None else "stopped" if code == 0 else f"stopped exitcode={code}"
        info = [type(self).__name__, f"name={self._name!r}"]
        if self._started and self is not state.current:
            info.append(f"pid={self.ident}")
        if self._parent_path != state.path or self._started:
            info.append(f"parent={pid_of(self._parent_path)}")
        info.append(status)
        if self.daemon:
            info.append("daemon")
        return f"<{' '.join(info)}>"


class Process(BaseProcess):
    """multiprocessing.Process"""


class ForkProcess(BaseProcess):
    _start_method = "fork"


class SpawnProcess(BaseProcess):
    _start_method = "spawn"


class ForkServerProcess(BaseProcess):
    _start_method = "forkserver"


class MainProcess(BaseProcess):
    """The process in which the entry is called."""

    def __init__(self) -> None:
        self._path = "0"
        self._parent_path = "0"
        self._identity = ()
        self._config = {"authkey": b"lockstep", "semprefix": "/mp"}
        self._counter = itertools.count(1)
        self._started = True
        self._closed = False
        self._ended = False
        self._code = None
        self._name = "MainProcess"

    def close(self) -> None:
        pass


class ParentProcess:
    """What parent_process() returns in a child."""

    def __init__(self, name: str, path: str) -> None:
        self.name = name
        self._path = path
        self.daemon = False

    @property
    def ident(self) -> int:
        return pid_of(self._path)

    pid = ident
    exitcode = None

    def is_alive(self) -> bool:
        return bool(perform("alive", label=self, process=self._path))

    def join(self, timeout: float | None = None) -> None:
        block = timeout is None or timeout > 0
        perform("join", label=self, process=self._path, block=block, timed=block and timeout is not None)


def current_process() -> Any:
    """Return process object representing the current process"""
    if state.current is None:
        state.current = MainProcess()
    return state.current


def parent_process() -> ParentProcess | None:
    """Return process object representing the parent process"""
    return getattr(state, "parent", None)


def active_children() -> list[BaseProcess]:
    """Return list of process objects corresponding to live child processes"""
    state.children = [child for child in state.children if child.is_alive()]
    return list(state.children)


def exit_function() -> None:
    """What multiprocessing does when a process ends (util._exit_function)."""
    if state.exiting:
        return
    state.exiting = True
    while state.at_exit:
        state.at_exit.pop()()
    living = [child for child in state.children if not child._ended and not child._closed]
    for child in living:
        if child.daemon:
            child.terminate()
    for child in living:
        child.join()


def described(error: BaseException) -> dict[str, Any]:
    """An exception as the protocol has it, with the last line in the candidate's file."""
    line = None
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename == state.candidate_file:
            line = frame.lineno
    kind = type(error)
    module = kind.__module__
    name = kind.__qualname__ if module == "builtins" else f"{module}.{kind.__qualname__}"
    try:
        message = str(error)
    except Exception:
        message = ""
    return {"type": name[:300], "message": runtime.without_addresses(message)[:2000], "line": line}
