/**
 * What PID 1 writes on its descriptor 3: one line when it is ready, one line when its job is done, each of bounded
 * length. Pure: bytes in, lines out. Anything else on the channel is no line.
 */
import { z } from 'zod';

export type ReplyEvent =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'ready' }
  /** The record is complete, with nothing behind it up to now. */
  | { readonly kind: 'record' }
  /** In a conversation: complete lines, without their breaks. */
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  /** More bytes than allowed; nothing more is kept. */
  | { readonly kind: 'flood' }
  /** The first line says something else, or something follows it although there was no job. */
  | { readonly kind: 'garbage' };

const READY_BYTES = 65_536;
const LINE_BREAK = 0x0a;
const ReadyLine = z.looseObject({ kind: z.literal('ready') });

export class ReplyChannel {
  #ready: unknown = null;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #maxBytes = READY_BYTES;
  #phase: 'starting' | 'waiting' | 'job' | 'conversation' | 'broken' = 'starting';

  /** The parsed `ready` line; null before. */
  get ready(): unknown {
    return this.#ready;
  }

  /** From now on a record is awaited. */
  beginJob(maxBytes: number): void {
    if (this.#phase !== 'waiting') return;
    this.#phase = 'job';
    this.#maxBytes = maxBytes;
  }

  /** From now on lines are awaited, each of at most so many bytes. */
  beginConversation(maxBytes: number): void {
    if (this.#phase !== 'waiting') return;
    this.#phase = 'conversation';
    this.#maxBytes = maxBytes;
  }

  feed(data: Buffer): ReplyEvent {
    if (this.#phase === 'broken') return { kind: 'nothing' };
    if (this.#phase === 'waiting') return this.#breakOff('garbage');
    this.#bytes += data.length;
    if (this.#bytes > this.#maxBytes) return this.#breakOff('flood');
    this.#chunks.push(data);
    if (this.#phase === 'conversation') return data.includes(LINE_BREAK) ? this.#takeLines() : { kind: 'nothing' };
    if (this.#phase === 'starting') return data.includes(LINE_BREAK) ? this.#takeReady() : { kind: 'nothing' };
    return { kind: data.at(-1) === LINE_BREAK && this.record() !== null ? 'record' : 'nothing' };
  }

  /** The job's line without its break; null when there is none, more than one, or when it is no UTF-8. */
  record(): string | null {
    if (this.#phase !== 'job') return null;
    const bytes = Buffer.concat(this.#chunks);
    this.#chunks = [bytes];
    if (bytes.length < 2 || bytes.indexOf(LINE_BREAK) !== bytes.length - 1) return null;
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, -1));
    } catch {
      return null;
    }
  }

  #takeReady(): ReplyEvent {
    const bytes = Buffer.concat(this.#chunks);
    const line = ReadyLine.safeParse(parse(bytes.subarray(0, -1)));
    if (!line.success || bytes.indexOf(LINE_BREAK) !== bytes.length - 1) return this.#breakOff('garbage');
    this.#ready = line.data;
    this.#phase = 'waiting';
    this.#chunks = [];
    this.#bytes = 0;
    return { kind: 'ready' };
  }

  #takeLines(): ReplyEvent {
    const bytes = Buffer.concat(this.#chunks);
    const end = bytes.lastIndexOf(LINE_BREAK);
    const rest = bytes.subarray(end + 1);
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#bytes = rest.length;
    return { kind: 'lines', lines: bytes.subarray(0, end).toString('utf8').split('\n') };
  }

  #breakOff(kind: 'flood' | 'garbage'): ReplyEvent {
    this.#phase = 'broken';
    this.#chunks = [];
    return { kind };
  }
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
