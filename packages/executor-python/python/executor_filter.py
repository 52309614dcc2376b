"""A seccomp filter around an executor: it evaluates one process, so it needs no other, no socket and no signal.

The sandbox's own filter lies around all of it (packages/sandbox); this one only takes more away. What is refused gets
EPERM. A modelled program that comes here uses something that has no model, and fails.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import platform
import struct
from collections.abc import Mapping

_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_SET_MODE_FILTER = 1
_RET_ALLOW = 0x7FFF_0000
_RET_ERRNO = 0x0005_0000
# Classic BPF: load a 32-bit word, compare, return.
_LD, _JEQ, _RET = 0x20, 0x15, 0x06

_NUMBERS: Mapping[str, Mapping[str, int]] = {
    "x86_64": {
        **{"seccomp": 317, "clone": 56, "fork": 57, "vfork": 58, "clone3": 435, "execve": 59, "execveat": 322},
        **{"kill": 62, "tkill": 200, "tgkill": 234, "socket": 41, "socketpair": 53, "memfd_create": 319, "ptrace": 101},
    },
    "aarch64": {
        **{"seccomp": 277, "clone": 220, "clone3": 435, "execve": 221, "execveat": 281, "kill": 129, "tkill": 130},
        **{"tgkill": 131, "socket": 198, "socketpair": 199, "memfd_create": 279, "ptrace": 117},
    },
}
_STARTS = ("clone", "fork", "vfork", "clone3")
_SECCOMP = _NUMBERS[platform.machine()]["seccomp"]


def install(*, may_fork: bool) -> None:
    """Puts the filter around the calling process. `may_fork`: it is one of the real processes that a replay schedules."""
    _, fprog = _program(may_fork)
    _LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if _LIBC.syscall(_SECCOMP, _SECCOMP_SET_MODE_FILTER, 0, fprog) != 0:
        raise OSError(ctypes.get_errno(), "the filter of an executor could not be installed")


@functools.cache
def _program(may_fork: bool) -> tuple[ctypes.Array[ctypes.c_char], ctypes.Array[ctypes.c_char]]:
    """The filter's code, which must be kept, and the struct sock_fprog that leads to it."""
    numbers = _NUMBERS[platform.machine()]
    refused = sorted(
        number for name, number in numbers.items() if name != "seccomp" and not (may_fork and name in _STARTS)
    )
    program = [struct.pack("@HBBI", _LD, 0, 0, 0)]
    for number in refused:
        program.append(struct.pack("@HBBI", _JEQ, 0, 1, number))
        program.append(struct.pack("@HBBI", _RET, 0, 0, _RET_ERRNO | errno.EPERM))
    program.append(struct.pack("@HBBI", _RET, 0, 0, _RET_ALLOW))
    code = ctypes.create_string_buffer(b"".join(program))
    return code, ctypes.create_string_buffer(struct.pack("@HxxxxxxQ", len(program), ctypes.addressof(code)))


# Before executors are forked.
_program(False)
