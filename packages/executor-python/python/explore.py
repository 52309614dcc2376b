"""Evaluates a program's histories for the explorer: the supervisor's second kind of job.

Theory of operation. The host sends batches of questions, one line of JSON each: what does this process announce at its
beginning, or after this response at that point of its history? For each the supervisor takes the executor that waits
at the point, or forks a new one that replays the history; all of a batch run at the same time. Executors are bounded in
number, CPU time, memory and message size; what they say is passed on unread, in a string, since it comes from hostile
code. The points of histories are numbered here; a point knows its parent, the response between them, and the digest of
its operation, which a later replay must meet again.

Questions: {"ask": [...]}. Answers, one line for each batch: {"answers": [...]}, each a list of points
[[ref, announcement text], ...] or {"fault": reason, "text": what}; `forks`: executors started so far; `notices`: whether
the program could notice that it is explored (executor.py).

Real processes: the same program as one tree of real processes, each of which waits for a response at each operation
(real_processes.py). Questions: {"real": [path, response] or null, "await": [paths]}, where null starts a tree anew;
answers: {"announced": {path: text}}.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import struct
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, NoReturn

import executor_filter
import real_processes
import values

# The candidate's os._exit becomes an operation; ours is not.
_exit = os._exit
PATH = "/tmp/solution/solution.py"
MAX_LIVE = 48
MAX_RUNNING = 12
# Executors that were ended and still hold a place among the sandbox's processes.
MAX_ENDED = 16
MAX_FRAME = 4_000_000
MAX_CHAIN = 10_000
PIECE = 1 << 16


@dataclass(slots=True)
class Point:
    parent: int | None
    response: Any
    """What the process got between its parent and this point."""
    birth: int | None
    """For the first point of a child: the point of its start operation."""
    path: str
    digest: str


@dataclass(slots=True)
class Executor:
    pid: int
    channel: socket.socket
    deadline: float = 0.0
    buffer: bytearray = field(default_factory=bytearray)
    points: list[tuple[int, str]] = field(default_factory=list)
    """Announced since the last question."""
    last: int | None = None
    """The point at which it is."""
    response: Any = None
    birth: int | None = None
    path: str = "0"


class ExploreJob:
    """`job`: source, entry, args (protocol values), startMethod, limits."""

    def __init__(self, job: Mapping[str, Any]) -> None:
        from modelled import executor

        self._job = job
        self._executor = executor
        self._points: list[Point] = []
        self._live: OrderedDict[int, Executor] = OrderedDict()
        self._real: real_processes.RealProcesses | None = None
        self._forks = 0
        self._ended: list[int] = []
        executor.prepare(job["source"])
        args = [values.decode(argument) for argument in job["args"]]
        self._program = executor.Program(job["source"], PATH, job["entry"], args, job["startMethod"])

    def serve(self, questions: BinaryIO, reply: Any) -> None:
        """Answers batches until the host closes its side."""
        while True:
            line = questions.readline()
            if not line:
                break
            question = json.loads(line)
            if "ask" in question:
                answers = self._answer(question["ask"])
                reply(json.dumps({"answers": answers, "forks": self._forks, "notices": self._program.notices}))
                continue
            if question["real"] is None:
                self._begin_real()
            assert self._real is not None
            reply(json.dumps({"announced": self._real.step(question["real"], question["await"])}))
        for executor in self._live.values():
            self._end(executor)

    def _begin_real(self) -> None:
        if self._real is not None:
            self._real.end()
        self._real = real_processes.RealProcesses(self._job["limits"]["stepSeconds"], self._become_main)

    # Batches

    def _answer(self, batch: Sequence[Sequence[Any]]) -> list[Any]:
        answers: list[Any] = [None] * len(batch)
        waiting = list(enumerate(batch))
        waiting.reverse()
        running: dict[int, tuple[int, Executor]] = {}
        poll = select.poll()
        self._reap()
        while waiting or running:
            while waiting and len(running) < MAX_RUNNING:
                index, question = waiting.pop()
                executor = self._ask(question)
                running[executor.channel.fileno()] = (index, executor)
                poll.register(executor.channel, select.POLLIN)
            now = time.monotonic()
            first = min(executor.deadline for _, executor in running.values())
            ready = {fd for fd, _ in poll.poll(max(0.0, first - now) * 1000)}
            now = time.monotonic()
            for fd, (index, executor) in list(running.items()):
                if fd in ready:
                    answer = self._read(executor)
                elif now >= executor.deadline:
                    answer = {"fault": "stuck", "text": f"process {executor.path} does not come to its next operation"}
                else:
                    continue
                if answer is None:
                    continue
                answers[index] = answer
                del running[fd]
                poll.unregister(fd)
                if isinstance(answer, list) and executor.last is not None:
                    self._keep(executor)
                else:
                    self._end(executor)
        return answers

    def _ask(self, question: Sequence[Any]) -> Executor:
        """The executor that evaluates the question; it is running then."""
        kind = question[0]
        if kind == "root":
            return self._fork("0", None, None, None)
        at = int(question[1])
        if kind == "child":
            return self._fork(self._child_of(at), None, None, at)
        response = question[2]
        executor = self._live.pop(at, None) if kind == "respond" else None
        if executor is None:
            return self._fork(self._points[at].path, at, response, self._birth_of(at))
        executor.response = response
        executor.points = []
        self._set_deadline(executor)
        data = json.dumps(response).encode("ascii")
        try:
            executor.channel.sendall(struct.pack("=I", len(data)) + data)
        except OSError:
            # It ended meanwhile: reading tells.
            pass
        return executor

    def _keep(self, executor: Executor) -> None:
        assert executor.last is not None
        self._live[executor.last] = executor
        if len(self._live) > MAX_LIVE:
            _, oldest = self._live.popitem(last=False)
            self._end(oldest)

    # Histories

    def _child_of(self, at: int) -> str:
        """The path of the child that is started at a point, which the digest carries."""
        return self._points[at].digest.split(" ")[2]

    def _birth_of(self, at: int) -> int | None:
        point = self._points[at]
        while point.parent is not None:
            point = self._points[point.parent]
        return point.birth

    def _history(self, path: str, at: int | None, response: Any, birth: int | None) -> dict[str, list[list[Any]]]:
        """Digests and responses of each process on the way, up to the point and the response that it gets there."""
        history: dict[str, list[list[Any]]] = {path: []}
        if at is not None:
            history[path] = [*self._steps(at), [self._points[at].digest, response]]
        while birth is not None:
            parent = self._points[birth]
            history[parent.path] = self._steps(birth)
            birth = self._birth_of(birth)
        return history

    def _steps(self, at: int) -> list[list[Any]]:
        """From the process's first point to, not including, the response at `at`."""
        steps: list[list[Any]] = []
        point = self._points[at]
        while point.parent is not None:
            parent = self._points[point.parent]
            steps.append([parent.digest, point.response])
            point = parent
        steps.reverse()
        return steps

    # Executors

    def _fork(self, path: str, at: int | None, response: Any, birth: int | None) -> Executor:
        history = self._history(path, at, response, birth)
        ours, theirs = socket.socketpair()
        self._forks += 1
        pid = os.fork()
        if pid == 0:
            self._become_executor(theirs, path, history)
        theirs.close()
        executor = Executor(pid, ours, last=at, response=response, birth=None if at is not None else birth, path=path)
        self._set_deadline(executor)
        return executor

    def _become_executor(self, channel: socket.socket, path: str, history: Mapping[str, Any]) -> NoReturn:
        try:
            _lose_supervisor()
            fd = os.dup2(channel.fileno(), 200, inheritable=False)
            os.closerange(3, 200)
            os.closerange(201, 512)
            limits = self._job["limits"]
            self._executor.confine(limits["cpuSeconds"], limits["memoryBytes"])
            executor_filter.install(may_fork=False)
            self._program.run(socket.socket(fileno=fd), path, history, _encoded, values.Unsendable)
        except BaseException:
            if self._job.get("trace"):
                import traceback

                traceback.print_exc()
        finally:
            _exit(8)

    def _become_main(self, channels: Sequence[socket.socket]) -> NoReturn:
        try:
            _lose_supervisor()
            kept = {channel.fileno() for channel in channels}
            for fd in range(3, 512):
                if fd not in kept:
                    try:
                        os.close(fd)
                    except OSError:
                        pass
            limits = self._job["limits"]
            self._executor.confine(limits["cpuSeconds"], limits["memoryBytes"])
            executor_filter.install(may_fork=True)
            self._program.run_for_real(channels, _encoded, values.Unsendable)
        finally:
            _exit(8)

    def _set_deadline(self, executor: Executor) -> None:
        executor.deadline = time.monotonic() + self._job["limits"]["stepSeconds"]

    def _end(self, executor: Executor) -> None:
        """Ends an executor without waiting for it: taking its memory down takes the kernel a while."""
        executor.channel.close()
        try:
            os.kill(executor.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self._ended.append(executor.pid)
        if len(self._ended) > MAX_ENDED:
            self._reap()

    def _reap(self) -> None:
        """Forgets the ended executors that are gone by now; waits for some when they are many."""
        self._ended = [pid for pid in self._ended if not _gone(pid, os.WNOHANG)]
        while len(self._ended) > MAX_ENDED:
            _gone(self._ended.pop(0), 0)

    def _read(self, executor: Executor) -> Any:
        """What came, as an answer; None while more is to come."""
        try:
            piece = executor.channel.recv(PIECE)
        except OSError:
            piece = b""
        if not piece:
            return {"fault": "died", "text": f"process {executor.path} ended without its exit"}
        executor.buffer += piece
        while len(executor.buffer) >= 4:
            size = struct.unpack_from("=I", executor.buffer)[0]
            if size > MAX_FRAME or len(executor.points) > MAX_CHAIN:
                return {"fault": "garbage", "text": f"process {executor.path} sent more than it may"}
            if len(executor.buffer) < 4 + size:
                return None
            frame = bytes(executor.buffer[4 : 4 + size])
            del executor.buffer[: 4 + size]
            answer = self._take(executor, frame)
            if answer is not None:
                return answer
        return None

    def _take(self, executor: Executor, frame: bytes) -> Any:
        head, _, body = frame.decode("ascii", "replace").partition("\n")
        follows, _, digest = head.partition(" ")
        if follows == "diverged":
            return {"fault": "nondeterministic", "text": digest[:200]}
        if follows not in (".", "$", "+null", "+true", "+false"):
            return {"fault": "garbage", "text": f"process {executor.path} sent no announcement"}
        ref = len(self._points)
        self._points.append(Point(executor.last, executor.response, executor.birth, executor.path, digest))
        executor.points.append((ref, body))
        executor.last = ref
        executor.birth = None
        if follows == "$":
            executor.last = None
        elif follows != ".":
            executor.response = {"kind": "value", "value": json.loads(follows[1:])}
            return None
        return [list(point) for point in executor.points]


def _gone(pid: int, options: int) -> bool:
    try:
        return os.waitpid(pid, options)[0] == pid
    except ChildProcessError:
        return True


def _lose_supervisor() -> None:
    """What a process of the program must not inherit from PID 1."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _encoded(value: Any) -> str:
    return json.dumps(values.encode(value), ensure_ascii=True, allow_nan=False)


__all__ = ["ExploreJob"]
