"""PID 1 of the sandbox: waits for one job, runs the program, measures it, writes one record.

Theory of operation. Three channels: stdin brings the job (one line of JSON); descriptor 3 takes two lines, `ready` and
`record`; a pipe from the program's main process brings its observation. The program never has stdin or descriptor 3.
A single thread polls the seccomp listener (see seccomp_listener.py), the observation pipe, and a timer. Every start and
exit of a process is asked for before it happens, so counts, exit codes and CPU times are exact; the timer serves limits
only. The program may do anything: what is read of it is bounded, and it is killed as a whole at the end.
"""

from __future__ import annotations

import ctypes
import errno
import gc
import json
import os
import platform
import resource
import select
import signal
import socket
import sys
import time
from typing import Any

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import harness  # noqa: E402
import output  # noqa: E402
import processes  # noqa: E402
import seccomp_listener  # noqa: E402

REPLY_FD = 3
PR_SET_DUMPABLE = 4
# Starts beyond the limit that are let through, since one may be Python's own resource tracker or fork server.
HELPER_ALLOWANCE = 2
MAX_STARTS = 5_000


def preload() -> list[str]:
    """Imports what nearly every program uses, once, before the job comes."""
    import concurrent.futures.process
    import concurrent.futures.thread
    import multiprocessing.connection
    import multiprocessing.heap
    import multiprocessing.managers
    import multiprocessing.pool
    import multiprocessing.popen_fork
    import multiprocessing.queues
    import multiprocessing.resource_tracker
    import multiprocessing.shared_memory
    import multiprocessing.sharedctypes
    import multiprocessing.synchronize  # noqa: F401

    try:
        import numpy

        return [numpy.__version__]
    except ImportError:
        return []


class Run:
    """One program from its start to its end."""

    def __init__(self, job: dict[str, Any], wake_fd: int) -> None:
        self.job = job
        self.wake_fd = wake_fd
        self.limits = job["limits"]
        self.table = processes.Table()
        self.refused: dict[str, int] = {}
        self.reached: set[str] = set()
        self.killed_for: str | None = None
        self.status: int | None = None
        self.observation = bytearray()
        self.observation_over = False
        self.leftovers: dict[str, Any] | None = None
        self.peak_bytes = 0
        self.shm_before = set(os.listdir("/dev/shm"))

    def start(self) -> None:
        ours, theirs = socket.socketpair()
        report_read, report_write = os.pipe()
        output.make_folder()
        self.begin = time.monotonic()
        self.main = os.fork()
        if self.main == 0:
            self._become_program(theirs, report_write)
        theirs.close()
        os.close(report_write)
        os.set_blocking(report_read, False)
        self.report_fd = report_read
        _, fds, _, _ = socket.recv_fds(ours, 1, 1)
        if not fds:
            raise RuntimeError("the program's process sent no seccomp listener")
        self.listener = seccomp_listener.Listener(fds[0], platform.machine(), self.job["loud"])
        # Only now may the program begin: the listener is in our hands.
        main = processes.read_stat(self.main)
        if main is not None:
            self.table.see(main)
        ours.send(b"g")
        ours.close()

    def _become_program(self, channel: socket.socket, report_fd: int) -> None:
        code = 125
        try:
            os.setsid()
            null = os.open("/dev/null", os.O_RDONLY)
            os.dup2(null, 0)
            output.adopt(os.getpid())
            output.note_name(os.getpid(), "main")
            for signum in (signal.SIGCHLD, signal.SIGTERM):
                signal.signal(signum, signal.SIG_DFL)
            signal.set_wakeup_fd(-1)
            report = os.dup2(report_fd, 200, inheritable=False)
            fd = seccomp_listener.install(platform.machine(), self.job["loud"])
            socket.send_fds(channel, [b"l"], [fd])
            os.close(fd)
            channel.recv(1)
            channel.close()
            os.closerange(3, 200)
            os.closerange(201, 4096)
            seccomp_listener.LIBC.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
            with open("/proc/self/oom_score_adj", "w") as file:
                # When memory runs out the program goes, not the supervisor that has to tell of it.
                file.write("800")
            job = self.job
            self.__dict__.clear()
            gc.unfreeze()
            code = harness.run(job, report)
        except BaseException as error:  # noqa: BLE001 - the process must end here whatever happens
            try:
                os.write(2, f"{type(error).__name__}: {error}\n".encode())
            except OSError:
                pass
        finally:
            os._exit(code & 0xFF)

    def watch(self) -> None:
        """Serves the program until its main process has ended."""
        poll = select.poll()
        poll.register(self.listener.fd, select.POLLIN)
        poll.register(self.report_fd, select.POLLIN)
        poll.register(self.wake_fd, select.POLLIN)
        interval_ms = 10.0
        next_sample = time.monotonic() + interval_ms / 1000
        while True:
            wait_ms = max(0.0, (next_sample - time.monotonic()) * 1000)
            for fd, event in poll.poll(wait_ms):
                if fd == self.wake_fd:
                    os.read(self.wake_fd, 4096)
                elif fd == self.report_fd:
                    if not self._read_observation():
                        poll.unregister(self.report_fd)
                elif event & select.POLLIN:
                    self._serve_notice()
                else:
                    poll.unregister(self.listener.fd)
            self._reap()
            if self.status is not None:
                return
            now = time.monotonic()
            if now >= next_sample:
                self._sample(now)
                interval_ms = min(50.0, interval_ms * 1.25)
                next_sample = time.monotonic() + interval_ms / 1000

    def _serve_notice(self) -> None:
        notice = self.listener.receive()
        if notice is None:
            return
        name, args = notice.name, notice.args
        if name in ("fork", "vfork") or (name == "clone" and not args[0] & seccomp_listener.CLONE_NEW_ANY):
            if name == "clone" and args[0] & seccomp_listener.CLONE_THREAD:
                self._thread_start(notice)
            else:
                self._process_start(notice)
        elif name == "exit_group":
            self._process_exit(notice)
        else:
            label = "socket of another family than AF_UNIX" if name == "socket" else name
            if name == "clone":
                label = "clone into a new namespace"
            self.listener.refuse(notice, errno.EPERM)
            self.refused[label] = self.refused.get(label, 0) + 1

    def _thread_start(self, notice: seccomp_listener.Notice) -> None:
        process = self._process_of(notice.tid)
        if self.listener.allow(notice) and process is not None:
            process.threads_started += 1

    def _process_start(self, notice: seccomp_listener.Notice) -> None:
        live = self.table.scan()
        alive = frozenset(self.table.by_pid[stat.pid].index for stat in live)
        children = sum(1 for index in alive if index > 0 and not self.table.all[index].helper)
        if children >= self.limits["processes"] + HELPER_ALLOWANCE or len(self.table.starts) >= MAX_STARTS:
            self.listener.refuse(notice, errno.EAGAIN)
            self.reached.add("processes")
            return
        # Noted before it is allowed: the child may be seen before we are back.
        start = processes.Start(processes.process_of_thread(notice.tid), alive)
        self.table.starts.append(start)
        if not self.listener.allow(notice):
            self.table.starts.remove(start)

    def _process_exit(self, notice: seccomp_listener.Notice) -> None:
        process = self._process_of(notice.tid)
        if process is not None and not process.ended:
            process.cpu_ms = max(process.cpu_ms, processes.exact_cpu_ms(process.pid))
            process.exit_code = notice.args[0] & 0xFF
            if process.index == 0:
                self._note_leftovers()
            process.ended = True
        self.listener.allow(notice)

    def _process_of(self, tid: int) -> processes.Process | None:
        pid = processes.process_of_thread(tid)
        stat = None if pid is None else processes.read_stat(pid)
        return None if stat is None else self.table.see(stat)

    def _note_leftovers(self) -> None:
        """What is there when the main process is about to end: Python's own clean-up has run, the tracker's has not."""
        live = self.table.scan()
        left = [self.table.by_pid[stat.pid] for stat in live if stat.pid != self.main]
        segments: list[dict[str, Any]] = []
        semaphores: list[str] = []
        with os.scandir("/dev/shm") as entries:
            for entry in entries:
                if entry.name in self.shm_before or len(segments) + len(semaphores) >= 256:
                    continue
                name = entry.name[:300]
                if name.startswith("sem."):
                    semaphores.append(name)
                else:
                    segments.append({"name": name, "bytes": entry.stat(follow_symlinks=False).st_size})
        self.leftovers = {
            "processes": [process.index for process in left if not process.helper],
            "sharedMemory": sorted(segments, key=lambda segment: segment["name"]),
            "semaphores": sorted(semaphores),
        }

    def _read_observation(self) -> bool:
        try:
            piece = os.read(self.report_fd, 1 << 20)
        except BlockingIOError:
            return True
        room = self.job["maxObservationBytes"] + 2 - len(self.observation)
        if len(piece) > room:
            self.observation_over = True
        elif piece:
            self.observation += piece
        return bool(piece)

    def _reap(self) -> None:
        while True:
            try:
                pid, status, _usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            if pid == self.main:
                self.status = status

    def _sample(self, now: float) -> None:
        live = self.table.scan()
        resident = sum(stat.rss_bytes for stat in live)
        limits = self.limits
        if resident > limits["memoryBytes"] and not self.job["memoryByCgroup"]:
            resident = processes.pss_bytes([stat.pid for stat in live])
            if resident > limits["memoryBytes"]:
                self._kill("memory")
        self.peak_bytes = max(self.peak_bytes, resident)
        if (now - self.begin) * 1000 > limits["wallMs"]:
            self._kill("wall")
        elif self.cpu_ms() > limits["cpuMs"]:
            self._kill("cpu")
        elif output.total_bytes() > limits["outputBytes"]:
            self._kill("output")

    def cpu_ms(self) -> float:
        return sum(process.cpu_ms for process in self.table.all)

    def _kill(self, limit: str) -> None:
        if self.killed_for is None:
            self.killed_for = limit
        kill_all()

    def finish(self) -> dict[str, Any]:
        wall_ms = (time.monotonic() - self.begin) * 1000
        while self._read_observation_rest():
            pass
        if self.leftovers is None:
            self._note_leftovers()
        self.table.scan()
        kill_all()
        while True:
            try:
                os.wait4(-1, 0)
            except ChildProcessError:
                break
        if output.total_bytes() > self.limits["outputBytes"] and self.killed_for is None:
            self.killed_for = "output"
        if self.table.alive_together() > self.limits["processes"]:
            self.reached.add("processes")
        parts, names = output.read_back(self.job["outputKeptBytes"], self.job["outputKeptTotalBytes"])
        return self._record(wall_ms, parts, names)

    def _read_observation_rest(self) -> bool:
        ready, _, _ = select.select([self.report_fd], [], [], 0)
        return bool(ready) and self._read_observation() and not self.observation_over

    def _record(self, wall_ms: float, parts: list[tuple[int, str, str, bool]], names: dict[int, str]) -> dict[str, Any]:
        label = {process.index: names.get(process.pid) or default_name(process) for process in self.table.all}
        by_pid = {process.pid: process.index for process in self.table.all}
        assert self.status is not None and self.leftovers is not None
        code = os.waitstatus_to_exitcode(self.status)
        observation: Any = None
        if not self.observation_over and self.observation.endswith(b"\n"):
            try:
                observation = json.loads(self.observation)
            except (ValueError, RecursionError):
                observation = None
        return {
            "kind": "record",
            "killedFor": self.killed_for,
            "exit": {"kind": "exited", "code": code} if code >= 0 else {"kind": "signalled", "signal": -code},
            "observation": observation,
            "wallMs": wall_ms,
            "programCpuMs": self.cpu_ms(),
            "peakBytes": self.peak_bytes,
            "processes": [
                {
                    "index": process.index,
                    "parent": process.parent,
                    "name": label[process.index],
                    "role": "main" if process.index == 0 else "helper" if process.helper else "child",
                    "exitCode": process.exit_code,
                    "cpuMs": process.cpu_ms,
                    "threadsStarted": process.threads_started,
                }
                for process in self.table.all[:512]
            ],
            "aliveTogether": self.table.alive_together(),
            "leftovers": {
                **self.leftovers,
                "processes": [label[index] for index in self.leftovers["processes"]][:256],
            },
            "refusedCalls": [{"name": name, "count": count} for name, count in sorted(self.refused.items())],
            "limitsReached": sorted(self.reached),
            "output": [
                {"process": label.get(by_pid.get(pid, -1), f"pid {pid}"), "stream": stream, "text": text, "truncated": cut}
                for pid, stream, text, cut in parts
            ],
        }


def default_name(process: processes.Process) -> str:
    return "main" if process.index == 0 else "helper" if process.helper else f"process {process.index}"


def kill_all() -> None:
    try:
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        pass


def own_cpu_ms() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return (usage.ru_utime + usage.ru_stime) * 1000


def reply(message: dict[str, Any]) -> None:
    view = memoryview(json.dumps(message, ensure_ascii=True).encode("ascii") + b"\n")
    while view:
        view = view[os.write(REPLY_FD, view) :]


def main() -> None:
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    os.closerange(REPLY_FD + 1, 256)
    os.set_inheritable(REPLY_FD, False)
    numpy = preload()
    # A child's end interrupts the poll (a handler must be there for that), so that it is noticed at once.
    wake_read, wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
    gc.collect()
    gc.freeze()
    reply({"kind": "ready", "python": platform.python_version(), "numpy": numpy})
    line = sys.stdin.buffer.readline()
    if not line:
        return
    before_ms = own_cpu_ms()
    job = json.loads(line)
    run = Run(job, wake_read)
    run.start()
    run.watch()
    record = run.finish()
    record["supervisorCpuMs"] = own_cpu_ms() - before_ms
    reply(record)


main()
