"""stdout and stderr, one file for each process and stream.

Files rather than pipes: nobody has to read along while the program is measured, a full pipe cannot block it, and a
killed process loses nothing that it had written. The folder belongs to the program, so what is read back is checked:
regular files only, no links, bounded. Names are what processes call themselves: for display only.
"""

from __future__ import annotations

import os
import re
import stat
from multiprocessing import process as mp_process
from typing import Any

FOLDER = "/tmp/.lockstep-output"
MAX_FILES = 256
_NAME = re.compile(r"^(\d{1,7})\.(stdout|stderr|name)$")


def make_folder() -> None:
    os.mkdir(FOLDER, 0o700)


def adopt(pid: int) -> None:
    """Gives the calling process its own files. What fails here costs the attribution, never the program."""
    for stream, fd in (("stdout", 1), ("stderr", 2)):
        try:
            file = os.open(f"{FOLDER}/{pid}.{stream}", os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
        except OSError:
            continue
        os.dup2(file, fd)
        os.close(file)


def name_processes() -> None:
    """From now on each multiprocessing child of this interpreter notes what it calls itself."""
    bootstrap = mp_process.BaseProcess._bootstrap

    def noting_bootstrap(self: Any, *args: Any, **kwargs: Any) -> Any:
        note_name(os.getpid(), str(self.name))
        return bootstrap(self, *args, **kwargs)

    mp_process.BaseProcess._bootstrap = noting_bootstrap  # type: ignore[method-assign]


def note_name(pid: int, name: str) -> None:
    try:
        file = os.open(f"{FOLDER}/{pid}.name", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        os.write(file, name.encode("utf-8", "replace")[:100])
        os.close(file)
    except OSError:
        pass


def total_bytes() -> int:
    """Bytes of output so far, over all processes."""
    total = 0
    try:
        with os.scandir(FOLDER) as entries:
            for number, entry in enumerate(entries):
                if number >= 3 * MAX_FILES:
                    break
                if not entry.name.endswith(".name"):
                    total += entry.stat(follow_symlinks=False).st_size
    except OSError:
        return total
    return total


def read_back(kept_bytes: int, total_kept_bytes: int) -> tuple[list[tuple[int, str, str, bool]], dict[int, str]]:
    """(pid, stream, text, truncated) in the order of pids, stdout first; and the names by pid."""
    parts: list[tuple[int, str, str, bool]] = []
    names: dict[int, str] = {}
    try:
        found = sorted(match.groups() for match in map(_NAME.match, os.listdir(FOLDER)) if match)
    except OSError:
        return parts, names
    left = total_kept_bytes
    for pid_text, kind in sorted(found, key=lambda item: (int(item[0]), item[1] == "stderr"))[: 3 * MAX_FILES]:
        content, size = _read(f"{FOLDER}/{pid_text}.{kind}", min(kept_bytes, left))
        if content is None:
            continue
        text = content.decode("utf-8", "replace")
        if kind == "name":
            names[int(pid_text)] = "".join(char for char in text if char.isprintable())[:100]
        elif content:
            left -= len(content)
            parts.append((int(pid_text), kind, text, size > len(content)))
    return parts, names


def _read(path: str, limit: int) -> tuple[bytes | None, int]:
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None, 0
    try:
        info = os.fstat(file)
        if not stat.S_ISREG(info.st_mode):
            return None, 0
        content = b""
        while len(content) < limit:
            piece = os.read(file, limit - len(content))
            if not piece:
                break
            content += piece
        return content, info.st_size
    except OSError:
        return None, 0
    finally:
        os.close(file)
