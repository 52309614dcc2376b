/** The websocket at /api/live: a client watches its own submissions and gets their events. */
import {
  isLastEvent,
  LIVE_SIGNED_OUT,
  LiveMessage,
  LiveRequest,
  type Problem,
  type SubmissionId,
  type VisitorId,
} from '@lockstep/protocol';
import type { Store } from '@lockstep/store';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { sessionOf } from '../accounts/session-cookie.ts';
import { maySee } from '../interviews/may-see.ts';
import { toldEvent } from '../interviews/sitting-rules.ts';
import { ProblemError, problemOf } from '../problems.ts';
import { sameOrigin } from '../security.ts';
import type { Visitors } from '../visitor.ts';
import type { LiveHub } from './live-hub.ts';
import { SessionWatch } from './session-watch.ts';

const LIMITS = {
  watchesPerSocket: 32,
  badMessages: 10,
  /** Bytes waiting to be sent; a reader slower than this is cut off and resumes. */
  bufferedBytes: 4 * 2 ** 20,
  pingMs: 30_000,
} as const;

export interface LiveRouteOptions {
  readonly store: Store;
  readonly hub: LiveHub;
  readonly visitors: Visitors;
}

export async function liveRoute(app: FastifyInstance, { store, hub, visitors }: LiveRouteOptions): Promise<void> {
  const sessions = new SessionWatch(store.sessions);
  app.addHook('onClose', async () => sessions.stop());
  app.get(
    '/api/live',
    {
      websocket: true,
      config: { access: 'anyone' },
      schema: { hide: true },
      preValidation: async (request) => {
        if (!sameOrigin(request)) throw new ProblemError(403, 'This websocket is opened from another site.');
      },
    },
    (socket, request) => {
      // Asked once; messages that arrive meanwhile wait for it.
      const visitor = visitors.find(request).catch(() => null);
      const stillSignedIn = async (): Promise<boolean> =>
        request.signedIn === null || (await sessionOf(store, request))?.session === request.signedIn.session;
      if (request.signedIn?.session != null) {
        const { session } = request.signedIn;
        socket.on(
          'close',
          sessions.watch(session, () => socket.close(LIVE_SIGNED_OUT, 'signed out')),
        );
      }
      new LiveSocket(socket, store, hub, visitor, stillSignedIn, request).start();
    },
  );
}

class LiveSocket {
  readonly #socket: WebSocket;
  readonly #store: Store;
  readonly #hub: LiveHub;
  readonly #visitor: Promise<VisitorId | null>;
  readonly #stillSignedIn: () => Promise<boolean>;
  /** What the socket was opened with. */
  readonly #request: FastifyRequest;
  readonly #watches = new Map<SubmissionId, () => void>();
  #badMessages = 0;
  #answered = true;
  /** Messages are handled one after the other, in the order in which they came. */
  #queue: Promise<void> = Promise.resolve();
  #queued = 0;

  constructor(
    socket: WebSocket,
    store: Store,
    hub: LiveHub,
    visitor: Promise<VisitorId | null>,
    stillSignedIn: () => Promise<boolean>,
    request: FastifyRequest,
  ) {
    this.#request = request;
    this.#socket = socket;
    this.#stillSignedIn = stillSignedIn;
    this.#store = store;
    this.#hub = hub;
    this.#visitor = visitor;
  }

  start(): void {
    const socket = this.#socket;
    const ping = setInterval(() => {
      if (this.#answered) socket.ping();
      else socket.terminate();
      this.#answered = false;
    }, LIMITS.pingMs);
    ping.unref();
    socket.on('pong', () => {
      this.#answered = true;
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(ping);
      for (const end of this.#watches.values()) end();
      this.#watches.clear();
    });
    socket.on('message', (data, isBinary) => {
      if (this.#queued > LIMITS.watchesPerSocket) {
        this.#refuse('Too many messages at once.');
        return;
      }
      this.#queued += 1;
      this.#queue = this.#queue
        .then(() => this.#handle(isBinary ? null : String(data)))
        .catch(() => socket.close(1011, 'try again'))
        .finally(() => {
          this.#queued -= 1;
        });
    });
  }

  async #handle(text: string | null): Promise<void> {
    const request = text === null ? null : parseRequest(text);
    if (request === null) return this.#refuse('Send {"kind":"watch","submission":"<id>","after":<last seq>} as text.');
    if (request.kind === 'unwatch') {
      this.#watches.get(request.submission)?.();
      this.#watches.delete(request.submission);
      return;
    }
    if (!(await this.#stillSignedIn())) return this.#socket.close(LIVE_SIGNED_OUT, 'signed out');
    const visitor = await this.#visitor;
    const submission = await this.#store.submissions.get(request.submission);
    if (submission === null || !(await maySee(this.#store, submission.visitorId, visitor, this.#request))) {
      return this.#problem(problemOf(404, 'You have no submission with this id.'));
    }
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#watches.get(request.submission)?.();
    if (this.#watches.size >= LIMITS.watchesPerSocket && !this.#watches.has(request.submission)) {
      return this.#refuse(`At most ${LIMITS.watchesPerSocket} submissions may be watched at once.`);
    }
    const end = this.#hub.watch(request.submission, request.after, {
      send: (id, { seq, at, event }) => {
        this.#send({ kind: 'event', submission: id, seq, at, event: toldEvent(this.#request.sitting, event) });
        if (isLastEvent(event)) this.#watches.delete(id);
      },
      fail: () => this.#socket.close(1013, 'try again'),
    });
    this.#watches.set(request.submission, end);
  }

  #refuse(detail: string): void {
    this.#badMessages += 1;
    this.#problem(problemOf(400, detail));
    if (this.#badMessages >= LIMITS.badMessages) this.#socket.close(1008, 'too many messages that make no sense');
  }

  #problem(problem: Problem): void {
    this.#send({ kind: 'problem', problem });
  }

  #send(message: LiveMessage): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > LIMITS.bufferedBytes) this.#socket.close(1013, 'too slow, resume later');
    else this.#socket.send(JSON.stringify(LiveMessage.parse(message)));
  }
}

function parseRequest(text: string): LiveRequest | null {
  try {
    const parsed = LiveRequest.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
