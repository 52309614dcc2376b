"""The self-test's PID 1: tries from the inside what must not work, and writes what it found as one record.

Each finding is [name of the protection, whether it holds, what was seen]. Runs in the very sandbox that submissions
get. What could hang or kill is tried in a child.
"""

import ctypes
import errno
import json
import os
import socket
import struct
import sys

LIBC = ctypes.CDLL(None, use_errno=True)
FINDINGS = []


def found(name, holds, seen):
    FINDINGS.append([name, bool(holds), str(seen)[:200]])


def status(field):
    for line in open("/proc/self/status"):
        if line.startswith(field + ":"):
            return line.split()[1]
    return "?"


def refused(action):
    try:
        result = action()
    except OSError as error:
        return True, errno.errorcode.get(error.errno, error.errno)
    return False, repr(result)


def call(number, *args):
    result = LIBC.syscall(number, *args)
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return result


def tried_in_child(number, args):
    pid = os.fork()
    if pid == 0:
        try:
            call(number, *args)
        except OSError as error:
            os._exit(min(error.errno, 250))
        os._exit(0)
    _, state = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(state)
    return code != 0, errno.errorcode.get(code, code)


def listener_in_child(number):
    """Whether a filter with a user-space listener can be installed (SECCOMP_FILTER_FLAG_NEW_LISTENER)."""
    pid = os.fork()
    if pid == 0:
        allow = ctypes.create_string_buffer(struct.pack("@HBBI", 0x06, 0, 0, 0x7FFF0000))
        program = ctypes.create_string_buffer(struct.pack("@HxxxxxxQ", 1, ctypes.addressof(allow)))
        try:
            call(number, 1, 1 << 3, program)
        except OSError as error:
            os._exit(min(error.errno, 250))
        os._exit(0)
    _, state = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(state)
    return code == 0, errno.errorcode.get(code, code)


def probe(job):
    found("no capabilities", status("CapEff").strip("0") == "" and status("CapPrm").strip("0") == "", status("CapEff"))
    found("no new privileges", status("NoNewPrivs") == "1", status("NoNewPrivs"))
    found("seccomp filter", status("Seccomp") == "2", status("Seccomp"))
    pids = [name for name in os.listdir("/proc") if name.isdigit()]
    found("own process namespace", pids == ["1"], pids)
    for path in ("/etc/passwd", "/etc/shadow", "/root", "/home", "/sys", "/var", "/run"):
        holds, seen = refused(lambda: os.listdir(path) if os.path.isdir(path) else open(path).read(10))
        found(f"{path} is not there", holds, seen)
    for path in ("/x", "/usr/x", "/usr/lib/x", "/etc/x", "/dev/x", "/lockstep/x"):
        holds, seen = refused(lambda: open(path, "w"))
        found(f"{path} cannot be written", holds, seen)
    interfaces = [line.split(":")[0].strip() for line in open("/proc/net/dev") if ":" in line]
    found("own network namespace", interfaces in ([], ["lo"]), interfaces)
    for family, name in ((socket.AF_INET, "AF_INET"), (socket.AF_INET6, "AF_INET6"), (socket.AF_NETLINK, "AF_NETLINK")):
        holds, seen = refused(lambda: socket.socket(family, socket.SOCK_DGRAM).close())
        found(f"{name} sockets are refused", holds, seen)
    for name, number in sorted(job["calls"].items()):
        holds, seen = tried_in_child(number, job["args"].get(name, [0, 0, 0, 0, 0]))
        found(f"{name} is refused", holds, seen)
    holds, seen = listener_in_child(job["seccompCall"])
    found("what a program does can be watched by a seccomp listener", holds, seen)
    for path, limit in (("/tmp", job["tmpBytes"]), ("/dev/shm", job["shmBytes"])):
        info = os.statvfs(path)
        size = info.f_blocks * info.f_frsize
        found(f"{path} is bounded", size <= limit, size)
    found("the host's environment is not visible", set(os.environ) <= set(job["environment"]), sorted(os.environ))
    descriptors = sorted(int(name) for name in os.listdir("/proc/self/fd"))
    # One more is open while the folder is read.
    found("no stray descriptors", len(descriptors) <= 5 and max(descriptors) <= job["maxDescriptor"], descriptors)


def eat_memory(limit_bytes):
    """Takes more than the limit in a child; the control group must end it."""
    pid = os.fork()
    if pid == 0:
        block = bytearray(limit_bytes + (64 << 20))
        for at in range(0, len(block), 4096):
            block[at] = 1
        os._exit(0)
    _, state = os.waitpid(pid, 0)
    found("the memory limit holds", os.WIFSIGNALED(state), f"status {state}")


def main():
    os.closerange(4, 256)
    os.write(3, b'{"kind":"ready"}\n')
    job = json.loads(sys.stdin.buffer.readline())
    probe(job)
    if job["memoryBytes"]:
        eat_memory(job["memoryBytes"])
    os.write(3, json.dumps({"kind": "record", "findings": FINDINGS}).encode() + b"\n")


main()
