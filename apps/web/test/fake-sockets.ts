/** The websockets of the fake server: events of submissions, the live code of sittings, cases of verifications. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  LIVE_CODE_CLOSE,
  LIVE_SIGNED_OUT,
  type LiveCodeMessage,
  LiveRequest,
  type NumberedEvent,
} from '@lockstep/protocol';
import { type WebSocket, WebSocketServer } from 'ws';
import type { FakeLive, LivePeer } from './fake-live.ts';

interface Watch {
  readonly socket: WebSocket;
  readonly submission: string;
}

/** Whoever connects, and to what; null: nobody may. */
export type Enter = (
  sitting: string | null,
) => { readonly live: FakeLive; readonly peer: Omit<LivePeer, 'send'> } | null;

export class FakeSockets {
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #watches = new Set<Watch>();
  readonly #events: (submission: string) => readonly NumberedEvent[];
  readonly #enter: Enter;
  readonly #authoring: (socket: WebSocket) => void;

  constructor(
    events: (submission: string) => readonly NumberedEvent[],
    enter: Enter,
    authoring: (socket: WebSocket) => void,
  ) {
    this.#events = events;
    this.#enter = enter;
    this.#authoring = authoring;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (!['/api/live', '/api/live-code', '/api/authoring/live'].includes(pathname)) {
      socket.destroy();
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (opened) => {
      if (pathname === '/api/live') this.#watch(opened);
      else if (pathname === '/api/authoring/live') this.#authoring(opened);
      else this.#liveCode(opened, searchParams.get('sitting'));
    });
  }

  /** Number of streams that are being watched. */
  get watched(): number {
    return this.#watches.size;
  }

  /** Closes all as after the end of their session; says how many there were. */
  signOut(): number {
    for (const client of this.#server.clients) client.close(LIVE_SIGNED_OUT);
    return this.#server.clients.size;
  }

  cut(): void {
    for (const client of this.#server.clients) client.terminate();
  }

  stream(id: string, event: NumberedEvent): void {
    for (const { socket, submission } of this.#watches) {
      if (submission === id) socket.send(JSON.stringify({ kind: 'event', submission: id, ...event }));
    }
  }

  #watch(socket: WebSocket): void {
    socket.on('close', () => {
      for (const watch of this.#watches) if (watch.socket === socket) this.#watches.delete(watch);
    });
    socket.on('message', (data) => {
      const request = LiveRequest.parse(JSON.parse(String(data)));
      for (const watch of this.#watches) {
        if (watch.socket === socket && watch.submission === request.submission) this.#watches.delete(watch);
      }
      if (request.kind === 'unwatch') return;
      this.#watches.add({ socket, submission: request.submission });
      for (const event of this.#events(request.submission).slice(request.after)) {
        socket.send(JSON.stringify({ kind: 'event', submission: request.submission, ...event }));
      }
    });
  }

  #liveCode(socket: WebSocket, sitting: string | null): void {
    const entered = this.#enter(sitting);
    if (entered === null) {
      socket.close(LIVE_CODE_CLOSE.notAllowed);
      return;
    }
    const send = (message: LiveCodeMessage): void => socket.send(JSON.stringify(message));
    const { receive, leave } = entered.live.connect({ ...entered.peer, send });
    socket.on('message', (data) => receive(String(data)));
    socket.on('close', leave);
  }
}
