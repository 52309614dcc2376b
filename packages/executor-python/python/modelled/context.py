"""The face of modelled multiprocessing: contexts, and the modules that a candidate imports.

`install()` replaces multiprocessing and concurrent.futures in sys.modules; what this package needs of the originals it
has imported before. What has no model is there too, and says so when it is used.
"""

from __future__ import annotations

import functools
import multiprocessing as original
import multiprocessing.context as original_context
import sys
import types
from collections.abc import Callable
from typing import Any

from modelled import cells, conditions, connections, futures, locks, managers, pools, processes, queues, runtime
from modelled import shared_memory as memory
from modelled.runtime import state

CPU_COUNT = 2
"""What cpu_count() says: the same on every machine."""
METHODS = ("fork", "spawn", "forkserver")

_SHARED: dict[str, Any] = {
    "Lock": locks.Lock,
    "RLock": locks.RLock,
    "Semaphore": locks.Semaphore,
    "BoundedSemaphore": locks.BoundedSemaphore,
    "Condition": conditions.Condition,
    "Event": conditions.Event,
    "Barrier": conditions.Barrier,
    "Value": cells.Value,
    "RawValue": cells.RawValue,
    "Array": cells.Array,
    "RawArray": cells.RawArray,
    "Queue": queues.Queue,
    "JoinableQueue": queues.JoinableQueue,
    "SimpleQueue": queues.SimpleQueue,
    "Pipe": connections.Pipe,
    "Manager": managers.Manager,
    "Pool": pools.Pool,
    "current_process": processes.current_process,
    "parent_process": processes.parent_process,
    "active_children": processes.active_children,
    "cpu_count": lambda: CPU_COUNT,
    "freeze_support": lambda: None,
    "get_logger": lambda: original.get_logger(),
    "log_to_stderr": lambda level=None: original.get_logger(),
    "allow_connection_pickling": lambda: None,
    "set_executable": lambda executable: None,
    "set_forkserver_preload": lambda module_names: None,
    "ProcessError": original_context.ProcessError,
    "BufferTooShort": original_context.BufferTooShort,
    "TimeoutError": original_context.TimeoutError,
    "AuthenticationError": original_context.AuthenticationError,
}

_PROCESSES: dict[str | None, type[processes.BaseProcess]] = {
    None: processes.Process,
    "fork": processes.ForkProcess,
    "spawn": processes.SpawnProcess,
    "forkserver": processes.ForkServerProcess,
}


class Context:
    """multiprocessing.context.BaseContext: everything of multiprocessing, for one start method."""

    def __init__(self, method: str | None) -> None:
        self._method = method
        self.Process = _PROCESSES[method]
        self.Pool = functools.partial(pools.Pool, context=self)

    def __getattr__(self, name: str) -> Any:
        try:
            return _SHARED[name]
        except KeyError:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}") from None

    def get_context(self, method: str | None = None) -> Context:
        if method is None:
            return self
        if method not in METHODS:
            raise ValueError(f"cannot find context for {method!r}")
        return _CONTEXTS[method]

    def get_start_method(self, allow_none: bool = False) -> str:
        return self._method or state.start_method

    def set_start_method(self, method: str | None, force: bool = False) -> None:
        if self._method is not None:
            raise ValueError("cannot set start method of concrete context")
        # The judge has set one before the candidate's code runs, as at full scale.
        if not force:
            raise RuntimeError("context has already been set")
        if method not in METHODS:
            raise ValueError(f"cannot find context for {method!r}")
        state.start_method = method

    def __reduce__(self) -> tuple[Any, ...]:
        return _context, (self._method,)


_CONTEXTS: dict[str | None, Context] = {method: Context(method) for method in (None, *METHODS)}


def _context(method: str | None) -> Context:
    return _CONTEXTS[method]


def get_all_start_methods() -> list[str]:
    return list(METHODS)


def _refused(what: str) -> Callable[..., Any]:
    def refuse(*_args: Any, **_kwargs: Any) -> Any:
        runtime.not_modelled(what)

    return refuse


class Face(types.ModuleType):
    """A module whose unknown names are refused when they are used, if the original has them."""

    def __init__(self, name: str, names: dict[str, Any]) -> None:
        super().__init__(name, getattr(sys.modules.get(name), "__doc__", None))
        self.__dict__.update(names)
        self.__path__ = []
        self.__dict__["_original"] = sys.modules.get(name)

    def __getattr__(self, name: str) -> Any:
        kept = self.__dict__.get("_original")
        if name.startswith("__") or kept is None or not hasattr(kept, name):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        found = getattr(kept, name)
        if isinstance(found, type) and issubclass(found, BaseException):
            return found
        if callable(found):
            return _refused(f"{self.__name__}.{name}")
        return found


def install() -> None:
    """Puts the faces into sys.modules of this process."""
    default = _CONTEXTS[None]
    package = {
        **_SHARED,
        "Process": processes.Process,
        "get_context": default.get_context,
        "get_start_method": default.get_start_method,
        "set_start_method": default.set_start_method,
        "get_all_start_methods": get_all_start_methods,
    }
    faces = {
        "multiprocessing": package,
        "multiprocessing.context": {
            **{"BaseContext": Context, "Process": processes.Process, "ForkProcess": processes.ForkProcess},
            **{"SpawnProcess": processes.SpawnProcess, "ForkServerProcess": processes.ForkServerProcess},
            **{name: _SHARED[name] for name in ("ProcessError", "BufferTooShort", "TimeoutError", "AuthenticationError")},
        },
        "multiprocessing.process": {
            **{"BaseProcess": processes.BaseProcess, "current_process": processes.current_process},
            **{"active_children": processes.active_children, "parent_process": processes.parent_process},
        },
        "multiprocessing.synchronize": {
            name: _SHARED[name]
            for name in ("Lock", "RLock", "Semaphore", "BoundedSemaphore", "Condition", "Event", "Barrier")
        },
        "multiprocessing.sharedctypes": {
            **{name: _SHARED[name] for name in ("Value", "RawValue", "Array", "RawArray")},
            **{name: getattr(cells, name) for name in ("synchronized", "copy") if hasattr(cells, name)},
        },
        "multiprocessing.queues": {name: _SHARED[name] for name in ("Queue", "JoinableQueue", "SimpleQueue")},
        "multiprocessing.connection": {
            "Pipe": connections.Pipe,
            "wait": connections.wait,
            "Connection": connections.Connection,
        },
        "multiprocessing.managers": public(managers),
        "multiprocessing.pool": public(pools),
        "multiprocessing.shared_memory": public(memory),
        "concurrent.futures": public(futures),
        "concurrent.futures.process": public(futures),
    }
    made = {name: Face(name, names) for name, names in faces.items()}
    for name, face in made.items():
        parent, _, child = name.rpartition(".")
        if parent in made:
            setattr(made[parent], child, face)
        elif parent in sys.modules:
            setattr(sys.modules[parent], child, face)
    sys.modules.update(made)


def public(module: types.ModuleType) -> dict[str, Any]:
    """What a module of this package gives to candidates: its public names that it defines itself or lists."""
    names = getattr(module, "__all__", None) or [name for name in vars(module) if not name.startswith("_")]
    return {name: getattr(module, name) for name in names}
