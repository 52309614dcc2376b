/** The websocket at /api/authoring/live: an author watches verifications and gets each case as it ends. */
import { type VerificationId, VerificationMessage, VerificationRequest } from '@lockstep/protocol';
import type { EndedCase, Store } from '@lockstep/store';
import type { FastifyInstance } from 'fastify';
import { whoIsHere } from '../accounts/access.ts';
import { sessionOf } from '../accounts/session-cookie.ts';
import { caseView } from '../authoring/verification-views.ts';
import { ProblemError, problemOf } from '../problems.ts';
import { sameOrigin } from '../security.ts';
import type { LiveHub } from './live-hub.ts';
import { jsonOf, Talk } from './talk.ts';

const WATCHES_PER_SOCKET = 8;

export interface VerificationRouteOptions {
  readonly store: Store;
  readonly hub: LiveHub<VerificationId, EndedCase>;
}

export async function verificationRoute(app: FastifyInstance, { store, hub }: VerificationRouteOptions): Promise<void> {
  app.get(
    '/api/authoring/live',
    {
      websocket: true,
      config: { access: 'admin', inPerson: true },
      schema: { hide: true },
      preValidation: async (request) => {
        if (!sameOrigin(request)) throw new ProblemError(403, 'This websocket is opened from another site.');
      },
    },
    (socket, request) => {
      const talk = new Talk(socket);
      const watches = new Map<VerificationId, () => void>();
      const { session } = whoIsHere(request);
      // Whoever is an admin no more is cut off, too.
      const stillSignedIn = async (): Promise<boolean> => {
        const found = await sessionOf(store, request);
        return found?.session === session && found.account.role === 'admin';
      };

      const handle = async (text: string | null): Promise<void> => {
        const { data: asked } = VerificationRequest.safeParse(text === null ? null : jsonOf(text));
        if (asked === undefined) {
          return talk.refuse('Send {"kind":"watch-verification","verification":"<id>","after":<last seq>} as text.');
        }
        const { verification } = asked;
        if (asked.kind === 'unwatch-verification') {
          watches.get(verification)?.();
          watches.delete(verification);
          return;
        }
        if (!(await stillSignedIn())) return talk.endSignedOut();
        if ((await store.verifications.get(verification)) === null) {
          return talk.problem(problemOf(404, 'There is no verification with this id.'));
        }
        if (!talk.open) return;
        watches.get(verification)?.();
        if (watches.size >= WATCHES_PER_SOCKET && !watches.has(verification)) {
          return talk.refuse(`At most ${WATCHES_PER_SOCKET} verifications may be watched at once.`);
        }
        const end = hub.watch(verification, asked.after, {
          send: (_, { seq, total, case: ended }) => {
            const message = { kind: 'case', verification, seq, total, case: caseView(ended) } as const;
            talk.send(VerificationMessage.parse(message));
            if (seq === total) watches.delete(verification);
          },
          fail: () => talk.retry(),
        });
        watches.set(verification, end);
      };

      talk.start({
        handle,
        stillSignedIn,
        closed: () => {
          for (const end of watches.values()) end();
          watches.clear();
        },
      });
    },
  );
}
