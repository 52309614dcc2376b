/** An author for tests of the whole way: an admin who speaks HTTP and websocket. */
import { type VerificationCase, VerificationMessage } from '@lockstep/protocol';
import { openStore } from '@lockstep/store';
import { WebSocket } from 'ws';
import type { Part, System } from '../system.ts';

export class Author {
  readonly #cookie: string;

  private constructor(cookie: string) {
    this.#cookie = cookie;
  }

  /** The first admin of a system. */
  static async enter(system: System, server: Part): Promise<Author> {
    const store = await openStore({ url: system.databaseUrl, prepare: false });
    const link = await store.accountLinks.firstAdmin();
    await store.close();
    const used = await fetch(`${server.url}/api/account-links/use`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        token: link?.token,
        email: 'author@example.org',
        name: 'Author',
        password: 'four plain words here',
      }),
    });
    if (used.status !== 200) throw new Error(`${used.status}: ${await used.text()}`);
    const cookies = used.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0]);
    return new Author(cookies.join('; '));
  }

  /** As browsers keep it. */
  cookies(server: Part): { name: string; value: string; url: string }[] {
    return this.#cookie.split('; ').map((cookie) => {
      const [name = '', ...value] = cookie.split('=');
      return { name, value: value.join('='), url: server.url };
    });
  }

  /** The answer below /api/authoring, whatever its status. */
  async ask(server: Part, method: string, place: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${server.url}/api/authoring/${place}`, {
      method,
      headers: { cookie: this.#cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: text === '' ? null : JSON.parse(text) };
  }

  /** Watches a verification from its beginning until `enough`, or its end. Returns the numbers and the cases. */
  async watch(
    server: Part,
    verification: string,
    enough: (ended: number) => boolean = () => false,
  ): Promise<{ readonly seqs: number[]; readonly total: number; readonly cases: VerificationCase[] }> {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/authoring/live`, {
      headers: { cookie: this.#cookie },
    });
    const seqs: number[] = [];
    const cases: VerificationCase[] = [];
    let total = 0;
    const ended = Promise.withResolvers<void>();
    socket.on('error', ended.reject);
    socket.on('close', () => ended.resolve());
    socket.on('open', () => socket.send(JSON.stringify({ kind: 'watch-verification', verification, after: 0 })));
    socket.on('message', (data) => {
      const message = VerificationMessage.parse(JSON.parse(String(data)));
      if (message.kind === 'problem') return ended.reject(new Error(message.problem.detail));
      seqs.push(message.seq);
      cases.push(message.case);
      total = message.total;
      if (message.seq === message.total || enough(seqs.length)) socket.close();
    });
    await ended.promise;
    return { seqs, total, cases };
  }
}

export interface Answer {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
}
