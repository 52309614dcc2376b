/** Whose submissions somebody may look at. */
import type { VisitorId } from '@lockstep/protocol';
import type { Store } from '@lockstep/store';
import type { FastifyRequest } from 'fastify';

/** The own ones; interviewers also those of candidates, but nobody's practice. */
export async function maySee(
  { sittings }: Pick<Store, 'sittings'>,
  owner: VisitorId,
  visitor: VisitorId | null,
  { signedIn }: Pick<FastifyRequest, 'signedIn'>,
): Promise<boolean> {
  if (owner === visitor) return true;
  const role = signedIn?.account.role;
  return (role === 'interviewer' || role === 'admin') && (await sittings.ofVisitor(owner)) !== null;
}
