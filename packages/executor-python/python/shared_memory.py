"""/dev/shm as the supervisor sees it: what a program left there, whatever it did to the folder."""

from __future__ import annotations

import os
from dataclasses import dataclass

FOLDER = "/dev/shm"
MAX_ENTRIES = 256
MAX_NAME = 300
_SEMAPHORE = "sem."


@dataclass(frozen=True, slots=True)
class Left:
    """Segments with their sizes in bytes, and POSIX semaphores; both by name."""

    segments: tuple[tuple[str, int], ...]
    semaphores: tuple[str, ...]


class Watch:
    """Knows what was there before the program began. Holds the folder open: the program owns it and may close it."""

    def __init__(self) -> None:
        self._fd = os.open(FOLDER, os.O_RDONLY | os.O_DIRECTORY)
        self._before = set(os.listdir(self._fd))

    def left(self) -> Left:
        segments: list[tuple[str, int]] = []
        semaphores: list[str] = []
        os.fchmod(self._fd, 0o1777)
        with os.scandir(self._fd) as entries:
            for entry in entries:
                if len(segments) + len(semaphores) >= MAX_ENTRIES:
                    break
                if entry.name in self._before:
                    continue
                name = entry.name.encode("utf-8", "replace").decode("utf-8")[:MAX_NAME]
                if name.startswith(_SEMAPHORE):
                    semaphores.append(name)
                    continue
                try:
                    segments.append((name, entry.stat(follow_symlinks=False).st_size))
                except FileNotFoundError:
                    # Removed by a process that still lives.
                    continue
        return Left(tuple(sorted(segments)), tuple(sorted(semaphores)))
