"""A seccomp filter with a user-space listener around the program: the supervisor is asked before it happens.

Asked for: every process and thread start, every exit of a process, every signal sent with kill (it may end a process,
whose CPU time is then taken first), every call of the loud set (forbidden calls that no honest program makes). The
sandbox's own filter lies around all of it and refuses the loud set by itself; this one
only takes precedence over its SECCOMP_RET_TRACE (seccomp(2), "Filter return values").

Custody: whoever holds the listener could let forbidden calls through. It exists in the child only between `install`
and `send_fds`, before any line of the candidate's code, and then in the supervisor, whose memory and descriptors are
closed to others (not dumpable).
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass

LIBC = ctypes.CDLL(None, use_errno=True)

SECCOMP_SET_MODE_FILTER = 1
FLAG_NEW_LISTENER = 1 << 3
FLAG_WAIT_KILLABLE_RECV = 1 << 5
RET_ALLOW = 0x7FFF_0000
RET_USER_NOTIF = 0x7FC0_0000
RET_ERRNO = 0x0005_0000
IOCTL_RECV = 0xC050_2100
IOCTL_SEND = 0xC018_2101
RESP_CONTINUE = 1
PR_SET_SECCOMP = 22
AF_UNIX = 1
CLONE_THREAD = 0x0001_0000
CLONE_NEW_ANY = 0x7E02_0000

ASKED = ("fork", "vfork", "clone", "exit_group", "kill")
NUMBERS: Mapping[str, Mapping[str, int]] = {
    "x86_64": {
        **{"fork": 57, "vfork": 58, "clone": 56, "exit_group": 231, "kill": 62},
        **{"seccomp": 317, "prctl": 157, "socket": 41},
    },
    "aarch64": {
        **{"clone": 220, "exit_group": 94, "kill": 129},
        **{"seccomp": 277, "prctl": 167, "socket": 198},
    },
}

# Classic BPF: load a 32-bit word, compare, test bits, return.
_LD, _JEQ, _JSET, _RET = 0x20, 0x15, 0x45, 0x06
_OFFSET_NR, _OFFSET_ARG0 = 0, 16


@dataclass(frozen=True, slots=True)
class Notice:
    """One call that waits for an answer. `tid` is the calling thread in the supervisor's pid namespace."""

    cookie: int
    tid: int
    name: str
    args: tuple[int, ...]


class Listener:
    """The supervisor's end: receives notices and answers them."""

    def __init__(self, fd: int, machine: str, loud: Mapping[str, int]) -> None:
        self.fd = fd
        self._names = {number: name for name, number in {**loud, **NUMBERS[machine]}.items()}

    def receive(self) -> Notice | None:
        """The next notice; None when its process is gone already. Must be called when the descriptor is readable."""
        buffer = bytearray(80)
        try:
            fcntl.ioctl(self.fd, IOCTL_RECV, buffer)
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.EINTR, errno.EAGAIN):
                return None
            raise
        cookie, tid, _flags, number = struct.unpack_from("=QIIi", buffer)
        args = struct.unpack_from("=6Q", buffer, 32)
        return Notice(cookie, tid, self._names.get(number, f"system call {number}"), args)

    def allow(self, notice: Notice) -> bool:
        """Lets the call go on. False when it was given up (a signal) and will be asked for again."""
        return self._answer(struct.pack("=QqiI", notice.cookie, 0, 0, RESP_CONTINUE))

    def refuse(self, notice: Notice, error: int) -> bool:
        return self._answer(struct.pack("=QqiI", notice.cookie, 0, -error, 0))

    def _answer(self, response: bytes) -> bool:
        while True:
            try:
                fcntl.ioctl(self.fd, IOCTL_SEND, bytearray(response))
                return True
            except OSError as error:
                if error.errno == errno.ENOENT:
                    return False
                if error.errno != errno.EINTR:
                    raise


def install(machine: str, loud: Mapping[str, int]) -> int:
    """Puts the filter around the calling process and all that it will start. Returns the listener's descriptor."""
    program = _program(machine, loud)
    code = ctypes.create_string_buffer(b"".join(program))
    fprog = ctypes.create_string_buffer(struct.pack("@HxxxxxxQ", len(program), ctypes.addressof(code)))
    number = NUMBERS[machine]["seccomp"]
    for flags in (FLAG_NEW_LISTENER | FLAG_WAIT_KILLABLE_RECV, FLAG_NEW_LISTENER):
        fd: int = LIBC.syscall(number, SECCOMP_SET_MODE_FILTER, flags, fprog)
        if fd >= 0:
            os.set_inheritable(fd, False)
            return fd
        # Before Linux 5.19 the second flag is unknown; a call that a signal interrupts is then asked for again.
        if ctypes.get_errno() != errno.EINVAL:
            break
    raise OSError(ctypes.get_errno(), "the seccomp listener could not be installed")


def _program(machine: str, loud: Mapping[str, int]) -> list[bytes]:
    numbers = NUMBERS[machine]
    asked = sorted(numbers[name] for name in ASKED if name in numbers)
    asked += sorted(number for name, number in loud.items() if name not in numbers)
    program = [_statement(_LD, _OFFSET_NR)]
    for number in asked:
        program += [_jump(_JEQ, number, 0, 1), _statement(_RET, RET_USER_NOTIF)]
    program += [_jump(_JEQ, numbers["seccomp"], 0, 1), _statement(_RET, RET_ERRNO | errno.EPERM)]
    program += [
        _jump(_JEQ, numbers["prctl"], 0, 4),
        _statement(_LD, _OFFSET_ARG0),
        _jump(_JEQ, PR_SET_SECCOMP, 0, 1),
        _statement(_RET, RET_ERRNO | errno.EPERM),
        _statement(_RET, RET_ALLOW),
    ]
    program += [
        _jump(_JEQ, numbers["socket"], 0, 3),
        _statement(_LD, _OFFSET_ARG0),
        _jump(_JEQ, AF_UNIX, 1, 0),
        _statement(_RET, RET_USER_NOTIF),
    ]
    program.append(_statement(_RET, RET_ALLOW))
    return program


def _statement(code: int, value: int) -> bytes:
    return struct.pack("@HBBI", code, 0, 0, value)


def _jump(code: int, value: int, if_true: int, if_false: int) -> bytes:
    return struct.pack("@HBBI", code, if_true, if_false, value)
