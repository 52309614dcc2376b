"""stdout and stderr, one file for each process and stream.

Files rather than pipes: nobody has to read along while the program is measured, a full pipe cannot block it, and a
killed process loses nothing that it had written. The folder belongs to the program, so what is read back is checked:
regular files only, no links, bounded. Names are what processes call themselves: for display only.

The first half runs in the program's processes, `Folder` in the supervisor.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import process as mp_process
from typing import Any

FOLDER = "/tmp/.lockstep-output"
MAX_PARTS = 512
MAX_ENTRIES = 4_096
MAX_NAME = 100
_NAME = re.compile(r"^(\d{1,7})\.(stdout|stderr|name)$", re.ASCII)


def keep_apart() -> None:
    """From now on each process that this one forks has files of its own, and notes what it calls itself."""
    os.register_at_fork(after_in_child=lambda: adopt(os.getpid()))
    process_class: Any = mp_process.BaseProcess
    bootstrap: Callable[..., Any] = process_class._bootstrap

    def noting_bootstrap(self: Any, *args: Any, **kwargs: Any) -> Any:
        note_name(os.getpid(), str(self.name))
        return bootstrap(self, *args, **kwargs)

    process_class._bootstrap = noting_bootstrap


def adopt(pid: int) -> None:
    """Gives the calling process its own files. What fails here costs the attribution, never the program."""
    for stream, fd in (("stdout", 1), ("stderr", 2)):
        try:
            file = os.open(f"{FOLDER}/{pid}.{stream}", os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
        except OSError:
            continue
        os.dup2(file, fd)
        os.close(file)


def note_name(pid: int, name: str) -> None:
    try:
        file = os.open(f"{FOLDER}/{pid}.name", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        os.write(file, name.encode("utf-8", "replace")[: 4 * MAX_NAME])
        os.close(file)
    except OSError:
        pass


@dataclass(frozen=True, slots=True)
class Part:
    """What one process wrote to one stream, cut."""

    pid: int
    stream: str
    text: str
    truncated: bool


class Folder:
    """The supervisor's side. Holds the folder open: the program may rename, close or replace what the path names."""

    def __init__(self) -> None:
        os.mkdir(FOLDER, 0o700)
        self._fd = os.open(FOLDER, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)

    def total_bytes(self) -> int:
        """Bytes of output so far, over all processes."""
        total = 0
        os.fchmod(self._fd, 0o700)
        with os.scandir(self._fd) as entries:
            for number, entry in enumerate(entries):
                if number >= MAX_ENTRIES:
                    break
                if entry.name.endswith(".name"):
                    continue
                try:
                    total += entry.stat(follow_symlinks=False).st_size
                except FileNotFoundError:
                    continue
        return total

    def read(self, kept_bytes: int, total_kept_bytes: int) -> tuple[list[Part], dict[int, str]]:
        """The parts in the order of pids, stdout first, so many bytes of each and of all; and the names by pid."""
        parts: list[Part] = []
        names: dict[int, str] = {}
        left = total_kept_bytes
        for pid, kind in self._entries():
            limit = 4 * MAX_NAME if kind == "name" else min(kept_bytes, left)
            content, size = self._content(f"{pid}.{kind}", limit)
            text = content.decode("utf-8", "replace")
            if kind == "name":
                names[pid] = "".join(char for char in text if char.isprintable())[:MAX_NAME]
            elif size > 0 and len(parts) < MAX_PARTS:
                left -= len(content)
                parts.append(Part(pid, kind, text, size > len(content)))
        return parts, names

    def _entries(self) -> list[tuple[int, str]]:
        os.fchmod(self._fd, 0o700)
        found: list[tuple[int, str]] = []
        with os.scandir(self._fd) as entries:
            for number, entry in enumerate(entries):
                if number >= MAX_ENTRIES:
                    break
                match = _NAME.match(entry.name)
                if match is not None:
                    found.append((int(match[1]), match[2]))
        return sorted(found, key=lambda item: (item[0], item[1] == "stderr"))

    def _content(self, name: str, limit: int) -> tuple[bytes, int]:
        try:
            file = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=self._fd)
        except OSError:
            return b"", 0
        try:
            info = os.fstat(file)
            if not stat.S_ISREG(info.st_mode):
                return b"", 0
            content = b""
            while len(content) < limit:
                piece = os.read(file, limit - len(content))
                if not piece:
                    break
                content += piece
            return content, info.st_size
        except OSError:
            return b"", 0
        finally:
            os.close(file)
