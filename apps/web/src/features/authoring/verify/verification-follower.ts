/**
 * Follows one verification: reads it, and takes over each case as it ends. After a broken connection it goes on after the last case that
 * it has, so that none is missed and none counts twice; where a number is missing it reads the whole again. At the end it is read once more,
 * since the server alone says how it ended.
 */
import {
  type Verification,
  type VerificationId,
  VerificationMessage,
  type VerificationRequest,
} from '@lockstep/protocol';
import {
  createSteadySocket,
  type LiveSocket,
  type SocketStatus,
  type SteadySocket,
  type Timers,
} from '../../../shared/api/steady-socket.ts';
import { withCase } from './verification-model.ts';

export interface FollowSnapshot {
  /** null until it was read. */
  readonly verification: Verification | null;
  /** Why it could not be read. */
  readonly error: Error | null;
  /** Of the stream; `waiting`: the connection broke. */
  readonly stream: SocketStatus;
}

export interface FollowPorts {
  readonly id: VerificationId;
  readonly read: () => Promise<Verification>;
  readonly connect: () => LiveSocket;
  readonly timers: Timers;
  /** 0 to 1. */
  readonly random: () => number;
  /** It has ended, and was read since. */
  readonly onEnd: (verification: Verification) => void;
}

const AGAIN_MS = 3000;

export class VerificationFollower {
  readonly #ports: FollowPorts;
  readonly #socket: SteadySocket;
  readonly #listeners = new Set<() => void>();
  #snapshot: FollowSnapshot = { verification: null, error: null, stream: 'idle' };
  #stopped = false;
  #timer: unknown = null;

  constructor(ports: FollowPorts) {
    this.#ports = ports;
    this.#socket = createSteadySocket({
      connect: ports.connect,
      timers: ports.timers,
      random: ports.random,
      onOpen: () => this.#watch(),
      onMessage: (data) => this.#take(data),
      onStatus: () => this.#say({ stream: this.#socket.status() }),
    });
  }

  readonly snapshot = (): FollowSnapshot => this.#snapshot;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Reads it as it is now, and once more after a while when that fails. */
  async read(): Promise<void> {
    this.#ports.timers.clear(this.#timer);
    try {
      const verification = await this.#ports.read();
      if (this.#stopped) return;
      const wasRunning = this.#snapshot.verification?.state === 'running';
      this.#say({ verification, error: null });
      if (verification.state === 'running') this.#socket.open();
      else {
        this.#socket.close();
        if (wasRunning) this.#ports.onEnd(verification);
      }
    } catch (error) {
      if (this.#stopped) return;
      this.#say({ error: error instanceof Error ? error : new Error(String(error)) });
      this.#timer = this.#ports.timers.set(() => void this.read(), AGAIN_MS);
    }
  }

  hurry(): void {
    this.#socket.hurry();
  }

  stop(): void {
    this.#stopped = true;
    this.#listeners.clear();
    this.#ports.timers.clear(this.#timer);
    this.#socket.close();
  }

  #watch(): void {
    const after = this.#snapshot.verification?.lastSeq ?? 0;
    const request: VerificationRequest = { kind: 'watch-verification', verification: this.#ports.id, after };
    this.#socket.send(JSON.stringify(request));
  }

  #take(data: unknown): void {
    const message = parsed(data);
    const { verification } = this.#snapshot;
    if (message?.kind !== 'case' || message.verification !== this.#ports.id || verification === null) return;
    const next = withCase(verification, message);
    if (next === null) this.#watch();
    else if (next !== verification) {
      this.#say({ verification: next });
      if (next.lastSeq === message.total) void this.read();
    }
  }

  #say(change: Partial<FollowSnapshot>): void {
    if (this.#stopped) return;
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** A message that does not parse is ignored: a newer server may know more kinds than this page. */
function parsed(data: unknown): VerificationMessage | null {
  if (typeof data !== 'string') return null;
  try {
    return VerificationMessage.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}
