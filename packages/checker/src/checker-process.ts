/**
 * The host's handle on one checker process: starts it, makes one call at a time, watches its time and memory, and ends
 * it. Once it is over (a fault that may have harmed it, a crash, `kill`) it never serves again.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { encodeFrame, type Frame, FrameReader } from './frames.ts';
import { BOUNDS, type CallHeader, type CheckerFault, cutDetail, ReplyHeader } from './messages.ts';

export interface ProcessLimits {
  /** Resident memory of the whole process. */
  readonly rssMiB: number;
  /** Wall time of a call as the host sees it, over the isolate's own time limit. */
  readonly graceMs: number;
  readonly startMs: number;
  /** Unprivileged user and group that the process becomes when it starts as root. */
  readonly uid: number;
}

export type RawReply =
  | { readonly kind: 'answer'; readonly json: string }
  | { readonly kind: 'fault'; readonly fault: CheckerFault; readonly detail: string };

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
const RSS_POLL_MS = 20;
const STDERR_KEPT_CHARACTERS = 2_000;

export class CheckerProcess {
  readonly #child: ChildProcess;
  readonly #limits: ProcessLimits;
  readonly #ended: Promise<void>;
  readonly #ready: Promise<RawReply | null>;
  #reader = new FrameReader({ headerBytes: BOUNDS.headerBytes, bodyBytes: BOUNDS.answerBytes });
  #waiting: ((reply: RawReply | { readonly kind: 'ready' }) => void) | null = null;
  #stderr = '';
  #over = false;

  constructor(limits: ProcessLimits) {
    this.#limits = limits;
    // isolated-vm asks for --no-node-snapshot. The permission model refuses this process files, workers and children.
    const flags = [
      '--no-node-snapshot',
      '--permission',
      '--allow-addons',
      '--allow-fs-read=*',
      '--disable-warning=ExperimentalWarning',
      '--disable-warning=SecurityWarning',
    ];
    this.#child = spawn(process.execPath, [...flags, CHILD, String(limits.uid)], {
      cwd: '/',
      env: {},
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#ended = this.#watch();
    this.#ready = this.#exchange(limits.startMs, null, (text) => ({
      kind: 'fault',
      fault: 'crashed',
      detail: `the checker process did not start: ${text}`,
    })).then((reply) => (reply.kind === 'ready' ? null : reply));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** True when it can serve no further call. */
  get over(): boolean {
    return this.#over;
  }

  /** Makes one call. Never rejects; after any fault the process is over. */
  async call(header: CallHeader, argsJson: string): Promise<RawReply> {
    const failed = await this.#ready;
    if (failed !== null) {
      this.kill();
      return failed;
    }
    const wallMs = header.timeoutMs + this.#limits.graceMs;
    const reply = await this.#exchange(wallMs, encodeFrame(header, argsJson), () => ({
      kind: 'fault',
      fault: 'timeout',
      detail: `did not end within ${wallMs / 1_000} s`,
    }));
    if (reply.kind === 'ready') {
      this.kill();
      return { kind: 'fault', fault: 'malformed', detail: 'the checker process answered out of turn' };
    }
    if (reply.kind === 'fault') this.kill();
    return reply;
  }

  /** Ends the process, whatever it does. Does not wait; see `ended`. */
  kill(): void {
    this.#over = true;
    this.#child.kill('SIGKILL');
  }

  /** Settles when the process is gone. */
  ended(): Promise<void> {
    return this.#ended;
  }

  /** Sends a frame if there is one, and waits for the next frame or for a reason why none will come. */
  async #exchange(
    wallMs: number,
    frame: Buffer | null,
    late: (text: string) => RawReply,
  ): Promise<RawReply | { readonly kind: 'ready' }> {
    if (this.#over) return { kind: 'fault', fault: 'crashed', detail: this.#obituary() };
    const timers: NodeJS.Timeout[] = [];
    try {
      return await new Promise((resolve) => {
        this.#waiting = resolve;
        timers.push(setTimeout(() => resolve(late(`no answer within ${wallMs} ms`)), wallMs));
        timers.push(
          setInterval(() => {
            if (this.#rssMiB() <= this.#limits.rssMiB) return;
            const detail = `used more than ${this.#limits.rssMiB} MiB of memory`;
            resolve({ kind: 'fault', fault: 'memory', detail });
          }, RSS_POLL_MS),
        );
        if (frame !== null) this.#child.stdin?.write(frame);
      });
    } finally {
      this.#waiting = null;
      for (const timer of timers) clearTimeout(timer);
    }
  }

  #watch(): Promise<void> {
    const child = this.#child;
    child.stdin?.on('error', () => {}); // EPIPE: the process is ending, 'close' tells.
    child.stdout?.on('data', (chunk: Buffer) => this.#receive(chunk));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_KEPT_CHARACTERS);
    });
    this.#preferAsOomVictim();
    return new Promise((resolve) => {
      const gone = (): void => {
        this.#over = true;
        this.#waiting?.({ kind: 'fault', fault: 'crashed', detail: this.#obituary() });
        resolve();
      };
      child.on('error', (error) => {
        this.#stderr += error.message;
        if (child.pid === undefined) gone();
      });
      child.on('close', gone);
    });
  }

  #receive(chunk: Buffer): void {
    if (this.#over) return;
    let frames: Frame[];
    try {
      frames = this.#reader.push(chunk);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.#waiting?.({ kind: 'fault', fault: 'malformed', detail });
      this.kill();
      return;
    }
    for (const { header, body } of frames) {
      const reply = ReplyHeader.safeParse(header);
      if (!reply.success || this.#waiting === null) {
        this.#waiting?.({ kind: 'fault', fault: 'malformed', detail: 'an unreadable reply' });
        this.kill();
        return;
      }
      this.#waiting(reply.data.kind === 'answer' ? { kind: 'answer', json: body } : reply.data);
    }
  }

  /** How the process ended, for the detail of a fault. */
  #obituary(): string {
    const { exitCode, signalCode } = this.#child;
    const ending = signalCode !== null ? `was ended by ${signalCode}` : `ended with exit code ${exitCode ?? 'unknown'}`;
    return cutDetail(`the checker process ${ending}${this.#stderr === '' ? '' : `: ${this.#stderr.trim()}`}`);
  }

  #rssMiB(): number {
    try {
      const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 2 ** 10;
    } catch {
      return 0; // It is gone; 'close' tells.
    }
  }

  /** Should the machine run out of memory all the same, the kernel takes this process and not the host. */
  #preferAsOomVictim(): void {
    try {
      writeFileSync(`/proc/${this.#child.pid}/oom_score_adj`, '1000');
    } catch {
      // Not permitted everywhere, and only a second line: the memory watch is the first.
    }
  }
}
