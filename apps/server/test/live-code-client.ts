/**
 * A client of live code, as a browser has it: a copy of each document, and everything that was typed and is not kept yet,
 * which outlives connections.
 */
import { CODE_TEXT, LIVE_CODE_LIMITS, LiveCodeMessage, type LiveCodeRequest, Slug } from '@lockstep/protocol';
import { WebSocket } from 'ws';
import * as Y from 'yjs';

type Of<K extends LiveCodeMessage['kind']> = Extract<LiveCodeMessage, { kind: K }>;

interface Typed {
  readonly update: Uint8Array;
  readonly atMs: number;
  readonly paste: boolean;
  /** The message that it went with; null: none on this connection. */
  number: number | null;
}

export const SLUG = Slug.parse('locked-counter');

export interface LiveClientOptions {
  /** Where the websocket is: `ws://127.0.0.1:3000`. */
  readonly address: string;
  readonly cookie: string;
  /** Of interviewers. */
  readonly sitting?: string;
  /** Of candidates: the sitting that their page belongs to. */
  readonly page?: string;
  readonly now?: () => number;
}

export class LiveClient {
  readonly doc = new Y.Doc();
  readonly source = this.doc.getText(CODE_TEXT);
  readonly messages: LiveCodeMessage[] = [];
  readonly #options: LiveClientOptions;
  readonly #typed: Typed[] = [];
  readonly #waiting = new Set<() => void>();
  #socket: WebSocket | null = null;
  #closed: Promise<number> = Promise.resolve(0);
  #joined = false;
  #number = 0;
  #paste = false;

  constructor(options: LiveClientOptions) {
    this.#options = options;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'server') return;
      this.#typed.push({ update, atMs: this.#now(), paste: this.#paste, number: null });
      this.#sendTyped();
    });
  }

  get text(): string {
    return this.source.toString();
  }

  /** Changes that the server has not said to keep. */
  get unkept(): number {
    return this.#typed.length;
  }

  get isJoined(): boolean {
    return this.#joined;
  }

  /** Resolves with the close code of the current connection. */
  get closed(): Promise<number> {
    return this.#closed;
  }

  /** Connects, to another server if an address is given; settles when the server has said who is here. */
  async connect(address = this.#options.address): Promise<this> {
    const { cookie, sitting, page } = this.#options;
    const query = sitting === undefined ? (page === undefined ? '' : `?page=${page}`) : `?sitting=${sitting}`;
    const socket = new WebSocket(`${address}/api/live-code${query}`, { headers: { cookie } });
    this.#socket = socket;
    this.#joined = false;
    const before = this.messages.length;
    socket.on('error', () => {});
    socket.on('message', (data) => {
      if (this.#socket === socket) this.#received(LiveCodeMessage.parse(JSON.parse(String(data))));
    });
    this.#closed = new Promise((resolve) => socket.on('close', resolve));
    void this.#closed.then(() => this.#wake());
    await this.until(() => this.messages.length > before || socket.readyState === WebSocket.CLOSED);
    return this;
  }

  /** Connects and opens the code. */
  async join(slug = SLUG, address?: string): Promise<this> {
    if (this.#socket?.readyState !== WebSocket.OPEN) await this.connect(address);
    const before = this.all('joined').length;
    this.send({ kind: 'join', slug, vector: toBase64(Y.encodeStateVector(this.doc)) });
    await this.until(() => this.all('joined').length > before);
    return this;
  }

  /** As when the network goes: nothing more is received, and what was sent may or may not have come. */
  drop(): void {
    this.#socket?.terminate();
    this.#socket = null;
    this.#joined = false;
  }

  /** Goes, and waits until the server has nothing more of it to do than to notice. */
  async close(): Promise<void> {
    this.#socket?.close();
    await this.#closed;
  }

  /** An edit by this user, as one change. */
  edit(change: (source: Y.Text) => void, { paste = false } = {}): void {
    this.#paste = paste;
    this.doc.transact(() => change(this.source));
    this.#paste = false;
  }

  insert(at: number, text: string, options?: { paste: boolean }): void {
    this.edit((source) => source.insert(at, text), options);
  }

  send(request: LiveCodeRequest | string): void {
    this.#socket?.send(typeof request === 'string' ? request : JSON.stringify(request));
  }

  /** Sends bytes as if they were typed. */
  sendChange(update: Uint8Array, slug = SLUG): number {
    const number = ++this.#number;
    this.send({ kind: 'type', slug, number, changes: [{ agoMs: 0, update: toBase64(update) }] });
    return number;
  }

  all<K extends LiveCodeMessage['kind']>(kind: K): Of<K>[] {
    return this.messages.filter((message): message is Of<K> => message.kind === kind);
  }

  last<K extends LiveCodeMessage['kind']>(kind: K): Of<K> | undefined {
    return this.all(kind).at(-1);
  }

  /** Waits until `holds`, looking again with every message and every close. The test's own time limit ends it. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await this.next();
  }

  /** The next message, or the end of the connection. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  /** Everything that was typed here is stored. */
  kept(): Promise<void> {
    return this.until(() => this.unkept === 0);
  }

  #now(): number {
    return this.#options.now?.() ?? performance.now();
  }

  #received(message: LiveCodeMessage): void {
    this.messages.push(message);
    if (message.kind === 'joined') {
      Y.applyUpdate(this.doc, fromBase64(message.update), 'server');
      this.#joined = true;
      for (const typed of this.#typed) typed.number = null;
      this.#sendTyped();
    } else if (message.kind === 'typed') Y.applyUpdate(this.doc, fromBase64(message.update), 'server');
    else if (message.kind === 'kept') {
      const left = this.#typed.filter(({ number }) => number === null || number > message.number);
      this.#typed.splice(0, this.#typed.length, ...left);
    }
    this.#wake();
  }

  #sendTyped(): void {
    if (!this.#joined) return;
    for (;;) {
      const unsent = this.#typed.filter(({ number }) => number === null).slice(0, LIVE_CODE_LIMITS.changes);
      if (unsent.length === 0) return;
      const number = ++this.#number;
      const changes = unsent.map((typed) => {
        typed.number = number;
        const agoMs = Math.max(0, Math.round(this.#now() - typed.atMs));
        return { agoMs, update: toBase64(typed.update), ...(typed.paste ? { paste: true } : {}) };
      });
      this.send({ kind: 'type', slug: SLUG, number, changes });
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

export function fromBase64(text: string): Uint8Array {
  return Buffer.from(text, 'base64');
}

/** Waits until they all have the same text. */
export async function agree(...clients: readonly LiveClient[]): Promise<string> {
  const [first] = clients;
  while (clients.some(({ text }) => text !== first?.text)) await Promise.race(clients.map((client) => client.next()));
  return first?.text ?? '';
}
