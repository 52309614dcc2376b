/**
 * One sandbox, from its start to its end. It is used for one job and thrown away.
 *
 * Theory of operation: we start a shell that joins the control group, then setpriv, which becomes an unprivileged user
 * (when we are root) that can gain no privilege, then bubblewrap, which builds the namespaces and executes the program
 * as PID 1 inside. That program writes `ready` on its descriptor 3, gets one line on its stdin, writes `record` and
 * ends. Killing PID 1 ends everything inside; killing bubblewrap does so too (--die-with-parent), also when we are
 * killed ourselves.
 */
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import { FD } from './bubblewrap.ts';
import type { Cgroup, CgroupResult } from './cgroup.ts';
import { Conversation } from './conversation.ts';
import { SandboxFault } from './faults.ts';
import { type SandboxStart, spawnSandbox } from './launch.ts';
import { endProcess } from './owner.ts';
import { ReplyChannel } from './reply-channel.ts';

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
  /** PID 1's first line, parsed. */
  readonly ready: unknown;
  /** How PID 1 ended; code 0 as soon as its record is there. */
  readonly exit: { readonly code: number | null; readonly signal: string | null };
  /** Why the host ended it, null when it ended by itself. */
  readonly killedBy: 'wall' | 'cpu' | 'memory' | 'reply' | 'cancelled' | null;
  /** Processes that the kernel ended for want of memory; PID 1 may be one of them. */
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

const GRACE_MS = { ready: 20_000, wall: 3_000, cpu: 1_000, stop: 5_000 } as const;
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
  readonly #becomeReady = Promise.withResolvers<void>();
  /** Settles with a good exit when the record is complete. */
  readonly #recorded = Promise.withResolvers<SandboxRun['exit']>();
  readonly #reply = new ReplyChannel();
  #conversation: Conversation | null = null;
  #firstPid: number | null = null;
  #stopping: Promise<void> | null = null;
  #diagnostics = '';
  #killedBy: SandboxRun['killedBy'] = null;
  #state: 'starting' | 'ready' | 'job' | 'ending' | 'ended' = 'starting';
  #used: CgroupResult | null = null;

  /** Throws a SandboxFault when no process can be started; the group is then the caller's to remove. */
  constructor(start: SandboxStart) {
    this.#cgroup = start.cgroup;
    this.#child = spawnSandbox(start);
    this.ready = this.#becomeReady.promise;
    this.ready.catch(() => {});
    this.#readChannels();
    const tooLate = setTimeout(() => {
      this.#note(`PID 1 was not ready within ${GRACE_MS.ready / 1_000} s.`);
      this.kill(null);
    }, GRACE_MS.ready);
    void this.ready.finally(() => clearTimeout(tooLate)).catch(() => {});
    this.#exit = new Promise((resolve) => {
      this.#child.once('error', (error) => {
        this.#note(error.message);
        resolve({ code: null, signal: null });
      });
      this.#child.once('close', (code, signal) => resolve({ code, signal }));
    });
    this.gone = this.#exit.then(async () => {
      // Before the group, which tells how much was used, is removed.
      this.#used = this.#state === 'job' ? this.#measured() : null;
      this.#state = 'ended';
      this.#becomeReady.reject(new SandboxFault(`a sandbox ended before it was ready: ${this.#diagnostics.trim()}`));
      await this.#cgroup?.remove();
    });
  }

  /** Whether it waits for a job. False from the moment on that it runs one, is killed or ends by itself. */
  get usable(): boolean {
    return this.#state === 'ready' && this.#child.exitCode === null && this.#child.signalCode === null;
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
    if (job.line.includes('\n')) throw new Error('a job is one line: there is a line break in it');
    if (!this.usable) throw new SandboxFault(`a sandbox ended before its job: ${this.#diagnostics.trim()}`);
    this.#limit(job);
    this.#state = 'job';
    this.#reply.beginJob(job.maxReplyBytes);
    const begin = performance.now();
    const abort = () => this.kill('cancelled');
    signal?.addEventListener('abort', abort, { once: true });
    const wall = setTimeout(() => this.kill('wall'), job.wallMs + GRACE_MS.wall);
    const cpu = setInterval(() => this.#watchCpu(job.cpuMs + GRACE_MS.cpu), CPU_POLL_MS);
    (this.#child.stdin as Writable).end(`${job.line}\n`);
    try {
      // The record is PID 1's last word: what remains is taking the sandbox down, which nobody has to wait for.
      const exit = await Promise.race([this.#exit, this.#recorded.promise]);
      const wallMs = performance.now() - begin;
      signal?.throwIfAborted();
      const used = this.#used ?? this.#measured();
      return {
        record: this.#reply.record(),
        ready: this.#reply.ready,
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
      clearInterval(cpu);
      signal?.removeEventListener('abort', abort);
    }
  }

  /**
   * Begins a job that is a conversation: PID 1 answers each line with one line. Must be called once, when ready, instead
   * of `run`. `job.wallMs` and `job.cpuMs` bound all of it, `job.maxReplyBytes` one answer.
   */
  converse(job: SandboxJob): Conversation {
    if (!this.usable) throw new SandboxFault(`a sandbox ended before its job: ${this.#diagnostics.trim()}`);
    this.#limit(job);
    this.#state = 'job';
    this.#reply.beginConversation(job.maxReplyBytes);
    const wall = setTimeout(() => this.kill('wall'), job.wallMs);
    const cpu = setInterval(() => this.#watchCpu(job.cpuMs), CPU_POLL_MS);
    const input = this.#child.stdin as Writable;
    input.write(`${job.line}\n`);
    const conversation = new Conversation(
      (line) => input.write(`${line}\n`),
      () => this.kill(null),
    );
    this.#conversation = conversation;
    void this.#exit.then(() => {
      clearTimeout(wall);
      clearInterval(cpu);
      conversation.end({
        killedBy: this.#killedBy,
        oomKills: this.#used?.oomKills ?? 0,
        diagnostics: this.#diagnostics,
      });
    });
    return conversation;
  }

  /** Ends everything in the sandbox. The first reason counts. */
  kill(reason: SandboxRun['killedBy']): void {
    if (this.#state === 'ended') return;
    this.#killedBy ??= reason;
    if (this.#state !== 'job') this.#state = 'ending';
    // PID 1 takes all of its namespace with it.
    if (this.#firstPid !== null) {
      endProcess(this.#firstPid);
      this.#child.kill('SIGKILL');
    } else {
      this.#stopping ??= this.#endBeforeFirstPid();
    }
  }

  /**
   * bubblewrap that is killed between its clone and the end of the set-up leaves a child that waits for it for ever. So
   * it is stopped first; a stop takes effect later than it is asked for, and a clone that was under way still ends.
   * Only then is it known which children there are.
   */
  async #endBeforeFirstPid(): Promise<void> {
    const pid = this.#child.pid;
    if (pid === undefined) return;
    this.#child.kill('SIGSTOP');
    const deadline = performance.now() + GRACE_MS.stop;
    while (isRunning(pid) && performance.now() < deadline) await setTimeoutPromise(1);
    childrenOf(pid).forEach(endProcess);
    this.#child.kill('SIGKILL');
  }

  #limit({ memoryBytes, tasks }: SandboxJob): void {
    try {
      this.#cgroup?.beginJob({ memoryBytes, tasks });
    } catch (error) {
      throw new SandboxFault('the limits of a control group could not be set', { cause: error });
    }
  }

  #measured(): CgroupResult | null {
    try {
      return this.#cgroup?.result() ?? null;
    } catch (error) {
      this.#note(`the control group could not be read: ${String(error)}`);
      return null;
    }
  }

  #watchCpu(limitMs: number): void {
    const cgroup = this.#cgroup;
    if (cgroup === null || this.#state !== 'job') return;
    try {
      if (cgroup.cpuMs() > limitMs) this.kill('cpu');
    } catch (error) {
      // What cannot be watched may not go on.
      this.#note(`the control group could not be read: ${String(error)}`);
      this.kill(null);
    }
  }

  #readChannels(): void {
    const stdio: readonly (Readable | Writable | null | undefined)[] = this.#child.stdio;
    for (const stream of [stdio[1], stdio[2]]) stream?.on('data', (data: Buffer) => this.#note(String(data)));
    let status = '';
    stdio[FD.status]?.on('data', (data: Buffer) => {
      if (status.length < 4_096) status += data;
      const match = /"child-pid": (\d+)/.exec(status);
      if (match !== null) this.#firstPid = Number(match[1]);
    });
    stdio[FD.reply]?.on('data', (data: Buffer) => this.#replied(data));
  }

  #replied(data: Buffer): void {
    const event = this.#reply.feed(data);
    switch (event.kind) {
      case 'nothing':
        return;
      case 'ready':
        if (this.#state !== 'starting') return;
        this.#state = 'ready';
        this.#becomeReady.resolve();
        return;
      case 'record':
        this.#recorded.resolve({ code: 0, signal: null });
        return;
      case 'lines':
        for (const line of event.lines) this.#conversation?.take(line);
        return;
      case 'flood':
        this.kill('reply');
        return;
      case 'garbage':
        this.#note('PID 1 wrote something else than its ready line before it had a job.');
        this.kill(null);
        return;
      default:
        event satisfies never;
    }
  }

  #note(text: string): void {
    this.#diagnostics += text.slice(0, Math.max(0, DIAGNOSTICS_BYTES - this.#diagnostics.length));
  }
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

/** Whether a process may still do something: it is neither stopped, nor ended, nor gone. */
function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/^[TtZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}
