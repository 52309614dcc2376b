"""Keeps this process's images of shared memory in step with the explorer's world.

The candidate's frames are traced by instruction while a block is attached. Before an instruction that may touch a block
(an operand is a view of it, or holds one) the whole block is read: one operation. When the next instruction is about to
run, or any other operation is announced, what has changed is written: another one. So another process can come between
the reading and the writing, as it can in `array[i] += 1`. What a single instruction calls in the standard library or
in NumPy is one step.

What is written are whole elements of the view that was used, so that an element is never torn: those that changed, and
those that the instruction is known to store although they stay the same (stores.py); their neighbours are left alone. Operands are read by value_stack.py; where that is not possible, shared memory has no model.
"""

from __future__ import annotations

import base64
import ctypes
import mmap
import sys
from types import FrameType, MethodType
from typing import Any

from modelled import runtime, value_stack
from modelled.stores import stored_bytes
from modelled.runtime import perform, state

_MAX_HELD = 64
_PROT_NONE = 0
_libc = ctypes.CDLL(None)


class Image:
    """What this process sees of one block."""

    def __init__(self, name: str, size: int) -> None:
        self.name = name
        self.size = size
        # Private: a forked child has an image of its own.
        self.memory = mmap.mmap(-1, max(1, size), flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        self.address = ctypes.addressof(ctypes.c_char.from_buffer(self.memory))
        self.closed = False
        self.shadow = bytes(size)
        self.element = 1
        """Bytes of an element of the view that the last instruction used."""
        self.stored: set[int] = set()
        """Offsets of bytes that the last instruction stores, whether they change or not."""

    def read(self) -> None:
        data = base64.b64decode(perform("memory-read", label=self, block=self.name))
        self.memory[: self.size] = data
        self.shadow = data

    def write(self) -> None:
        now = self.memory[: self.size]
        stored, self.stored = self.stored, set()
        if now == self.shadow and not stored:
            return
        before, self.shadow = self.shadow, now
        parts: list[dict[str, Any]] = []
        step = self.element
        for offset in range(0, self.size, step):
            same = now[offset : offset + step] == before[offset : offset + step]
            if same and stored.isdisjoint(range(offset, offset + step)):
                continue
            if parts and parts[-1]["offset"] + len(parts[-1]["bytes"]) == offset:
                parts[-1]["bytes"] += now[offset : offset + step]
            else:
                parts.append({"offset": offset, "bytes": now[offset : offset + step]})
        encoded = [{**part, "bytes": base64.b64encode(part["bytes"]).decode("ascii")} for part in parts]
        perform("memory-write", label=self, sure=None, block=self.name, parts=encoded)

    def store(self, offset: int, size: int) -> None:
        """Announces bytes that were just stored, whatever was there before. Nothing else may have changed."""
        data = self.memory[offset : offset + size]
        self.shadow = self.shadow[:offset] + data + self.shadow[offset + size :]
        part = {"offset": offset, "bytes": base64.b64encode(data).decode("ascii")}
        perform("memory-write", label=self, sure=None, block=self.name, parts=[part])

    def close(self) -> None:
        """
        Raises BufferError as mmap does. The memory stays where it is, so that nothing else gets its addresses, but who
        still reads it (an array over it, which is no view) is ended, as by a mapping that is gone.
        """
        try:
            # Refused for the same reason, and otherwise without effect.
            self.memory.resize(max(1, self.size))
        except BufferError:
            raise BufferError("cannot close exported pointers exist") from None
        _libc.mprotect(ctypes.c_void_p(self.address), ctypes.c_size_t(max(1, self.size)), _PROT_NONE)
        self.closed = True
        _closed.append(self)

    def _fingerprint_(self) -> object:
        return ("image", self.name, self.shadow)


_images: list[Image] = []
_closed: list[Image] = []
_pushing = False


def attach(name: str, size: int) -> Image:
    """A new image of a block; from now on the candidate's instructions are watched."""
    if not value_stack.trusted():
        runtime.not_modelled(f"shared memory on Python {sys.version_info[0]}.{sys.version_info[1]}")
    image = Image(name, size)
    _images.append(image)
    _watch()
    return image


def attached() -> bool:
    """Whether this process has shared memory, whose views no key can vouch for."""
    return bool(_images)


def image_of(view: memoryview) -> Image | None:
    """The block that a view is of."""
    return next((image for image in _images if _same_memory(view, image)), None)


def is_closed(address: int) -> bool:
    """Whether what lies there belongs to a block that was closed, and must not be read."""
    return any(image.address <= address < image.address + max(1, image.size) for image in _closed)


def detach(image: Image) -> None:
    if image in _images:
        _images.remove(image)


def push() -> None:
    """Announces what was changed. Called before every other operation too."""
    global _pushing
    if _pushing or not _images:
        return
    _pushing = True
    try:
        for image in list(_images):
            if not image.closed:
                image.write()
    finally:
        _pushing = False


def _before_announce() -> None:
    if not _pushing:
        push()


runtime.before_announce.append(_before_announce)


def _watch() -> None:
    sys.settrace(_trace)
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if frame.f_code.co_filename == state.candidate_file:
            frame.f_trace = _trace
            frame.f_trace_opcodes = True
            frame.f_trace_lines = False
        frame = frame.f_back


def _trace(frame: FrameType, event: str, _argument: Any) -> Any:
    if frame.f_code.co_filename != state.candidate_file:
        return None
    if event == "call":
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        return _trace
    if event in ("opcode", "return") and _images:
        _step(frame, event)
    return _trace


def _step(frame: FrameType, event: str) -> None:
    push()
    if event == "return":
        return
    operands = value_stack.operands(frame, _TOUCHING)
    if operands is None:
        return
    for image in list(_images):
        element = max((_element(value, image, 0) for value in operands), default=0)
        if element > 0:
            image.element = element
            image.read()
            image.stored = stored_bytes(value_stack.operation(frame), operands, image.address, image.size)


_TOUCHING = frozenset(
    (
        *("BINARY_SUBSCR", "STORE_SUBSCR", "DELETE_SUBSCR", "BINARY_OP", "COMPARE_OP", "CONTAINS_OP", "CALL"),
        *("CALL_FUNCTION_EX", "GET_ITER", "FOR_ITER", "UNPACK_SEQUENCE", "UNPACK_EX", "LIST_EXTEND", "SET_UPDATE"),
        *("UNARY_NEGATIVE", "UNARY_POSITIVE", "UNARY_INVERT", "UNARY_NOT", "FORMAT_VALUE", "LOAD_ATTR"),
    )
)


def _element(value: Any, image: Image, depth: int) -> int:
    """Bytes of an element when a value is a view of the image, or holds one; else 0."""
    kind = type(value)
    if kind is memoryview:
        return value.itemsize if _same_memory(value, image) else 0
    if kind.__module__ == "numpy":
        interface = getattr(value, "__array_interface__", None)
        if interface is None or interface["data"] is None or kind.__name__ != "ndarray":
            base = getattr(value, "base", None)
            return _element(base, image, depth + 1) if base is not None and depth < 3 else 0
        address = interface["data"][0]
        return int(value.itemsize) if image.address <= address < image.address + max(1, image.size) else 0
    if kind is MethodType or kind.__name__ in ("builtin_function_or_method", "method-wrapper"):
        bound = getattr(value, "__self__", None)
        return _element(bound, image, depth + 1) if depth < 3 else 0
    if kind in (list, tuple) and depth < 2:
        return max((_element(item, image, depth + 1) for item in value[:_MAX_HELD]), default=0)
    if kind is dict and depth < 2:
        return max((_element(item, image, depth + 1) for item in list(value.values())[:_MAX_HELD]), default=0)
    if hasattr(kind, "__reduce__") and kind.__name__.endswith("iterator") and depth < 2:
        try:
            return max((_element(item, image, depth + 1) for item in value.__reduce__()[1]), default=0)
        except (TypeError, IndexError):
            return 1
    return 0


def _same_memory(view: memoryview, image: Image) -> bool:
    try:
        return view.obj is image.memory
    except ValueError:
        # It was released.
        return False
