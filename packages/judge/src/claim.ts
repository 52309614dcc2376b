/** What an accepted verdict stands for. */
import type { Claim, TestReport } from '@lockstep/protocol';
import type { Explored } from './explore-scopes.ts';

/** The weakest of what was seen of the scopes. Pure. */
export function claimOf(tests: readonly TestReport[], { scopes, undecided }: Explored): Claim {
  const claims = scopes.flatMap(({ coverage }) => (coverage === null ? [] : [coverage]));
  if (scopes.length === 0 || undecided !== null || claims.length < scopes.length) {
    return { kind: 'sampled', schedules: String(tests.length), reason: undecided };
  }
  const states = claims.reduce((sum, one) => sum + (one.kind === 'sampled' ? 0 : one.states), 0);
  const sampled = claims.filter((one) => one.kind === 'sampled');
  if (sampled.length > 0) {
    const schedules = sampled.reduce((sum, one) => sum + BigInt(one.schedules), BigInt(tests.length));
    return { kind: 'sampled', schedules: String(schedules), reason: sampled[0]?.reason ?? null };
  }
  const bounds = claims.flatMap((one) => (one.kind === 'bounded' ? [one.preemptions] : []));
  if (bounds.length > 0) return { kind: 'bounded', preemptions: Math.min(...bounds), states };
  const exhaustive = claims.filter((one) => one.kind === 'exhaustive');
  return {
    kind: 'exhaustive',
    interleavings: String(exhaustive.reduce((sum, one) => sum + BigInt(one.interleavings), 0n)),
    states,
    merged: exhaustive.some((one) => one.merged),
    loops: exhaustive.some((one) => one.loops),
    reduced: exhaustive.some((one) => one.reduced),
  };
}
