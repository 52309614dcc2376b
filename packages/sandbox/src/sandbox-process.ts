/**
 * One sandbox, from its start to its end. It is used for one job and thrown away.
 *
 * Theory of operation: we start a shell that joins the control group, then setpriv (when we are root) that becomes an
 * unprivileged user, then bubblewrap, which builds the namespaces and executes the program as PID 1 inside. That
 * program writes `ready` on its descriptor 3, gets one line on its stdin, writes `record` and ends. Killing PID 1 ends
 * everything inside; killing bubblewrap does so too (--die-with-parent), also when we are killed ourselves.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { BWRAP, FD, SETPRIV } from './bubblewrap.ts';
import type { Cgroup, CgroupResult } from './cgroup.ts';
import { killProcess } from './cgroup-files.ts';
import { SandboxFault } from './faults.ts';
import type { SandboxProgram } from './program.ts';

export interface SandboxJob {
  /** One line of JSON for PID 1, without the line break. */
  readonly line: string;
  /** Limits of the program. PID 1 holds them exactly; the host's own are the second line and a little wider. */
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly memoryBytes: number;
  /** Processes and threads together. */
  readonly tasks: number;
  readonly maxReplyBytes: number;
}

export interface SandboxRun {
  /** PID 1's record, not parsed; null when none came. */
  readonly record: string | null;
  readonly ready: unknown;
  /** How PID 1 ended; code 0 as soon as its record is there. */
  readonly exit: { readonly code: number | null; readonly signal: string | null };
  /** Why the host ended it, null when it ended by itself. */
  readonly killedBy: 'wall' | 'cpu' | 'memory' | 'reply' | 'cancelled' | null;
  readonly oomKills: number;
  /** Starts of tasks that the control group refused. */
  readonly pidsRefused: number;
  /** Of everything in the sandbox since the job began, PID 1 included; null without a control group. */
  readonly cpuMs: number | null;
  readonly peakBytes: number | null;
  readonly wallMs: number;
  /** What PID 1 and bubblewrap wrote on stdout and stderr, cut. For fault messages. */
  readonly diagnostics: string;
}

export interface SandboxStart {
  readonly program: SandboxProgram;
  readonly bubblewrapArgs: readonly string[];
  readonly filter: string;
  readonly cgroup: Cgroup | null;
  /** The unprivileged user of this sandbox; null: the one that we are. */
  readonly uid: number | null;
}

const GRACE_MS = { ready: 20_000, wall: 3_000, cpu: 1_000 } as const;
const CPU_POLL_MS = 100;
const DIAGNOSTICS_BYTES = 16_384;

export class Sandbox {
  /** Settles when PID 1 waits for its job; rejects with a SandboxFault when it ended before. */
  readonly ready: Promise<void>;
  /** Settles when every process of the sandbox is gone and its group is removed. */
  readonly gone: Promise<void>;
  readonly #child: ChildProcess;
  readonly #cgroup: Cgroup | null;
  readonly #exit: Promise<SandboxRun['exit']>;
  /** Settles with a good exit when the record is complete. */
  readonly #recorded: Promise<SandboxRun['exit']>;
  #firstPid: number | null = null;
  #readyLine: string | null = null;
  #reply = '';
  #replyBytes = 0;
  #maxReplyBytes = 65_536;
  #diagnostics = '';
  #killedBy: SandboxRun['killedBy'] = null;
  #begun = false;
  #used: CgroupResult | null = null;
  #ended = false;

  constructor({ program, bubblewrapArgs, filter, cgroup, uid }: SandboxStart) {
    this.#cgroup = cgroup;
    const seccomp = openSync(filter, 'r');
    try {
      this.#child = spawn('/bin/sh', shellArgs(bubblewrapArgs, cgroup, uid), {
        cwd: '/',
        env: { PATH: '/usr/bin:/bin' },
        stdio: ['pipe', 'pipe', 'pipe', 'pipe', seccomp, 'pipe', ...program.files.map(() => 'pipe' as const)],
      });
    } finally {
      closeSync(seccomp);
    }
    const child = this.#child;
    // A pipe whose reader is gone says so by an error event; the exit tells the story.
    for (const stream of child.stdio) stream?.on('error', () => {});
    for (const [index, file] of program.files.entries()) {
      (child.stdio[FD.firstFile + index] as Writable).end(file.content);
    }
    let failReady: (fault: SandboxFault) => void = () => {};
    let becomeReady: () => void = () => {};
    let becomeRecorded: () => void = () => {};
    this.#recorded = new Promise((resolve) => {
      becomeRecorded = () => resolve({ code: 0, signal: null });
    });
    this.ready = new Promise((resolve, reject) => {
      becomeReady = resolve;
      failReady = reject;
    });
    this.ready.catch(() => {});
    this.#readChannels(becomeReady, becomeRecorded);
    const timer = setTimeout(() => this.kill(null), GRACE_MS.ready);
    void this.ready.finally(() => clearTimeout(timer)).catch(() => {});
    this.#exit = new Promise((resolve) => {
      child.once('error', (error) => {
        this.#note(error.message);
        resolve({ code: null, signal: null });
      });
      child.once('close', (code, signal) => {
        // Read before the group is removed.
        if (this.#begun) this.#used = cgroup?.result() ?? null;
        resolve({ code, signal });
      });
    });
    this.gone = this.#exit.then(async () => {
      this.#ended = true;
      failReady(new SandboxFault(`a sandbox ended before it was ready: ${this.#diagnostics.trim()}`));
      await cgroup?.remove();
    });
  }

  /** False once it has ended, by itself or by us. */
  get usable(): boolean {
    return !this.#ended && this.#killedBy === null && this.#child.exitCode === null;
  }

  /** The user that PID 1 is on the host, null when it is gone. Only the host can tell: namespaces are nested. */
  hostUid(): number | null {
    try {
      const status = readFileSync(`/proc/${this.#firstPid}/status`, 'utf8');
      return Number(/^Uid:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN);
    } catch {
      return null;
    }
  }

  /** Runs the job to its end. Must be called once, when ready. Does not wait until the sandbox is cleaned up. */
  async run(job: SandboxJob, signal?: AbortSignal): Promise<SandboxRun> {
    signal?.throwIfAborted();
    this.#maxReplyBytes = job.maxReplyBytes;
    this.#begun = true;
    this.#cgroup?.beginJob({ memoryBytes: job.memoryBytes, tasks: job.tasks });
    const begin = performance.now();
    const abort = () => this.kill('cancelled');
    signal?.addEventListener('abort', abort, { once: true });
    const wall = setTimeout(() => this.kill('wall'), job.wallMs + GRACE_MS.wall);
    const cgroup = this.#cgroup;
    const cpu =
      cgroup === null
        ? null
        : setInterval(() => {
            if (!this.#ended && cgroup.cpuMs() > job.cpuMs + GRACE_MS.cpu) this.kill('cpu');
          }, CPU_POLL_MS);
    (this.#child.stdin as Writable).end(`${job.line}\n`);
    try {
      // The record is PID 1's last word: what remains is taking the sandbox down, which nobody has to wait for.
      const exit = await Promise.race([this.#exit, this.#recorded]);
      const wallMs = performance.now() - begin;
      signal?.throwIfAborted();
      const used = this.#used ?? cgroup?.result() ?? null;
      return {
        record: this.#record(),
        ready: parse(this.#readyLine),
        exit,
        killedBy: this.#killedBy,
        oomKills: used?.oomKills ?? 0,
        pidsRefused: used?.refusedTasks ?? 0,
        cpuMs: used?.cpuMs ?? null,
        peakBytes: used?.peakBytes ?? null,
        wallMs,
        diagnostics: this.#diagnostics,
      };
    } finally {
      clearTimeout(wall);
      if (cpu !== null) clearInterval(cpu);
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Ends everything in the sandbox. The first reason counts. */
  kill(reason: SandboxRun['killedBy']): void {
    if (this.#ended) return;
    this.#killedBy ??= reason;
    // PID 1 takes all of its namespace with it. Before there is one, bubblewrap's child would wait for bubblewrap for
    // ever: so it is stopped, that it cannot have another one, and its child goes first.
    if (this.#firstPid !== null) killProcess(this.#firstPid);
    this.#child.kill('SIGSTOP');
    if (this.#child.pid !== undefined) childrenOf(this.#child.pid).forEach(killProcess);
    this.#child.kill('SIGKILL');
  }

  #readChannels(becomeReady: () => void, becomeRecorded: () => void): void {
    const stdio: readonly (Readable | Writable | null | undefined)[] = this.#child.stdio;
    for (const stream of [stdio[1], stdio[2]]) stream?.on('data', (data: Buffer) => this.#note(String(data)));
    let status = '';
    (stdio[FD.status] as Readable).on('data', (data: Buffer) => {
      if (status.length < 4_096) status += data;
      const match = /"child-pid": (\d+)/.exec(status);
      if (match !== null) this.#firstPid = Number(match[1]);
    });
    const reply = stdio[FD.reply] as Readable;
    reply.setEncoding('utf8');
    reply.on('data', (text: string) => {
      this.#replyBytes += text.length;
      if (this.#replyBytes > this.#maxReplyBytes) {
        this.kill('reply');
        return;
      }
      this.#reply += text;
      if (this.#readyLine !== null) {
        if (text.endsWith('\n') && this.#record() !== null) becomeRecorded();
        return;
      }
      const end = this.#reply.indexOf('\n');
      if (end < 0) return;
      this.#readyLine = this.#reply.slice(0, end);
      this.#reply = this.#reply.slice(end + 1);
      becomeReady();
    });
  }

  /** The one line after `ready`; anything else is no record. */
  #record(): string | null {
    const text = this.#reply;
    return text.endsWith('\n') && text.indexOf('\n') === text.length - 1 && text.length > 1 ? text.slice(0, -1) : null;
  }

  #note(text: string): void {
    if (this.#diagnostics.length < DIAGNOSTICS_BYTES) this.#diagnostics += text.slice(0, DIAGNOSTICS_BYTES);
  }
}

/** sh -c script sh <join files> -- command: joins the groups, then becomes the command. */
function shellArgs(bubblewrapArgs: readonly string[], cgroup: Cgroup | null, uid: number | null): string[] {
  const joins = cgroup?.joinFiles ?? [];
  const command = [
    ...(uid === null ? [] : [SETPRIV, '--reuid', String(uid), '--regid', String(uid), '--clear-groups', '--']),
    BWRAP,
    ...bubblewrapArgs,
  ];
  const script = 'while [ "$1" != -- ]; do echo 0 > "$1" || exit 71; shift; done; shift; exec "$@"';
  return ['-c', script, 'sh', ...joins, '--', ...command];
}

/** Children of a process. They are few: bubblewrap has one, the shell before it none. */
function childrenOf(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return children.split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function parse(line: string | null): unknown {
  if (line === null) return null;
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
