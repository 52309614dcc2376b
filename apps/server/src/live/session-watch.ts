/**
 * Ends sockets whose session was ended: by its owner in another browser, by an admin, on any server. One question to the
 * database for all sockets of this server, every two seconds while there are any.
 */
import { LIVE_SIGNED_OUT } from '@lockstep/protocol';
import type { Sessions } from '@lockstep/store';
import type { FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';

const EVERY_MS = 2_000;

export class SessionWatch {
  readonly #sessions: Pick<Sessions, 'alive'>;
  readonly #watched = new Map<string, Set<() => void>>();
  #timer: NodeJS.Timeout | null = null;

  constructor(sessions: Pick<Sessions, 'alive'>) {
    this.#sessions = sessions;
  }

  /** Closes a socket when the session that it was opened with is no more. */
  guard(socket: WebSocket, { signedIn }: Pick<FastifyRequest, 'signedIn'>): void {
    if (signedIn?.session == null) return;
    const end = this.watch(signedIn.session, () => socket.close(LIVE_SIGNED_OUT, 'signed out'));
    socket.on('close', end);
  }

  /** Calls back, once, when the session is no more. Returns what ends the watch. */
  watch(session: string, ended: () => void): () => void {
    const callbacks = this.#watched.get(session) ?? new Set();
    callbacks.add(ended);
    this.#watched.set(session, callbacks);
    this.#timer ??= setInterval(() => void this.look(), EVERY_MS).unref();
    return () => {
      callbacks.delete(ended);
      if (callbacks.size === 0 && this.#watched.get(session) === callbacks) this.#watched.delete(session);
      if (this.#watched.size === 0) this.stop();
    };
  }

  /** Asks now. While the database is away nobody can say: then nothing ends. */
  async look(): Promise<void> {
    const asked = [...this.#watched.keys()];
    const alive = await this.#sessions.alive(asked).catch(() => null);
    if (alive === null) return;
    for (const session of asked) {
      if (alive.has(session)) continue;
      const callbacks = this.#watched.get(session) ?? [];
      this.#watched.delete(session);
      for (const ended of callbacks) ended();
    }
    if (this.#watched.size === 0) this.stop();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }
}
