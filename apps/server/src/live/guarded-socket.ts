/**
 * What every websocket of ours holds to. Messages are text and handled one after the other, in the order in which they
 * came; one that makes no sense is answered, too many of them end the connection. Nothing more is read while too much waits
 * to be handled. Who does not answer pings, reads too slowly, or was signed out meanwhile is cut off.
 */
import type { Problem } from '@lockstep/protocol';
import type { WebSocket } from 'ws';
import { ProblemError, problemOf } from '../problems.ts';

/** 4000 to 4999 are free for close codes of our own (RFC 6455, 7.4.2). */
export const SIGNED_OUT = 4_401;

export interface SocketLimits {
  /** Of one message, as UTF-8. A longer one ends the connection. */
  readonly messageBytes: number;
  /** While so much waits to be handled, nothing more is read. Each message counts for some more than it has. */
  readonly waitingBytes: number;
}

export interface SocketParts {
  readonly limits: SocketLimits;
  /** Handles one message; a ProblemError becomes an answer, any other failure ends the connection, which may try again. */
  readonly handle: (text: string) => Promise<void>;
  /** What a message that is no text is told. */
  readonly usage: string;
  /** Whether the one who opened it may still be here; when not, a close code of ours. Rejects while nobody can say. */
  readonly mayStay: () => Promise<true | number>;
  /** It is closed, and everything that came before is handled. */
  readonly closed: () => void;
}

const BAD_MESSAGES = 10;
/** Bytes waiting to be sent; a reader slower than this is cut off and resumes. */
const BUFFERED_BYTES = 4 * 2 ** 20;
const PING_MS = 30_000;
const MESSAGE_OVERHEAD_BYTES = 256;

export class GuardedSocket {
  readonly #socket: WebSocket;
  readonly #parts: SocketParts;
  #badMessages = 0;
  #answered = true;
  #queue: Promise<void> = Promise.resolve();
  #waitingBytes = 0;
  /** By us. */
  #cutOff = false;

  constructor(socket: WebSocket, parts: SocketParts) {
    this.#socket = socket;
    this.#parts = parts;
    const ping = setInterval(() => {
      if (this.#answered) socket.ping();
      else socket.terminate();
      this.#answered = false;
      this.recheck();
    }, PING_MS);
    ping.unref();
    socket.on('pong', () => {
      this.#answered = true;
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(ping);
      // What was sent before the end is handled first.
      void this.#queue.then(() => parts.closed());
    });
    socket.on('message', (data: Buffer, isBinary) => this.#received(data, isBinary));
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** `text`: a message of ours as JSON. */
  send(text: string): void {
    if (!this.isOpen) return;
    if (this.#socket.bufferedAmount > BUFFERED_BYTES) this.close(1013, 'too slow, resume later');
    else this.#socket.send(text);
  }

  /** Answers a message that makes no sense. */
  refuse(detail: string): void {
    this.#badMessages += 1;
    this.problem(problemOf(400, detail));
    if (this.#badMessages >= BAD_MESSAGES) this.close(1008, 'too many messages that make no sense');
  }

  problem(problem: Problem): void {
    this.send(JSON.stringify({ kind: 'problem', problem }));
  }

  close(code: number, reason: string): void {
    this.#cutOff = true;
    this.#socket.close(code, reason);
  }

  /** Closes it when whoever opened it may not be here any more; while the database is away nobody can say. */
  recheck(): void {
    this.#parts.mayStay().then(
      (may) => {
        if (may !== true) this.close(may, may === SIGNED_OUT ? 'signed out' : 'not allowed');
      },
      () => {},
    );
  }

  #received(data: Buffer, isBinary: boolean): void {
    const { limits, usage, handle } = this.#parts;
    if (data.length > limits.messageBytes) {
      this.close(1009, 'the message is too long');
      return;
    }
    const bytes = data.length + MESSAGE_OVERHEAD_BYTES;
    this.#waitingBytes += bytes;
    if (this.#waitingBytes > limits.waitingBytes) this.#socket.pause();
    this.#queue = this.#queue
      .then(async () => {
        if (this.#cutOff) return;
        if (isBinary) this.refuse(usage);
        else await handle(String(data));
      })
      .catch((error: unknown) => {
        if (error instanceof ProblemError) this.problem(error.problem);
        else this.close(1011, 'try again');
      })
      .finally(() => {
        this.#waitingBytes -= bytes;
        if (this.#socket.isPaused && this.#waitingBytes <= limits.waitingBytes / 2) this.#socket.resume();
      });
  }
}
