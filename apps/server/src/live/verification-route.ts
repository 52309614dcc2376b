/** The websocket at /api/authoring/live: an author watches verifications and gets each case as it ends. */
import { LIVE_SIGNED_OUT, type VerificationId, VerificationMessage, VerificationRequest } from '@lockstep/protocol';
import type { EndedCase, Store } from '@lockstep/store';
import type { FastifyInstance } from 'fastify';
import { whoIsHere } from '../accounts/access.ts';
import { sessionOf } from '../accounts/session-cookie.ts';
import { caseView } from '../authoring/verification-views.ts';
import { ProblemError } from '../problems.ts';
import { GuardedSocket } from './guarded-socket.ts';
import type { LiveHub } from './live-hub.ts';
import { refuseOtherSites } from './live-route.ts';
import type { SessionWatch } from './session-watch.ts';

const WATCHES_PER_SOCKET = 8;
const MESSAGE_BYTES = 4_096;
const USAGE = 'Send {"kind":"watch-verification","verification":"<id>","after":<last seq>} as text.';

export interface VerificationRouteOptions {
  readonly store: Store;
  readonly hub: LiveHub<VerificationId, EndedCase>;
  readonly sessions: SessionWatch;
}

export async function verificationRoute(
  app: FastifyInstance,
  { store, hub, sessions }: VerificationRouteOptions,
): Promise<void> {
  app.get(
    '/api/authoring/live',
    {
      websocket: true,
      config: { access: 'admin', inPerson: true },
      schema: { hide: true },
      preValidation: refuseOtherSites,
    },
    (socket, request) => {
      const watches = new Map<VerificationId, () => void>();
      const { session } = whoIsHere(request);
      // Whoever is an admin no more is cut off, too.
      const isStillAdmin = async (): Promise<boolean> => {
        const found = await sessionOf(store, request);
        return found?.session === session && found.account.role === 'admin';
      };

      const handle = async (text: string): Promise<void> => {
        const asked = parseRequest(text);
        if (asked === null) return guarded.refuse(USAGE);
        const { verification } = asked;
        if (asked.kind === 'unwatch-verification') {
          watches.get(verification)?.();
          watches.delete(verification);
          return;
        }
        if (!(await isStillAdmin())) return guarded.close(LIVE_SIGNED_OUT, 'signed out');
        if ((await store.verifications.get(verification)) === null) {
          throw new ProblemError(404, 'There is no verification with this id.');
        }
        if (!guarded.isOpen) return;
        watches.get(verification)?.();
        if (watches.size >= WATCHES_PER_SOCKET && !watches.has(verification)) {
          return guarded.refuse(`At most ${WATCHES_PER_SOCKET} verifications may be watched at once.`);
        }
        const end = hub.watch(verification, asked.after, {
          send: (_, { seq, total, case: ended }) => {
            const message = { kind: 'case', verification, seq, total, case: caseView(ended) } as const;
            guarded.send(JSON.stringify(VerificationMessage.parse(message)));
            if (seq === total) watches.delete(verification);
          },
          fail: () => guarded.close(1013, 'try again'),
        });
        watches.set(verification, end);
      };

      const guarded = new GuardedSocket(socket, {
        limits: { messageBytes: MESSAGE_BYTES, waitingBytes: 8 * MESSAGE_BYTES },
        handle,
        usage: USAGE,
        mayStay: async () => (await isStillAdmin()) || LIVE_SIGNED_OUT,
        closed: () => {
          for (const end of watches.values()) end();
          watches.clear();
        },
      });
      sessions.guard(socket, request);
    },
  );
}

function parseRequest(text: string): VerificationRequest | null {
  try {
    return VerificationRequest.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
