/** A sitting with its live code, for unit tests: pages of one browser or of several, whose connections can be cut. */
import { AccountId, SittingId, Slug } from '@lockstep/protocol';
import type * as Y from 'yjs';
import type { LiveSocket, Timers } from '../../src/shared/api/steady-socket.ts';
import type { CodeCopy } from '../../src/shared/live-code/code-copy.ts';
import { LiveCode } from '../../src/shared/live-code/live-code.ts';
import { leftSlugs, openOutbox } from '../../src/shared/live-code/outbox.ts';
import { FakeLive } from '../fake-live.ts';
import { FakeTimers, memoryStore } from './fakes.ts';

export const SITTING = SittingId.parse('00000000-0000-4000-8000-000000000001');
export const INTERVIEWER = AccountId.parse('00000000-0000-4000-8000-000000000002');
export const SLUG = Slug.parse('locked-counter');

class FakeSocket implements LiveSocket {
  onopen: (() => void) | null = null;
  onclose: ((event: { readonly code: number }) => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  receive: (text: string) => void = () => undefined;
  leave: () => void = () => undefined;

  send(text: string): void {
    this.receive(text);
  }

  close(): void {
    this.leave();
    this.receive = () => undefined;
    this.onmessage = null;
  }

  say(message: unknown): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

export interface WorldPage {
  readonly live: LiveCode;
  readonly copy: CodeCopy;
  /** Types at a place, as the editor does it. */
  type(at: number, text: string): void;
  text(): string;
  /** Gone from one moment to the next: it does and says nothing more. */
  crash(): void;
}

export class LiveWorld {
  readonly timers = new FakeTimers();
  readonly store = memoryStore();
  server = new FakeLive(SITTING);
  reachable = true;
  /** Sends get lost, although the connection seems to be there. */
  dead = false;
  readonly late: string[] = [];
  /** What the way of late texts answers. */
  saveLate: (source: string) => Promise<unknown> = async () => undefined;
  #sockets: FakeSocket[] = [];
  #pages = 0;

  constructor() {
    this.server.now = () => this.timers.nowMs;
  }

  /** A page of the candidate's browser, or of an interviewer. */
  page(you: 'candidate' | typeof INTERVIEWER = 'candidate'): WorldPage {
    this.#pages += 1;
    const page = `page-${this.#pages}`;
    const mine = you === 'candidate';
    let isAlive = true;
    const sockets: FakeSocket[] = [];
    const timers: Timers = {
      set: (run, ms) => this.timers.set(() => isAlive && run(), ms),
      clear: (timer) => this.timers.clear(timer),
    };
    const live = new LiveCode({
      sitting: SITTING,
      connect: () => {
        const socket = this.#connect(you);
        sockets.push(socket);
        return socket;
      },
      timers,
      random: () => 1,
      now: () => this.timers.nowMs,
      outbox: mine ? (slug) => openOutbox(this.store, SITTING, slug, page) : null,
      saveLate: mine
        ? (_slug, source) => {
            this.late.push(source);
            return this.saveLate(source);
          }
        : null,
      left: mine ? leftSlugs(this.store, SITTING) : [],
    });
    live.open();
    const { copy } = live.use(SLUG);
    const shared = (): Y.Text => {
      const text = copy.snapshot().shared?.text;
      if (text === undefined) throw new Error('there is no text yet');
      return text;
    };
    return {
      live,
      copy,
      type: (at, text) => shared().insert(at, text),
      text: () => shared().toString(),
      crash: () => {
        isAlive = false;
        for (const socket of sockets) {
          socket.close();
          socket.onclose = null;
        }
      },
    };
  }

  /** Every connection breaks; new ones are refused until `comeBack`. */
  goDown(code = 1006): void {
    this.reachable = false;
    this.cut(code);
  }

  comeBack(): void {
    this.reachable = true;
  }

  cut(code = 1006): void {
    const cut = this.#sockets;
    this.#sockets = [];
    for (const socket of cut) {
      socket.close();
      socket.onclose?.({ code });
    }
  }

  /** A server that knows what was stored, and nothing else. `stored`: the last changes are lost with the one before it. */
  restart(stored = this.server.log(SLUG).length): void {
    this.goDown();
    const logs = new Map([[SLUG, this.server.log(SLUG).slice(0, stored)]]);
    this.server = new FakeLive(SITTING, logs);
    this.server.now = () => this.timers.nowMs;
    this.comeBack();
  }

  #connect(you: 'candidate' | typeof INTERVIEWER): FakeSocket {
    const socket = new FakeSocket();
    queueMicrotask(() => {
      if (!this.reachable) {
        socket.onclose?.({ code: 1006 });
        return;
      }
      this.#sockets.push(socket);
      // As over a network: never before the sender goes on.
      const send = (message: unknown): void => queueMicrotask(() => socket.say(message));
      const name = you === 'candidate' ? 'Ada' : 'Grace';
      const { receive, leave } = this.server.connect({ you, name, send });
      socket.leave = leave;
      socket.receive = (text) => {
        if (!this.dead) receive(text);
      };
      socket.onopen?.();
    });
    return socket;
  }
}
