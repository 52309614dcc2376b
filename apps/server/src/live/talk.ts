/**
 * A websocket as far as its manners go: messages are handled one after the other, who sends nonsense or reads too slowly is cut off, who
 * does not answer is gone, and whoever was signed out sees nothing more. What is said is the caller's.
 */
import type { Problem } from '@lockstep/protocol';
import type { WebSocket } from 'ws';
import { problemOf } from '../problems.ts';

const LIMITS = {
  waitingMessages: 32,
  badMessages: 10,
  /** Bytes waiting to be sent; a reader slower than this is cut off and resumes. */
  bufferedBytes: 4 * 2 ** 20,
  pingMs: 30_000,
} as const;

/** Of our own: 4000 to 4999 are free for that (RFC 6455, 7.4.2). */
const SIGNED_OUT = 4_401;

export interface Talker {
  /** Answers a message; null: it was no text. The next one waits for it. When it rejects, the client connects again. */
  handle(text: string | null): Promise<void>;
  /** The socket is closed. */
  closed(): void;
  /** Rejects while nobody can say. */
  stillSignedIn(): Promise<boolean>;
}

export class Talk {
  readonly #socket: WebSocket;
  #talker: Talker | null = null;
  #badMessages = 0;
  #answered = true;
  #queue: Promise<void> = Promise.resolve();
  #queued = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  start(talker: Talker): void {
    const socket = this.#socket;
    this.#talker = talker;
    const ping = setInterval(() => {
      if (this.#answered) socket.ping();
      else socket.terminate();
      this.#answered = false;
      this.#endWithSession();
    }, LIMITS.pingMs);
    ping.unref();
    socket.on('pong', () => {
      this.#answered = true;
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(ping);
      talker.closed();
    });
    socket.on('message', (data, isBinary) => {
      if (this.#queued > LIMITS.waitingMessages) {
        this.refuse('Too many messages at once.');
        return;
      }
      this.#queued += 1;
      this.#queue = this.#queue
        .then(() => talker.handle(isBinary ? null : String(data)))
        .catch(() => socket.close(1011, 'try again'))
        .finally(() => {
          this.#queued -= 1;
        });
    });
  }

  get open(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** Says what was wrong with a message; many of them end the talk. */
  refuse(detail: string): void {
    this.#badMessages += 1;
    this.problem(problemOf(400, detail));
    if (this.#badMessages >= LIMITS.badMessages) this.#socket.close(1008, 'too many messages that make no sense');
  }

  problem(problem: Problem): void {
    this.send({ kind: 'problem', problem });
  }

  send(message: unknown): void {
    if (!this.open) return;
    if (this.#socket.bufferedAmount > LIMITS.bufferedBytes) this.#socket.close(1013, 'too slow, resume later');
    else this.#socket.send(JSON.stringify(message));
  }

  /** The client connects again and resumes. */
  retry(): void {
    this.#socket.close(1013, 'try again');
  }

  endSignedOut(): void {
    this.#socket.close(SIGNED_OUT, 'signed out');
  }

  /** Whoever was signed out sees nothing more; while the database is away nobody can say. */
  #endWithSession(): void {
    this.#talker?.stillSignedIn().then(
      (signedIn) => {
        if (!signedIn) this.endSignedOut();
      },
      () => {},
    );
  }
}

/** A message as JSON; null: it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
