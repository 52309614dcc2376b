"""The self-test's PID 1: tries from the inside what must not work, and writes what it found as one record.

Each finding is {"group", "protection", "holds", "seen"}; the group says what to look at when it does not hold. Runs in
the very sandbox that submissions get. What could hang or kill is tried in a child.
"""

import ctypes
import errno
import json
import os
import signal
import socket
import struct
import sys
import time

LIBC = ctypes.CDLL(None, use_errno=True)
CHILD_SECONDS = 5
FINDINGS = []


def found(group, protection, holds, seen):
    FINDINGS.append({"group": group, "protection": protection, "holds": bool(holds), "seen": str(seen)[:200]})


def status(field):
    with open("/proc/self/status") as lines:
        for line in lines:
            if line.startswith(field + ":"):
                return line.split()[1]
    return "?"


def name_of(number):
    return errno.errorcode.get(number, str(number))


def answer(action):
    """Name of the error with which `action` was refused, or what it gave."""
    try:
        result = action()
    except OSError as error:
        return name_of(error.errno), False
    return repr(result), True


def wait_for(pid):
    """Exit code of a child, negative for a signal; a child that hangs is ended."""
    end = time.monotonic() + CHILD_SECONDS
    while time.monotonic() < end:
        done, state = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(state)
        time.sleep(0.001)
    os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def call_in_child(number, args):
    """Name of the error that a system call gave, "done", or the signal that ended the child."""
    pid = os.fork()
    if pid == 0:
        result = LIBC.syscall(number, *args)
        os._exit(0 if result >= 0 else min(ctypes.get_errno(), 250))
    code = wait_for(pid)
    if code < 0:
        return f"signal {-code}"
    return "done" if code == 0 else name_of(code)


def listener_in_child(number):
    """What installing a filter with a user-space listener gives (SECCOMP_FILTER_FLAG_NEW_LISTENER)."""
    pid = os.fork()
    if pid == 0:
        allow = ctypes.create_string_buffer(struct.pack("@HBBI", 0x06, 0, 0, 0x7FFF0000))
        program = ctypes.create_string_buffer(struct.pack("@HxxxxxxQ", 1, ctypes.addressof(allow)))
        result = LIBC.syscall(number, 1, 1 << 3, program)
        os._exit(0 if result >= 0 else min(ctypes.get_errno(), 250))
    code = wait_for(pid)
    return "done" if code == 0 else name_of(code)


def privileges(job):
    for field in ("CapEff", "CapPrm", "CapInh", "CapAmb"):
        found("privileges", f"no capabilities ({field})", status(field).strip("0") == "", status(field))
    found("privileges", "no new privileges", status("NoNewPrivs") == "1", status("NoNewPrivs"))
    found("privileges", "not root", 0 not in os.getresuid() + os.getresgid(), os.getresuid() + os.getresgid())
    found("privileges", "no groups of the host", set(os.getgroups()) <= {65534, os.getgid()}, os.getgroups())


def system_calls(job):
    found("seccomp", "a seccomp filter", status("Seccomp") == "2", status("Seccomp"))
    for name, number, args, expected in job["calls"]:
        seen = call_in_child(number, args)
        found("seccomp", f"{name} is refused", seen == expected, seen)
    seen = listener_in_child(job["seccompCall"])
    found("listener", "forbidden calls can be watched by a seccomp listener", seen == "done", seen)
    for family in ("AF_INET", "AF_INET6", "AF_NETLINK", "AF_PACKET", "AF_VSOCK"):
        number = getattr(socket, family)
        seen, _ = answer(lambda: socket.socket(number, socket.SOCK_DGRAM).close())
        found("seccomp", f"{family} sockets are refused", seen == "ENOSYS", seen)


def namespaces(job):
    for name, host in sorted(job["namespaces"].items()):
        seen = os.readlink(f"/proc/self/ns/{name}")
        found("namespaces", f"a {name} namespace of its own", seen != host, seen)
    pids = [entry for entry in os.listdir("/proc") if entry.isdigit()]
    found("namespaces", "no process of the host is visible", os.getpid() == 1 and pids == ["1"], pids)
    with open("/proc/net/dev") as lines:
        interfaces = [line.split(":")[0].strip() for line in lines if ":" in line]
    found("namespaces", "no network interface", interfaces in ([], ["lo"]), interfaces)


def files(job):
    for path in job["unreadable"]:
        seen, done = answer(lambda: os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(10))
        found("files", f"{path} cannot be read", not done, seen)
    for path in job["unwritable"]:
        seen, done = answer(lambda: os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)))
        found("files", f"{path} cannot be written", not done, seen)
    for path, limit in sorted(job["bounded"].items()):
        info = os.statvfs(path)
        size = info.f_blocks * info.f_frsize
        found("files", f"{path} is bounded", 0 < size <= limit, size)


def inheritance(job):
    found("inheritance", "the host's environment is not visible", set(os.environ) <= set(job["environment"]), sorted(os.environ))
    with open("/proc/self/environ", "rb") as raw:
        names = {entry.split(b"=")[0].decode("utf-8", "replace") for entry in raw.read().split(b"\0") if entry}
    found("inheritance", "nor is it in /proc/1/environ", names <= set(job["environment"]), sorted(names))
    descriptors = []
    for entry in os.listdir("/proc/self/fd"):
        try:
            os.fstat(int(entry))
            descriptors.append(int(entry))
        except OSError:
            pass  # The one through which the folder was read.
    found("inheritance", "no descriptor but 0 to 3", set(descriptors) <= {0, 1, 2, 3}, sorted(descriptors))


def task_limit(tasks):
    """Starts more tasks than allowed; the control group must refuse one."""
    children = []
    seen = "none was refused"
    for _ in range(tasks + 1):
        try:
            pid = os.fork()
        except OSError as error:
            seen = name_of(error.errno)
            break
        if pid == 0:
            signal.pause()
            os._exit(0)
        children.append(pid)
    for pid in children:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    found("limits", "the limit on tasks", seen == "EAGAIN", seen)


def memory_limit(limit_bytes):
    """Takes more than the limit in a child; the control group must end it."""
    pid = os.fork()
    if pid == 0:
        block = bytearray(limit_bytes + (64 << 20))
        for at in range(0, len(block), 4096):
            block[at] = 1
        os._exit(0)
    _, state = os.waitpid(pid, 0)
    found("limits", "the limit on memory", os.waitstatus_to_exitcode(state) == -signal.SIGKILL, f"status {state}")


def main():
    # Before anything is opened or imported further: what came with us, and nothing of our own.
    os.write(3, b'{"kind":"ready"}\n')
    job = json.loads(sys.stdin.buffer.readline())
    for check in (inheritance, privileges, namespaces, files, system_calls):
        check(job)
    if job["limits"] is not None:
        task_limit(job["limits"]["tasks"])
        memory_limit(job["limits"]["memoryBytes"])
    os.write(3, json.dumps({"kind": "record", "findings": FINDINGS}).encode() + b"\n")


main()
