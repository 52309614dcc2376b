"""multiprocessing.shared_memory while interleavings are explored."""

from __future__ import annotations

from typing import Any

from modelled import runtime


class SharedMemory:
    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        runtime.not_modelled("multiprocessing.shared_memory.SharedMemory")
