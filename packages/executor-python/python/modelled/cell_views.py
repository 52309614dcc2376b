"""What RawValue, RawArray and get_obj() give: the cells of shared memory as ctypes shows them, past any lock.

A view names cells of the explorer's world, a type and a first cell. It is no ctypes object: what needs its address or
its buffer (NumPy, memoryview, foreign functions) has no model and says so.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from modelled import cell_types, runtime
from modelled.cell_types import Field
from modelled.locks import assert_spawning
from modelled.runtime import perform, undatum


class View:
    """Cells from `_at` on of the object `_cells`, as `_type`."""

    __module__ = "multiprocessing.sharedctypes"

    def __init__(self, cells: str, type_: Any, at: int, locked: bool) -> None:
        """`locked`: the cells have a lock, which this view passes by."""
        own = object.__setattr__
        own(self, "_cells", cells)
        own(self, "_type", type_)
        own(self, "_at", at)
        own(self, "_locked", locked)
        _guard_numpy()

    def _read(self, start: int, stop: int) -> list[Any]:
        return read(self._cells, self._at + start, self._at + stop, self, raw=self._locked)

    def _write(self, start: int, values: Iterable[Any]) -> None:
        write(self._cells, self._at + start, values, self, raw=self._locked)

    def _part(self, type_: Any, at: int) -> View:
        return view(self._cells, type_, self._at + at, self._locked)

    def __getattr__(self, name: str) -> Any:
        if name == "_type":
            raise AttributeError(name)
        raise AttributeError(f"{self._type.__name__!r} object has no attribute {name!r}")

    def __repr__(self) -> str:
        kind = self._type
        return f"<{kind.__module__}.{kind.__name__} object at {id(self):#x}>"

    def _fingerprint_(self) -> tuple[object, ...]:
        return ("View", self._cells, cell_types.portable(self._type), self._at)

    def __reduce__(self) -> tuple[Any, ...]:
        assert_spawning(self._type.__name__)
        return _rebuilt, (self._cells, cell_types.portable(self._type), self._at, self._locked)

    def _needs_memory(self, *_args: object) -> NoReturn:
        runtime.not_modelled(f"the memory of a shared {self._type.__name__}")

    __buffer__ = __bytes__ = _needs_memory
    _as_parameter_ = property(_needs_memory)
    __array_interface__ = property(_needs_memory)


class SimpleView(View):
    """A c_int and its like."""

    @property
    def value(self) -> Any:
        """current value"""
        return self._read(0, 1)[0]

    @value.setter
    def value(self, value: Any) -> None:
        self._write(0, [cell_types.converted_value(self._type, value)])

    def __bool__(self) -> bool:
        return bool(cell_types.boxed(self._type, self.value))

    def __repr__(self) -> str:
        return repr(cell_types.boxed(self._type, self.value))


class ArrayView(View):
    """An array of any type. A slice is read and written item by item, as ctypes does."""

    def __len__(self) -> int:
        return int(self._type._length_)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            found = [self._item(at) for at in range(*index.indices(len(self)))]
            return joined(self._type, found)
        return self._item(self._index(index, "indices must be integers"))

    def __setitem__(self, index: Any, value: Any) -> None:
        if not isinstance(index, slice):
            self._assign(self._index(index, "indices must be integer"), value)
            return
        for at, item in zip(*self._assigned(index, value), strict=True):
            self._assign(at, item)

    def __delitem__(self, index: Any) -> None:
        raise TypeError("Array does not support item deletion")

    def _item(self, at: int) -> Any:
        kind = self._type._type_
        width = cell_types.count(kind)
        if cell_types.is_unboxed(kind):
            return self._read(at, at + 1)[0]
        return self._part(kind, at * width)

    def _assign(self, at: int, value: Any) -> None:
        kind = self._type._type_
        self._write(at * cell_types.count(kind), content_of(value, lambda: cell_types.converted(kind, value)))

    def _index(self, index: Any, complaint: str) -> int:
        if not hasattr(type(index), "__index__"):
            raise TypeError(complaint)
        at: int = index.__index__()
        if at < 0:
            at += len(self)
        if not 0 <= at < len(self):
            raise IndexError("invalid index")
        return at

    def _assigned(self, index: slice, value: Any) -> tuple[Sequence[int], Sequence[Any]]:
        """Which items a slice names, and what they are to be. Raises ValueError when that differs in number."""
        places = range(*index.indices(len(self)))
        try:
            fits = len(value) == len(places)
        except TypeError:
            fits = False
        if not fits:
            raise ValueError("Can only assign sequence of same size")
        return places, [value[number] for number in range(len(places))]


class TextView(ArrayView):
    """An array of c_wchar."""

    @property
    def value(self) -> Any:
        """string value"""
        return until_zero(joined(self._type, self._read(0, len(self))))

    @value.setter
    def value(self, value: Any) -> None:
        self._write(0, text_cells(self._type, value, "value"))


class BytesView(TextView):
    """An array of c_char."""

    @property
    def raw(self) -> bytes:
        """value"""
        return b"".join(self._read(0, len(self)))

    @raw.setter
    def raw(self, value: Any) -> None:
        self._write(0, text_cells(self._type, value, "raw"))


class StructureView(View):
    """A structure. Its methods and properties are the candidate's."""

    def _fields(self) -> dict[str, Field]:
        return {field.name: field for field in cell_types.fields(self._type)}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name == "_type":
            raise AttributeError(name)
        field = self._fields().get(name)
        if field is not None:
            return field_value(self._part(field.type, field.at))
        found = getattr(self._type, name)
        if isinstance(found, types.FunctionType):
            is_static = isinstance(_in_mro(self._type, name), staticmethod)
            return found if is_static else types.MethodType(found, self)
        return found.__get__(self) if isinstance(found, property) else found

    def __setattr__(self, name: str, value: Any) -> None:
        field = self._fields().get(name)
        if field is None:
            found = _in_mro(self._type, name)
            if isinstance(found, property):
                found.__set__(self, value)
            else:
                object.__setattr__(self, name, value)
            return
        kind = self._type
        self._write(field.at, content_of(value, lambda: cell_types.converted_field(kind, field, value)))

    def __repr__(self) -> str:
        written = _in_mro(self._type, "__repr__")
        return str(written(self)) if isinstance(written, types.FunctionType) else super().__repr__()


def read(cells: str, start: int, stop: int, label: object, *, raw: bool) -> list[Any]:
    """The values of cells `start` to `stop` - 1. `raw`: although they have a lock."""
    span: dict[str, Any] = {"from": start, "to": stop}
    if raw:
        span["raw"] = True
    return [undatum(data) for data in perform("read", label=label, cells=cells, **span)]


def write(cells: str, start: int, values: Iterable[Any], label: object, *, raw: bool) -> None:
    span: dict[str, Any] = {"from": start, "data": cell_types.data_of(values)}
    if raw:
        span["raw"] = True
    perform("write", label=label, sure=None, cells=cells, **span)


def view(cells: str, type_: Any, at: int, locked: bool) -> View:
    """The view that shows cells as this type."""
    if cell_types.is_simple(type_):
        made: type[View] = SimpleView
    elif cell_types.is_text(type_):
        made = BytesView if hasattr(type_, "raw") else TextView
    else:
        made = ArrayView if cell_types.is_array(type_) else StructureView
    return made(cells, type_, at, locked)


def _rebuilt(cells: str, kind: Any, at: int, locked: bool) -> View:
    return view(cells, cell_types.from_portable(kind), at, locked)


def field_value(part: View) -> Any:
    """A field as ctypes gives it: a plain value, or the part of the structure itself."""
    if isinstance(part, TextView):
        return part.value
    if isinstance(part, SimpleView) and cell_types.is_unboxed(part._type):
        return part.value
    return part


def content_of(value: Any, convert: Callable[[], list[Any]]) -> list[Any]:
    """The values of the cells to be written for `value`, which may itself be shared."""
    if isinstance(value, View):
        return value._read(0, cell_types.count(value._type))
    return convert()


def joined(type_: Any, items: list[Any]) -> Any:
    """Items as ctypes gives a slice: bytes or text of characters, else a list."""
    if not cell_types.is_text(type_):
        return items
    return b"".join(items) if hasattr(type_, "raw") else "".join(items)


def until_zero(text: Any) -> Any:
    end = text.find(b"\0" if isinstance(text, bytes) else "\0")
    return text if end < 0 else text[:end]


def text_cells(type_: Any, value: Any, attribute: str) -> list[Any]:
    """The cells that assigning `.value` or `.raw` changes, from the first. Raises what ctypes raises."""
    setattr(type_(), attribute, value)
    text = bytes(value) if attribute == "raw" or isinstance(value, (bytes, bytearray)) else value
    cells = [text[index : index + 1] for index in range(len(text))]
    if attribute == "value" and len(cells) < type_._length_:
        cells.append(b"\0" if isinstance(text, bytes) else "\0")
    return cells


def _in_mro(type_: Any, name: str) -> Any:
    for base in type_.__mro__:
        if name in vars(base):
            return vars(base)[name]
    return None


def _guard_numpy() -> None:
    """NumPy would take a view for something without memory: it is told what it really is."""
    numpy: Any = sys.modules.get("numpy")
    plain = getattr(numpy, "frombuffer", None)
    if plain is None or hasattr(plain, "_refuses_cells_"):
        return

    def frombuffer(buffer: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(buffer, View):
            buffer._needs_memory()
        return plain(buffer, *args, **kwargs)

    refusing: Any = frombuffer
    refusing._refuses_cells_ = True
    numpy.frombuffer = frombuffer
