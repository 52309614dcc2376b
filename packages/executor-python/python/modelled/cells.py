"""Value, Array, RawValue and RawArray as CPython's multiprocessing/sharedctypes.py has them.

One access of a synchronized object is one operation that needs its lock, as `with self: return self._obj.value`. The
explorer knows the lock of the cells when they were made with one of its plain locks; with any other lock the access
is spelt out: take it, read or write, give it back.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable
from typing import Any

from modelled import cell_types, cell_views, runtime
from modelled.cell_types import TYPE_OF_CODE, Field
from modelled.cell_views import ArrayView, SimpleView, StructureView, TextView, View, content_of, field_value, view
from modelled.conditions import Condition
from modelled.locks import Lock, RLock, SemLock, assert_spawning


def RawValue(typecode_or_type: Any, *args: Any) -> Any:  # noqa: N802
    """Returns a ctypes object allocated from shared memory"""
    return _made(_value(typecode_or_type, args), None)


def RawArray(typecode_or_type: Any, size_or_initializer: Any) -> Any:  # noqa: N802
    """Returns a ctypes array allocated from shared memory"""
    return _made(_array(typecode_or_type, size_or_initializer), None)


def Value(typecode_or_type: Any, *args: Any, lock: Any = True, ctx: object = None) -> Any:  # noqa: N802
    """Return a synchronization wrapper for a Value"""
    return _synchronized(_value(typecode_or_type, args), lock)


def Array(  # noqa: N802
    typecode_or_type: Any, size_or_initializer: Any, *, lock: Any = True, ctx: object = None
) -> Any:
    """Return a synchronization wrapper for a RawArray"""
    return _synchronized(_array(typecode_or_type, size_or_initializer), lock)


def copy(obj: Any) -> Any:
    """A new object in shared memory with the same content"""
    if not isinstance(obj, View):
        ctypes.sizeof(type(obj))
        return _made(obj, None)
    kind = obj._type
    return _made_of(kind, obj._read(0, cell_types.count(kind)), None)


def synchronized(obj: Any, lock: Any = None, ctx: object = None) -> Any:
    """A wrapper of a raw object that takes a lock for each access"""
    assert not isinstance(obj, SynchronizedBase), "object already synchronized"
    if not isinstance(obj, View):
        raise AttributeError(f"type object {type(obj).__name__!r} has no attribute '_fields_'")
    return _wrapped(obj, lock or RLock(), False)


def _value(code: Any, args: tuple[Any, ...]) -> Any:
    """A ctypes object in this process's own memory, as the shared one begins. Raises what ctypes raises."""
    type_ = TYPE_OF_CODE.get(code, code) if isinstance(code, str) else code
    ctypes.sizeof(type_)
    return type_(*args)


def _array(code: Any, size: Any) -> Any:
    item = TYPE_OF_CODE.get(code, code) if isinstance(code, str) else code
    type_ = item * (size if isinstance(size, int) else len(size))
    ctypes.sizeof(type_)
    return type_() if isinstance(size, int) else type_(*size)


def _made(initial: Any, lock: str | None) -> View:
    cell_types.count(type(initial))
    return _made_of(type(initial), cell_types.flatten(type(initial), initial), lock)


def _made_of(type_: Any, values: list[Any], lock: str | None) -> View:
    if len(values) > cell_types.MAX_CELLS:
        runtime.not_modelled(f"a shared {type_.__name__} of {len(values):,} cells")
    name = runtime.create("cells", initial=cell_types.data_of(values), lock=lock)
    return view(name, type_, 0, lock is not None)


def _synchronized(initial: Any, lock: Any) -> Any:
    if lock is False:
        return _made(initial, None)
    if lock in (True, None):
        lock = RLock()
    if not hasattr(lock, "acquire"):
        raise AttributeError(f"{lock!r} has no method 'acquire'")
    known = _world_lock(lock)
    return _wrapped(_made(initial, None if known is None else known._name), lock, known is not None)


def _world_lock(lock: Any) -> SemLock | None:
    """The lock of the explorer's world that taking `lock` takes."""
    if isinstance(lock, Condition):
        return lock._lock
    return lock if isinstance(lock, SemLock) else None


class SynchronizedBase:
    """What the wrappers share. `_whole`: the explorer knows that these cells need the lock."""

    __module__ = "multiprocessing.sharedctypes"

    def __init__(self, obj: View, lock: Any, whole: bool) -> None:
        self._obj = obj
        self._lock = lock
        self._whole = whole

    def acquire(self, *args: Any, **kwargs: Any) -> Any:
        known = _world_lock(self._lock)
        return self._lock.acquire(*args, **kwargs) if known is None else known.acquire_for(self, *args, **kwargs)

    def release(self) -> None:
        known = _world_lock(self._lock)
        if known is None:
            self._lock.release()
        else:
            known.release_for(self)

    def __enter__(self) -> Any:
        known = _world_lock(self._lock)
        return self._lock.__enter__() if known is None else known.acquire_for(self)

    def __exit__(self, *args: object) -> Any:
        known = _world_lock(self._lock)
        return self._lock.__exit__(*args) if known is None else known.release_for(self)

    def get_obj(self) -> Any:
        return self._obj

    def get_lock(self) -> Any:
        return self._lock

    def __repr__(self) -> str:
        return f"<{type(self).__name__} wrapper for {self._obj}>"

    def _fingerprint_(self) -> tuple[object, ...]:
        return (type(self).__name__, self._obj, self._lock, self._whole, vars(self))

    def __reduce__(self) -> tuple[Any, ...]:
        assert_spawning(type(self).__name__)
        return _wrapped, (self._obj, self._lock, self._whole)

    def _at_once(self) -> bool:
        """Whether one operation does: not when this process holds a lock that it cannot take twice."""
        if not self._whole:
            return False
        known = _world_lock(self._lock)
        return not (isinstance(known, Lock) and known.levels > 0)

    def _load(self, start: int, stop: int) -> list[Any]:
        obj = self._obj
        if self._at_once():
            return cell_views.read(obj._cells, obj._at + start, obj._at + stop, self, raw=False)
        with self:
            return cell_views.read(obj._cells, obj._at + start, obj._at + stop, self, raw=obj._locked)

    def _store(self, start: int, values: Iterable[Any]) -> None:
        obj = self._obj
        if self._at_once():
            cell_views.write(obj._cells, obj._at + start, values, self, raw=False)
            return
        with self:
            cell_views.write(obj._cells, obj._at + start, values, self, raw=obj._locked)


class Synchronized(SynchronizedBase):
    """A simple value with a lock."""

    __module__ = "multiprocessing.sharedctypes"

    @property
    def value(self) -> Any:
        return self._load(0, 1)[0]

    @value.setter
    def value(self, value: Any) -> None:
        self._store(0, [cell_types.converted_value(self._obj._type, value)])


class SynchronizedArray(SynchronizedBase):
    """An array with a lock. A slice is one operation."""

    __module__ = "multiprocessing.sharedctypes"
    _obj: ArrayView

    def __len__(self) -> int:
        return len(self._obj)

    def __getitem__(self, index: Any) -> Any:
        obj = self._obj
        kind = obj._type._type_
        if not isinstance(index, slice):
            at = obj._index(index, "indices must be integers")
            if cell_types.is_unboxed(kind):
                return self._load(at, at + 1)[0]
            self._load(0, 0)
            return obj[at]
        places = range(*index.indices(len(obj)))
        if not cell_types.is_unboxed(kind):
            self._load(0, 0)
            return [obj[at] for at in places]
        if not places:
            self._load(0, 0)
            return cell_views.joined(obj._type, [])
        first = min(places)
        loaded = self._load(first, max(places) + 1)
        return cell_views.joined(obj._type, [loaded[at - first] for at in places])

    def __setitem__(self, index: Any, value: Any) -> None:
        obj = self._obj
        kind = obj._type._type_
        width = cell_types.count(kind)
        if not isinstance(index, slice):
            at = obj._index(index, "indices must be integer")
            self._store(at * width, content_of(value, lambda: cell_types.converted(kind, value)))
            return
        places, items = obj._assigned(index, value)
        consecutive = index.step in (None, 1) and not any(isinstance(item, View) for item in items)
        cells: list[Any] = []
        try:
            for item in items if consecutive else ():
                cells += cell_types.converted(kind, item)
        except Exception:
            # What comes before the bad item is written, as ctypes does.
            self._store(places[0] * width, cells)
            raise
        if consecutive:
            self._store(places[0] * width if places else 0, cells)
            return
        with self:
            for at, item in zip(places, items, strict=True):
                obj._assign(at, item)


class SynchronizedString(SynchronizedArray):
    """An array of characters with a lock."""

    __module__ = "multiprocessing.sharedctypes"

    @property
    def value(self) -> Any:
        return cell_views.until_zero(self.raw)

    @value.setter
    def value(self, value: Any) -> None:
        self._store(0, cell_views.text_cells(self._obj._type, value, "value"))

    @property
    def raw(self) -> bytes:
        return b"".join(self._load(0, len(self._obj)))

    @raw.setter
    def raw(self, value: Any) -> None:
        self._store(0, cell_views.text_cells(self._obj._type, value, "raw"))


_structures: dict[Any, type[SynchronizedBase]] = {}


def _wrapper_of(type_: Any) -> type[SynchronizedBase]:
    """The class of wrappers of a structure: one property for each field."""
    found = _structures.get(type_)
    if found is None:
        names: dict[str, Any] = {"__module__": "multiprocessing.sharedctypes"}
        for field in cell_types.fields(type_):
            names[field.name] = property(_getter(field), _setter(field))
        found = _structures[type_] = type(f"Synchronized{type_.__name__}", (SynchronizedBase,), names)
    return found


def _getter(field: Field) -> Callable[[SynchronizedBase], Any]:
    width = cell_types.count(field.type)

    def get(self: SynchronizedBase) -> Any:
        part = self._obj._part(field.type, field.at)
        if isinstance(part, TextView):
            loaded = self._load(field.at, field.at + width)
            return cell_views.until_zero(cell_views.joined(field.type, loaded))
        if isinstance(part, SimpleView) and cell_types.is_unboxed(field.type):
            return self._load(field.at, field.at + 1)[0]
        self._load(0, 0)
        return field_value(part)

    return get


def _setter(field: Field) -> Callable[[SynchronizedBase, Any], None]:
    def set_(self: SynchronizedBase, value: Any) -> None:
        kind = self._obj._type
        self._store(field.at, content_of(value, lambda: cell_types.converted_field(kind, field, value)))

    return set_


def _wrapped(obj: View, lock: Any, whole: bool) -> SynchronizedBase:
    if isinstance(obj, SimpleView):
        made: type[SynchronizedBase] = Synchronized
    elif isinstance(obj, StructureView):
        made = _wrapper_of(obj._type)
    else:
        made = SynchronizedString if hasattr(obj._type, "raw") else SynchronizedArray
    return made(obj, lock, whole)
