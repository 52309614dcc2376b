/** The websocket at /api/live-code: candidates by the cookie of their sitting, interviewers by session for a sitting that they name. */
import { LIVE_CODE_CLOSE, SittingId } from '@lockstep/protocol';
import type { Store } from '@lockstep/store';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { SignedIn } from '../accounts/access.ts';
import { sessionOf } from '../accounts/session-cookie.ts';
import { sittingOf } from '../interviews/sitting-cookie.ts';
import { refuseOtherSites } from '../live/live-route.ts';
import type { SessionWatch } from '../live/session-watch.ts';
import { problemOf } from '../problems.ts';
import { type Comer, Connection, type Turned } from './connection.ts';
import type { LiveCodeHub } from './live-code-hub.ts';

export interface LiveCodeRouteOptions {
  readonly store: Store;
  readonly hub: LiveCodeHub;
  readonly now: () => Date;
  readonly sessions: SessionWatch;
}

const Query = z.object({
  /** Interviewers: whom they watch. */
  sitting: SittingId.optional(),
  /** Candidates: which sitting their page belongs to. What it has typed is no other one's, whatever the cookie says by now. */
  page: SittingId.optional(),
});

export async function liveCodeRoute(
  app: FastifyInstance,
  { store, hub, now, sessions }: LiveCodeRouteOptions,
): Promise<void> {
  app.get<{ Querystring: z.infer<typeof Query> }>(
    '/api/live-code',
    {
      websocket: true,
      config: { access: 'anyone', inPerson: true },
      schema: { hide: true, querystring: Query },
      preValidation: refuseOtherSites,
    },
    (socket, request) => {
      const comer = whoComes(request, request.query);
      if ('code' in comer) return turnAway(socket, comer);
      const mayStay = (): Promise<true | number> =>
        comer.role === 'candidate' ? isStillSitting(store, request) : isStillInterviewer(store, request);
      new Connection(socket, { hub, comer, mayStay, now, clockMs: () => performance.now() });
      sessions.guard(socket, request);
    },
  );
}

function whoComes(
  { signedIn, sitting }: FastifyRequest,
  { sitting: named, page }: z.infer<typeof Query>,
): Comer | Turned {
  if (named !== undefined) {
    if (signedIn === null) return { code: LIVE_CODE_CLOSE.signedOut, problem: problemOf(401, 'Sign in first.') };
    const { id: key, name, role } = signedIn.account;
    return isInterviewer(role)
      ? { role: 'interviewer', key, name, sitting: named }
      : turned('Only an interviewer may watch a candidate.');
  }
  if (sitting === null) return turned('This browser sits no interview. Open the link that you were given.');
  if (page !== undefined && page !== sitting.id) return turned('This browser sits another interview by now.');
  if (sitting.state === 'withdrawn') return turned('Your interviewer ended this interview.');
  return { role: 'candidate', key: 'candidate', name: sitting.candidate, sitting: sitting.id };
}

function turned(detail: string): Turned {
  return { code: LIVE_CODE_CLOSE.notAllowed, problem: problemOf(403, detail) };
}

/** A browser is not told why an upgrade is refused; it is told why a connection ends. */
function turnAway(socket: WebSocket, { code, problem }: Turned): void {
  socket.on('error', () => socket.terminate());
  socket.send(JSON.stringify({ kind: 'problem', problem }));
  socket.close(code, problem.detail);
}

function isInterviewer(role: SignedIn['account']['role']): boolean {
  return role === 'interviewer' || role === 'admin';
}

/** Links are replaced and withdrawn. */
async function isStillSitting(store: Store, request: FastifyRequest): Promise<true | number> {
  const sitting = await sittingOf(store, request);
  const same = sitting !== null && sitting.id === request.sitting?.id;
  return (same && sitting.state !== 'withdrawn') || LIVE_CODE_CLOSE.notAllowed;
}

async function isStillInterviewer(store: Store, request: FastifyRequest): Promise<true | number> {
  const session = await sessionOf(store, request);
  if (session === null || session.session !== request.signedIn?.session) return LIVE_CODE_CLOSE.signedOut;
  return isInterviewer(session.account.role) || LIVE_CODE_CLOSE.notAllowed;
}
