/** The websocket at /api/live: a client watches its own submissions and gets their events. */
import {
  isLastEvent,
  LiveMessage,
  LiveRequest,
  type NumberedEvent,
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
import { jsonOf, Talk } from './talk.ts';

const WATCHES_PER_SOCKET = 32;

export interface LiveRouteOptions {
  readonly store: Store;
  readonly hub: LiveHub<SubmissionId, NumberedEvent>;
  readonly visitors: Visitors;
}

export async function liveRoute(app: FastifyInstance, { store, hub, visitors }: LiveRouteOptions): Promise<void> {
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
      new LiveSocket(socket, store, hub, visitor, stillSignedIn, request).start();
    },
  );
}

class LiveSocket {
  readonly #talk: Talk;
  readonly #store: Store;
  readonly #hub: LiveHub<SubmissionId, NumberedEvent>;
  readonly #visitor: Promise<VisitorId | null>;
  readonly #stillSignedIn: () => Promise<boolean>;
  /** What the socket was opened with. */
  readonly #request: FastifyRequest;
  readonly #watches = new Map<SubmissionId, () => void>();

  constructor(
    socket: WebSocket,
    store: Store,
    hub: LiveHub<SubmissionId, NumberedEvent>,
    visitor: Promise<VisitorId | null>,
    stillSignedIn: () => Promise<boolean>,
    request: FastifyRequest,
  ) {
    this.#request = request;
    this.#talk = new Talk(socket);
    this.#stillSignedIn = stillSignedIn;
    this.#store = store;
    this.#hub = hub;
    this.#visitor = visitor;
  }

  start(): void {
    this.#talk.start({
      handle: (text) => this.#handle(text),
      stillSignedIn: this.#stillSignedIn,
      closed: () => {
        for (const end of this.#watches.values()) end();
        this.#watches.clear();
      },
    });
  }

  async #handle(text: string | null): Promise<void> {
    const talk = this.#talk;
    const { data: request } = LiveRequest.safeParse(text === null ? null : jsonOf(text));
    if (request === undefined) {
      return talk.refuse('Send {"kind":"watch","submission":"<id>","after":<last seq>} as text.');
    }
    if (request.kind === 'unwatch') {
      this.#watches.get(request.submission)?.();
      this.#watches.delete(request.submission);
      return;
    }
    if (!(await this.#stillSignedIn())) return talk.endSignedOut();
    const visitor = await this.#visitor;
    const submission = await this.#store.submissions.get(request.submission);
    if (submission === null || !(await maySee(this.#store, submission.visitorId, visitor, this.#request))) {
      return talk.problem(problemOf(404, 'You have no submission with this id.'));
    }
    if (!talk.open) return;
    this.#watches.get(request.submission)?.();
    if (this.#watches.size >= WATCHES_PER_SOCKET && !this.#watches.has(request.submission)) {
      return talk.refuse(`At most ${WATCHES_PER_SOCKET} submissions may be watched at once.`);
    }
    const end = this.#hub.watch(request.submission, request.after, {
      send: (id, { seq, at, event }) => {
        this.#send({ kind: 'event', submission: id, seq, at, event: toldEvent(this.#request.sitting, event) });
        if (isLastEvent(event)) this.#watches.delete(id);
      },
      fail: () => talk.retry(),
    });
    this.#watches.set(request.submission, end);
  }

  #send(message: LiveMessage): void {
    this.#talk.send(LiveMessage.parse(message));
  }
}
