/** The websocket at /api/live: a client watches its own submissions and gets their events. */
import { isLastEvent, LiveMessage, LiveRequest, type SubmissionId, type VisitorId } from '@lockstep/protocol';
import type { Store } from '@lockstep/store';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { sessionOf } from '../accounts/session-cookie.ts';
import { maySee } from '../interviews/may-see.ts';
import { toldEvent } from '../interviews/sitting-rules.ts';
import { ProblemError } from '../problems.ts';
import { sameOrigin } from '../security.ts';
import type { Visitors } from '../visitor.ts';
import { GuardedSocket, SIGNED_OUT } from './guarded-socket.ts';
import type { LiveHub } from './live-hub.ts';

const WATCHES_PER_SOCKET = 32;
const MESSAGE_BYTES = 4_096;
const USAGE = 'Send {"kind":"watch","submission":"<id>","after":<last seq>} as text.';

export interface LiveRouteOptions {
  readonly store: Store;
  readonly hub: LiveHub;
  readonly visitors: Visitors;
}

export async function liveRoute(app: FastifyInstance, { store, hub, visitors }: LiveRouteOptions): Promise<void> {
  app.get(
    '/api/live',
    { websocket: true, config: { access: 'anyone' }, schema: { hide: true }, preValidation: refuseOtherSites },
    (socket, request) => {
      // Asked once; messages that arrive meanwhile wait for it.
      const visitor = visitors.find(request).catch(() => null);
      new LiveSocket(socket, store, hub, visitor, request);
    },
  );
}

/** A websocket has no preflight: another site's page could open one with the cookies of whoever looks at it. */
export async function refuseOtherSites(request: FastifyRequest): Promise<void> {
  if (!sameOrigin(request)) throw new ProblemError(403, 'This websocket is opened from another site.');
}

class LiveSocket {
  readonly #socket: GuardedSocket;
  readonly #store: Store;
  readonly #hub: LiveHub;
  readonly #visitor: Promise<VisitorId | null>;
  /** What the socket was opened with. */
  readonly #request: FastifyRequest;
  readonly #watches = new Map<SubmissionId, () => void>();

  constructor(
    socket: WebSocket,
    store: Store,
    hub: LiveHub,
    visitor: Promise<VisitorId | null>,
    request: FastifyRequest,
  ) {
    this.#request = request;
    this.#store = store;
    this.#hub = hub;
    this.#visitor = visitor;
    this.#socket = new GuardedSocket(socket, {
      limits: { messageBytes: MESSAGE_BYTES, waitingBytes: 8 * MESSAGE_BYTES },
      handle: (text) => this.#handle(text),
      usage: USAGE,
      mayStay: async () => (await this.#isSignedIn()) || SIGNED_OUT,
      closed: () => {
        for (const end of this.#watches.values()) end();
        this.#watches.clear();
      },
    });
  }

  /** As it was when the socket was opened. */
  async #isSignedIn(): Promise<boolean> {
    const { signedIn } = this.#request;
    return signedIn === null || (await sessionOf(this.#store, this.#request))?.session === signedIn.session;
  }

  async #handle(text: string): Promise<void> {
    const request = parseRequest(text);
    if (request === null) return this.#socket.refuse(USAGE);
    if (request.kind === 'unwatch') {
      this.#watches.get(request.submission)?.();
      this.#watches.delete(request.submission);
      return;
    }
    if (!(await this.#isSignedIn())) return this.#socket.close(SIGNED_OUT, 'signed out');
    const visitor = await this.#visitor;
    const submission = await this.#store.submissions.get(request.submission);
    if (submission === null || !(await maySee(this.#store, submission.visitorId, visitor, this.#request))) {
      throw new ProblemError(404, 'You have no submission with this id.');
    }
    if (!this.#socket.isOpen) return;
    this.#watches.get(request.submission)?.();
    if (this.#watches.size >= WATCHES_PER_SOCKET && !this.#watches.has(request.submission)) {
      return this.#socket.refuse(`At most ${WATCHES_PER_SOCKET} submissions may be watched at once.`);
    }
    const end = this.#hub.watch(request.submission, request.after, {
      send: (id, { seq, at, event }) => {
        const told = toldEvent(this.#request.sitting, event);
        this.#socket.send(JSON.stringify(LiveMessage.parse({ kind: 'event', submission: id, seq, at, event: told })));
        if (isLastEvent(event)) this.#watches.delete(id);
      },
      fail: () => this.#socket.close(1013, 'try again'),
    });
    this.#watches.set(request.submission, end);
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
