"""An executor from its fork to its first operation: its own limits, the candidate's module, the call of the entry."""

from __future__ import annotations

import gc
import os
import resource
import socket
import sys
import types
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from modelled import (
    cell_views,
    cells,
    clock,
    conditions,
    connections,
    context,
    fingerprint,
    locks,
    processes,
    queues,
    refusals,
    runtime,
    surroundings,
    value_stack,
)

STACK_DEPTH = 1_000


class Program:
    """The candidate's program, compiled once; each executor runs it anew."""

    def __init__(self, source: str, path: str, entry: str, args: Sequence[Any], start_method: str) -> None:
        self._code = compile(source, path, "exec", dont_inherit=True)
        value_stack.warm(self._code)
        self._path = path
        self._entry = entry
        self._args = args
        self._start_method = start_method

    @property
    def notices(self) -> str:
        """Whether the program `could` notice that it is explored, `seeks` to, or `cannot`, by the names in its code."""
        if surroundings.looks_for_us(self._code):
            return "seeks"
        return "could" if surroundings.could_notice(self._code) else "cannot"

    def run(
        self,
        channel: socket.socket,
        target: str,
        history: Mapping[str, Sequence[Sequence[Any]]],
        encode: Any,
        unsendable: type[Exception],
    ) -> NoReturn:
        """Never returns. `encode`: a value of the entry as the protocol's text; raises `unsendable`."""
        runtime.begin(channel, target, history, self._path)
        outermost = {Program._main.__code__, processes.BaseProcess._bootstrap.__code__}
        fingerprint.begin(self._code, outermost)
        runtime.fingerprint = fingerprint.fingerprint
        runtime.role = fingerprint.role
        self._main(encode, unsendable)

    def run_for_real(self, channels: Sequence[socket.socket], encode: Any, unsendable: type[Exception]) -> NoReturn:
        """As `run`, with real processes that wait for a response at each operation."""
        runtime.begin_real(channels, self._path)
        self._main(encode, unsendable)

    def _main(self, encode: Any, unsendable: type[Exception]) -> NoReturn:
        runtime.state.start_method = self._start_method
        processes.reimport = self._import
        processes.on_become.append(clock.in_child)
        clock.install()
        sys.setrecursionlimit(STACK_DEPTH)
        # A collection at another moment than in a replay would close connections at another moment.
        gc.disable()
        processes.current_process()
        self._import()
        self._call(encode, unsendable)
        code = 0
        try:
            processes.exit_function()
        except BaseException:
            code = 1
        runtime.leave(code, None)

    def _import(self) -> None:
        module = types.ModuleType("solution")
        module.__file__ = self._path
        sys.modules["solution"] = module
        exec(self._code, module.__dict__)

    def _call(self, encode: Any, unsendable: type[Exception]) -> None:
        result: dict[str, Any]
        try:
            entry = getattr(sys.modules["solution"], self._entry)
            value = encode(entry(*self._args))
            result = {"kind": "returned", "value": value}
        except runtime.Unwind:
            return
        except unsendable as error:
            result = {"kind": "unsendable", "message": runtime.without_addresses(str(error))[:2000]}
        except BaseException as error:
            result = {"kind": "raised", "failure": processes.described(error)}
        runtime.perform("result", sure=None, result=result)


def prepare(source: str) -> None:
    """In the supervisor, before executors are forked: what each of them would have to do again."""
    context.install()
    refusals.install(source)
    value_stack.trusted()
    fingerprint.prepare()
    for module in (runtime, processes, locks, conditions, cells, cell_views, queues, connections):
        for function in _functions(vars(module)):
            value_stack.warm(function.__code__)
    for function in _functions(vars(Program)):
        value_stack.warm(function.__code__)


def _functions(names: Mapping[str, Any]) -> list[types.FunctionType]:
    """Functions of a module or a class, methods and properties too."""
    found: list[types.FunctionType] = []
    for value in names.values():
        if isinstance(value, types.FunctionType):
            found.append(value)
        elif isinstance(value, property):
            found += [part for part in (value.fget, value.fset) if isinstance(part, types.FunctionType)]
        elif isinstance(value, type) and value.__module__.startswith(("modelled.", "multiprocessing.")):
            found += _functions({name: part for name, part in vars(value).items() if not isinstance(part, type)})
    return found


def confine(cpu_seconds: int, memory_bytes: int) -> None:
    """In the executor, before any line of the candidate's runs."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    null = os.open("/dev/null", os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    os.close(null)
