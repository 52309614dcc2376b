"""multiprocessing.managers: a process that keeps objects for others.

The server is not a process of the exploration: it never acts by itself, and nobody can end it but its manager. It
counts when processes are named, as it does in CPython, but active_children() leaves it out. Objects are made without a
visible operation, since nobody else can know them yet.

Deviations: a manager that nobody refers to any more goes on until its process ends. After a shutdown other processes
find its data gone, but its locks and queues go on for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from multiprocessing import managers as original
from multiprocessing.context import ProcessError
from typing import Any, NoReturn

from modelled import finalizers, manager_objects, manager_proxies, runtime
from modelled.manager_proxies import (
    ArrayProxy,
    BaseProxy,
    DictProxy,
    IteratorProxy,
    ListProxy,
    NamespaceProxy,
    ValueProxy,
    proxies,
)
from modelled.manager_sync import BarrierProxy, ConditionProxy, EventProxy
from modelled.processes import current_process

__all__ = [
    "AcquirerProxy",
    "Array",
    "ArrayProxy",
    "BarrierProxy",
    "BaseManager",
    "BaseProxy",
    "ConditionProxy",
    "DictProxy",
    "EventProxy",
    "IteratorProxy",
    "ListProxy",
    "Manager",
    "Namespace",
    "NamespaceProxy",
    "ProcessError",
    "RemoteError",
    "SyncManager",
    "Token",
    "Value",
    "ValueProxy",
]

AcquirerProxy = original.AcquirerProxy
Array = original.Array
Namespace = original.Namespace
RemoteError = original.RemoteError
Token = original.Token
Value = original.Value

_INITIAL = "initial"
_STARTED = "started"
_SHUTDOWN = "shutdown"

_REFERENTS: Mapping[str, Callable[..., Any]] = {
    "dict": dict,
    "list": list,
    "Namespace": original.Namespace,
    "Value": original.Value,
    "Array": original.Array,
}
"""What makes the server's object of data."""


class BaseManager:
    """A manager without kinds of objects. Its own kinds (`register`) have no model."""

    def __init__(
        self,
        address: Any = None,
        authkey: bytes | None = None,
        serializer: str = "pickle",
        ctx: Any = None,
        *,
        shutdown_timeout: float = 1.0,
    ) -> None:
        if address is not None or serializer != "pickle":
            runtime.not_modelled("a manager with an address or a serializer of its own")
        self._status = _INITIAL
        self._name = ""
        self._home_path = runtime.path()

    def start(self, initializer: Callable[..., object] | None = None, initargs: tuple[Any, ...] = ()) -> None:
        """Spawn a server process for this manager object"""
        self._check_initial()
        if initializer is not None:
            if not callable(initializer):
                raise TypeError("initializer must be a callable")
            runtime.not_modelled("a manager with an initializer")
        process = current_process()
        assert not process._config.get("daemon"), "daemonic processes are not allowed to have children"
        # The server's process takes the next number of those that processes are named by.
        next(process._counter)
        self._home_path = runtime.path()
        self._name = runtime.create("manager")
        self._status = _STARTED
        finalizers.at_end(finalizers.MANAGER, self._shut_down)

    def _check_initial(self) -> None:
        if self._status == _STARTED:
            raise ProcessError("Already started server")
        if self._status == _SHUTDOWN:
            raise ProcessError("Manager has shut down")

    @property
    def shutdown(self) -> Callable[[], None]:
        """Shutdown the manager's process. Exists once it was started."""
        if self._status == _INITIAL:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute 'shutdown'")
        return self._shut_down

    def _shut_down(self) -> None:
        # In CPython a finalizer, which other processes ignore.
        if self._status != _STARTED or self._home_path != runtime.path():
            return
        runtime.perform("manager-shutdown", label=self, sure=None, manager=self._name)
        self._status = _SHUTDOWN
        manager_proxies.down[self._name] = runtime.path()

    def join(self, timeout: float | None = None) -> None:
        """Join the manager process (if it has been spawned)"""
        if self._status == _STARTED:
            runtime.not_modelled("multiprocessing.managers.BaseManager.join of a running manager")

    def __enter__(self) -> Any:
        if self._status == _INITIAL:
            self.start()
        if self._status != _STARTED:
            raise ProcessError("Manager has shut down")
        return self

    def __exit__(self, exc_type: object, exc_val: object, exc_tb: object) -> None:
        self.shutdown()

    def __reduce__(self) -> NoReturn:
        raise TypeError("Pickling an AuthenticationString object is disallowed for security reasons")

    def _fingerprint_(self) -> object:
        return (type(self).__name__, self._name, self._status, self._home_path)

    @property
    def address(self) -> Any:
        runtime.not_modelled("multiprocessing.managers.BaseManager.address")

    def get_server(self) -> Any:
        """Return server object with serve_forever() method and address attribute"""
        runtime.not_modelled("multiprocessing.managers.BaseManager.get_server")

    def connect(self) -> None:
        """Connect manager object to the server process"""
        runtime.not_modelled("multiprocessing.managers.BaseManager.connect")

    @classmethod
    def register(cls, typeid: str, *args: Any, **kwds: Any) -> None:
        """Register a typeid with the manager type"""
        runtime.not_modelled("multiprocessing.managers.BaseManager.register")

    def _create(self, typeid: str, args: tuple[Any, ...], kwds: Mapping[str, Any]) -> BaseProxy:
        assert self._status == _STARTED, "server not yet started"
        if self._name in manager_proxies.down:
            manager_proxies.disconnected(self._name)
        request = runtime.pickled((args, dict(kwds)))["data"]
        home = self if self._home_path == runtime.path() else None
        try:
            args, kwds = runtime.unpickled(request)
            if typeid in _REFERENTS:
                kind: Any = proxies[typeid]
                initial = kind._blob(_REFERENTS[typeid](*args, **kwds))
                return proxies[typeid](runtime.create("blob", manager=self._name, initial=initial), self._name, home)
            name, facts = manager_objects.MAKERS[typeid](self._name, *args, **kwds)
            return proxies[typeid](name, self._name, home, facts)
        except Exception:
            error = manager_proxies.remote_error()
        raise error


class SyncManager(BaseManager):
    """A manager of the kinds of objects that multiprocessing comes with. Proxies are made by its methods."""

    def dict(self, /, *args: Any, **kwds: Any) -> Any:
        return self._create("dict", args, kwds)

    def list(self, /, *args: Any, **kwds: Any) -> Any:
        return self._create("list", args, kwds)

    def Namespace(self, /, *args: Any, **kwds: Any) -> Any:  # noqa: N802
        return self._create("Namespace", args, kwds)

    def Value(self, /, *args: Any, **kwds: Any) -> Any:  # noqa: N802
        return self._create("Value", args, kwds)

    def Array(self, /, *args: Any, **kwds: Any) -> Any:  # noqa: N802
        return self._create("Array", args, kwds)

    def Lock(self, /, *args: Any, **kwds: Any) -> Any:  # noqa: N802
        return self._create("Lock", args, kwds)

    def RLock(self, /, *args: Any, **kwds: Any) -> Any:  # noqa: N802
        return self._create("RLock", args, kwds)

    def Semaphore(self, /, *args: Any, **kwds: Any) -> Any:  # noqa: N802
        return self._create("Semaphore", args, kwds)

    def BoundedSemaphore(self, /, *args: Any, **kwds: Any) -> Any:  # noqa: N802
        return self._create("BoundedSemaphore", args, kwds)

    def Condition(self, /, *args: Any, **kwds: Any) -> Any:  # noqa: N802
        return self._create("Condition", args, kwds)

    def Event(self, /, *args: Any, **kwds: Any) -> Any:  # noqa: N802
        return self._create("Event", args, kwds)

    def Barrier(self, /, *args: Any, **kwds: Any) -> Any:  # noqa: N802
        return self._create("Barrier", args, kwds)

    def Queue(self, /, *args: Any, **kwds: Any) -> Any:  # noqa: N802
        return self._create("Queue", args, kwds)

    def JoinableQueue(self, /, *args: Any, **kwds: Any) -> Any:  # noqa: N802
        return self._create("JoinableQueue", args, kwds)

    def Pool(self, /, *args: Any, **kwds: Any) -> Any:  # noqa: N802
        runtime.not_modelled("a manager's Pool")


def Manager() -> SyncManager:  # noqa: N802
    """Returns a manager whose server was started"""
    manager = SyncManager()
    manager.start()
    return manager
