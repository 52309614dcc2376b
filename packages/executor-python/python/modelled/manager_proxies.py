"""Proxies of the objects in a manager's process that hold data: dict, list, Namespace, Value, Array.

Theory of operation. The server runs each method call as one step. Here the caller borrows the object's pickled state
(`lend`), runs the method on it as the server would, and gives the changed state back as an effect of the same step.
Arguments and results are pickled on the way, so both sides have copies; a proxy in them is pickled by its name. The
proxies derive from CPython's own, which say what is exposed and how a proxy's operators become method calls.

Deviation: an object lives as long as its manager. CPython disposes of it when nobody has a proxy any more.
"""

from __future__ import annotations

import array
import traceback
import zlib
from collections.abc import Callable, Iterator, Mapping
from multiprocessing import managers as original
from typing import Any, NoReturn

from modelled import runtime
from modelled.runtime import perform

_GETVALUE = "#GETVALUE"
_TEXTS = ("__repr__", "__str__", _GETVALUE)

down: dict[str, str] = {}
"""Managers that this process knows to be shut down, by name; the value is the path of the process that did it."""
_connected: dict[tuple[str, str], bool] = {}
"""Whether a process (by path) has a connection to a manager (by name)."""


def use(manager: str) -> None:
    """Notes that this process talks to a manager. Raises what a proxy raises when it is known to be down."""
    if manager in down:
        disconnected(manager)
    _connected[runtime.path(), manager] = True


def disconnected(manager: str) -> NoReturn:
    """Raises what CPython raises: an open connection breaks, a new one finds no server."""
    if (runtime.path(), manager) in _connected:
        raise BrokenPipeError(32, "Broken pipe")
    raise FileNotFoundError(2, "No such file or directory")


def remote_error() -> original.RemoteError:
    """The exception being handled, as the server reports what it did not expect."""
    return original.RemoteError(traceback.format_exc())


class BaseProxy(original.BaseProxy):
    """A proxy of an object in a manager's process, known by its name in the explorer's world."""

    _typeid = ""

    def __init__(self, name: str, manager: str, home: object = None, facts: tuple[Any, ...] = ()) -> None:
        self._name = name
        self._server = manager
        # What else the kind of object needs to know of itself; never changes.
        self._facts = facts
        # The manager itself: only in the process that it was made in, and not in copies of the proxy (`_after_fork`).
        self._home = home
        self._home_path = runtime.path()

    @property
    def _manager(self) -> Any:
        return self._home if self._home_path == runtime.path() else None

    def _callmethod(self, methodname: str, args: tuple[Any, ...] = (), kwds: Mapping[str, Any] = {}) -> Any:
        raise NotImplementedError

    def __reduce__(self) -> tuple[Any, ...]:
        return rebuild, (self._typeid, self._name, self._server, self._facts)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} object, typeid {self._typeid!r} at {address_of(self._name):#x}>"

    def __hash__(self) -> int:
        return zlib.crc32(self._name.encode("ascii"))

    def _fingerprint_(self) -> object:
        connected = (runtime.path(), self._server) in _connected
        return (self._typeid, self._name, self._server, self._facts, self._manager is not None, connected)


def address_of(name: str) -> int:
    """Stands for an object's address: the same in every execution."""
    return 0x7F00_0000_0000 + zlib.crc32(name.encode("ascii")) * 16


class BlobProxy(BaseProxy):
    """A proxy whose referent is data that the caller borrows."""

    _reads: frozenset[str] = frozenset()
    """Methods that leave the referent as it is."""

    @staticmethod
    def _referent(state: Any) -> Any:
        """The server's object from its state."""
        return state

    @staticmethod
    def _state(referent: Any) -> Any:
        """What is kept of the server's object."""
        return referent

    def _lend(self, method: str, reads: bool) -> str:
        if self._server in down:
            disconnected(self._server)
        try:
            data: str = perform("lend", label=self, blob=self._name, method=method, reads=reads)
        except ConnectionRefusedError:
            disconnected(self._server)
        _connected[runtime.path(), self._server] = True
        return data

    def _callmethod(self, methodname: str, args: tuple[Any, ...] = (), kwds: Mapping[str, Any] = {}) -> Any:
        """Runs a method of the referent, and returns a copy of the result. Raises a copy of what it raises."""
        request = runtime.pickled((args, dict(kwds)))["data"]
        reads = methodname in self._reads or methodname in _TEXTS
        lent = self._lend(methodname, reads)
        before = runtime.operations()
        reply, referent = self._served(lent, methodname, request)
        if runtime.operations() != before:
            runtime.not_modelled("a method of a manager's object that uses shared objects itself")
        if not reads:
            item = self._blob(referent)
            if item["data"] != lent:
                runtime.effect("blob", blob=self._name, item=item)
        kind, data = reply
        if kind == "return":
            return runtime.unpickled(data)
        if kind == "raise":
            raise runtime.unpickled(data)
        raise original.RemoteError(data)

    def _served(self, lent: str, method: str, request: str) -> tuple[tuple[str, str], Any]:
        """What the server does with a request: its reply, and the referent after it."""
        referent = self._referent(runtime.unpickled(lent))
        try:
            args, kwds = runtime.unpickled(request)
            function = self._function(referent, method)
        except Exception:
            return ("refuse", traceback.format_exc()), referent
        kind = "return"
        result: Any
        try:
            result = function(*args, **kwds)
        except Exception as error:
            kind, result = "raise", error
        try:
            return (kind, runtime.pickled(result)["data"]), referent
        except Exception:
            return ("refuse", f"Unserializable message: {traceback.format_exc()}\n"), referent

    def _function(self, referent: Any, method: str) -> Callable[..., Any]:
        exposed = type(self)._exposed_  # type: ignore[attr-defined]
        if method in exposed:
            return getattr(referent, method)  # type: ignore[no-any-return]
        if method == _GETVALUE:
            return lambda: referent
        if method in _TEXTS:
            return getattr(referent, method)  # type: ignore[no-any-return]
        raise AttributeError(f"method {method!r} of {type(referent)!r} object is not in exposed={exposed!r}")

    @classmethod
    def _blob(cls, referent: Any) -> dict[str, str]:
        return {**runtime.pickled(cls._state(referent)), "text": runtime.shown(referent)}


class DictProxy(BlobProxy, original.DictProxy):  # type: ignore[misc, valid-type]
    _typeid = "dict"
    _reads = frozenset(
        "__contains__ __getitem__ __iter__ __len__ __or__ __ror__ __reversed__ __eq__ copy get items keys values".split()
    )

    def __iter__(self) -> Iterator[Any]:
        keys = self._keys("__iter__")
        # In CPython only the process that made the manager can make the iterator's proxy.
        if self._manager is None:
            raise AttributeError("'NoneType' object has no attribute '_registry'")
        return IteratorProxy(self, keys)

    def _keys(self, method: str) -> list[Any]:
        return list(self._referent(runtime.unpickled(self._lend(method, True))))


class IteratorProxy(BaseProxy, original.IteratorProxy):
    """An iterator over a managed dict: it lives in the server and looks at the dict anew for each key.

    Keeps the keys that it saw last, and how many of them it has given out.
    """

    _typeid = "Iterator"

    def __init__(self, referent: DictProxy, keys: list[Any]) -> None:
        super().__init__(referent._name, referent._server)
        self._referent = referent
        self._keys = keys
        self._size = len(keys)
        self._given = 0
        self._over = False

    def __next__(self, *args: Any) -> Any:
        if self._home_path != runtime.path():
            runtime.not_modelled("an iterator over a managed dict that is used in two processes")
        keys = self._referent._keys("__next__")
        if self._over:
            raise StopIteration
        if len(keys) != self._size:
            self._size = -1
            raise RuntimeError("dictionary changed size during iteration")
        self._given = self._place(keys)
        self._keys = keys
        if self._given >= len(keys):
            self._over = True
            raise StopIteration
        self._given += 1
        return keys[self._given - 1]

    def _place(self, keys: list[Any]) -> int:
        """How many of `keys` come before what is next: a dict keeps its order when others are deleted."""
        for key in reversed(self._keys[: self._given]):
            if key in keys:
                return keys.index(key) + 1
        return 0

    def _callmethod(self, methodname: str, args: tuple[Any, ...] = (), kwds: Mapping[str, Any] = {}) -> Any:
        runtime.not_modelled(f"multiprocessing.managers.IteratorProxy.{methodname}")

    def __reduce__(self) -> tuple[Any, ...]:
        runtime.not_modelled("an iterator over a managed dict that is sent to another process")

    def _fingerprint_(self) -> object:
        return (super()._fingerprint_(), self._keys, self._size, self._given, self._over)


class ListProxy(BlobProxy, original.ListProxy):
    _typeid = "list"
    _reads = frozenset(
        "__add__ __contains__ __getitem__ __len__ __mul__ __rmul__ __reversed__ __eq__ copy count index".split()
    )


class NamespaceProxy(BlobProxy, original.NamespaceProxy):
    _typeid = "Namespace"
    _reads = frozenset(("__getattribute__",))

    @staticmethod
    def _referent(state: Any) -> Any:
        namespace = original.Namespace()
        namespace.__dict__.update(state)
        return namespace

    @staticmethod
    def _state(referent: Any) -> Any:
        return dict(referent.__dict__)


class ValueProxy(BlobProxy, original.ValueProxy):
    _typeid = "Value"
    _reads = frozenset(("get",))

    @staticmethod
    def _referent(state: Any) -> Any:
        return original.Value(*state)

    @staticmethod
    def _state(referent: Any) -> Any:
        return (referent._typecode, referent._value)


class ArrayProxy(BlobProxy, original.ArrayProxy):  # type: ignore[misc, valid-type]
    _typeid = "Array"
    _reads = frozenset(("__getitem__", "__len__"))

    @staticmethod
    def _state(referent: Any) -> Any:
        assert isinstance(referent, array.array)
        return referent


proxies: dict[str, type[BaseProxy]] = {
    proxy._typeid: proxy for proxy in (DictProxy, ListProxy, NamespaceProxy, ValueProxy, ArrayProxy)
}
"""The proxy's class for each kind of object; manager_sync.py adds its own."""


def rebuild(typeid: str, name: str, manager: str, facts: tuple[Any, ...]) -> BaseProxy:
    """A proxy from what it is pickled as."""
    return proxies[typeid](name, manager, None, facts)
