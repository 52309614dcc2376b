"""SharedMemory and ShareableList as CPython's multiprocessing/shared_memory.py has them.

A block lives in the explorer's world. What this process has of it is an image: real memory under a real memoryview, so
that struct, NumPy and slices work unchanged. memory_sync.py brings the image up to date before an instruction of the
candidate's that may look at it, and announces what an instruction has changed.
"""

from __future__ import annotations

import multiprocessing.shared_memory as original
import struct
import types
from typing import Any

from modelled import memory_sync, runtime
from modelled.runtime import perform, state

_MAX_BYTES = 1_000_000
_names: dict[str, int] = {}


def _fresh_name() -> str:
    number = _names.get(state.path, 0)
    _names[state.path] = number + 1
    return f"psm_{state.path.replace('.', '_')}_{number}"


class SharedMemory:
    """A block of shared memory."""

    _mapped: memory_sync.Image | None = None
    _buf: memoryview | None = None

    def __init__(self, name: str | None = None, create: bool = False, size: int = 0) -> None:
        if not size >= 0:
            raise ValueError("'size' must be a positive integer")
        if create:
            if size == 0:
                raise ValueError("'size' must be a positive number different from zero")
            if name is None:
                name = _fresh_name()
        elif name is None:
            raise ValueError("'name' can only be None if create=True")
        self._name = name
        if create:
            if size > _MAX_BYTES:
                runtime.not_modelled(f"a block of shared memory of {size:,} bytes")
            perform("memory-create", label=self, sure=None, block=name, size=size)
            self._size = int(size)
        else:
            self._size = int(perform("memory-attach", label=self, block=name))
        self._mapped = memory_sync.attach(name, self._size)
        self._buf = memoryview(self._mapped.memory)

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self._name, False, self._size))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._name!r}, size={self._size})"

    @property
    def buf(self) -> Any:
        "A memoryview of contents of the shared memory block."
        return self._buf

    @property
    def name(self) -> str:
        "Unique name that identifies the shared memory block."
        return self._name

    @property
    def size(self) -> int:
        "Size in bytes."
        return self._size

    def close(self) -> None:
        """Closes access to the shared memory from this instance but does not destroy the shared memory block."""
        memory_sync.push()
        if self._buf is not None:
            self._buf.release()
            self._buf = None
        if self._mapped is not None:
            self._mapped.close()
            memory_sync.detach(self._mapped)
            self._mapped = None

    def unlink(self) -> None:
        """Requests that the underlying shared memory block be destroyed."""
        perform("memory-unlink", label=self, block=self._name)

    def _fingerprint_(self) -> object:
        return ("SharedMemory", self._name, self._buf is None)


class _Struct:
    """What ShareableList uses of the module struct: each access to its block is one operation."""

    calcsize = staticmethod(struct.calcsize)

    @staticmethod
    def unpack_from(layout: str, view: memoryview, offset: int = 0) -> tuple[Any, ...]:
        image = memory_sync.image_of(view)
        if image is not None:
            memory_sync.push()
            image.read()
        return struct.unpack_from(layout, view, offset)

    @staticmethod
    def pack_into(layout: str, view: memoryview, offset: int, *parts: Any) -> None:
        memory_sync.push()
        struct.pack_into(layout, view, offset, *parts)
        image = memory_sync.image_of(view)
        if image is not None:
            image.store(offset, struct.calcsize(layout))


def _over_the_model(kind: type) -> type:
    """CPython's own class with our SharedMemory and accesses instead of its module's: the same layout, rules and steps."""
    names = {**vars(original), "SharedMemory": SharedMemory, "struct": _Struct}

    def adapted(part: Any) -> Any:
        if isinstance(part, types.FunctionType):
            made = types.FunctionType(part.__code__, names, part.__name__, part.__defaults__, part.__closure__)
            made.__kwdefaults__, made.__qualname__, made.__doc__ = part.__kwdefaults__, part.__qualname__, part.__doc__
            return made
        if isinstance(part, staticmethod):
            return staticmethod(adapted(part.__func__))
        if isinstance(part, property):
            return property(adapted(part.fget), None, None, part.__doc__)
        return part

    own = {name: adapted(part) for name, part in vars(kind).items() if name not in ("__dict__", "__weakref__")}
    return type(kind.__name__, kind.__bases__, own)


ShareableList = _over_the_model(original.ShareableList)
SharedMemory.__doc__ = original.SharedMemory.__doc__

__all__ = ["ShareableList", "SharedMemory"]
