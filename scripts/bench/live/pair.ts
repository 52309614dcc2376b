/** A candidate who types and an interviewer who watches. */
import { CODE_TEXT, LiveCodeMessage, type LiveCodeRequest } from '@lockstep/protocol';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { Part } from '../../system.ts';
import type { WatchedSitting, Watching } from './sittings.ts';

export interface Pair {
  /** Presses one key. */
  press(): void;
  /** From each key that was pressed to the interviewer who has it, in milliseconds. */
  readonly latenciesMs: readonly number[];
  /** From each key to the word that it is stored. */
  readonly keptMs: readonly number[];
  /** Everything that was pressed has come. */
  settled(): Promise<void>;
  close(): void;
}

/** Both as plain sockets, with a document on the candidate's side. */
export async function socketPair(server: Part, { cookie }: Watching, sitting: WatchedSitting): Promise<Pair> {
  const { slug } = sitting;
  const doc = new Y.Doc();
  const source = doc.getText(CODE_TEXT);
  const latenciesMs: number[] = [];
  const keptMs: number[] = [];
  const pressedAt: number[] = [];
  let settle = (): void => {};
  const candidate = await joined(server, '', sitting.cookie, slug, (message) => {
    if (message.kind === 'joined') Y.applyUpdate(doc, Buffer.from(message.update, 'base64'), 'server');
    if (message.kind !== 'kept') return;
    // One word may be about several keys.
    while (keptMs.length < message.number) keptMs.push(performance.now() - (pressedAt[keptMs.length] ?? 0));
    settle();
  });
  const watcher = await joined(server, `?sitting=${sitting.id}`, cookie, slug, (message) => {
    if (message.kind !== 'typed') return;
    latenciesMs.push(performance.now() - (pressedAt[latenciesMs.length] ?? 0));
    settle();
  });
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === 'server') return;
    const changes = [{ agoMs: 0, update: Buffer.from(update).toString('base64') }];
    pressedAt.push(performance.now());
    send(candidate, { kind: 'type', slug, number: pressedAt.length, changes });
  });
  return {
    press: () => source.insert(source.length, 'abcdefg hij\n'[pressedAt.length % 12] ?? 'x'),
    latenciesMs,
    keptMs,
    settled: () =>
      new Promise((resolve) => {
        settle = () => {
          if (latenciesMs.length === pressedAt.length && keptMs.length === pressedAt.length) resolve();
        };
        settle();
      }),
    close: () => {
      candidate.terminate();
      watcher.terminate();
    },
  };
}

/** A socket that has the code open. */
export async function joined(
  server: Part,
  query: string,
  cookie: string,
  slug: WatchedSitting['slug'],
  receive: (message: LiveCodeMessage) => void,
): Promise<WebSocket> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/live-code${query}`, { headers: { cookie } });
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', (code, reason) => reject(new Error(`closed with ${code}: ${reason}`)));
    socket.on('open', () => send(socket, { kind: 'join', slug, vector: 'AA==' }));
    socket.on('message', (data) => {
      const message = LiveCodeMessage.parse(JSON.parse(String(data)));
      receive(message);
      if (message.kind === 'joined') resolve();
    });
  });
  return socket;
}

function send(socket: WebSocket, request: LiveCodeRequest): void {
  socket.send(JSON.stringify(request));
}
