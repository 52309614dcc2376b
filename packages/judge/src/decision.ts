/** Which verdict follows from what was found, and what it rests on. Pure. */
import {
  type DecidedBy,
  type Finding,
  type ScopeReport,
  type TestReport,
  testView,
  type Verdict,
} from '@lockstep/protocol';
import { PRECEDENCE } from './findings.ts';

/** How a run for real of a racy program, or of one that can deadlock, may happen to fail: it says nothing more. */
const BY_LUCK: ReadonlySet<Verdict> = new Set(['time-limit', 'runtime-error', 'wrong-answer']);

/** Verdicts that tell of schedules. */
const BY_SCHEDULE: ReadonlySet<Verdict> = new Set(['race', 'deadlock']);

/** The main verdict over all tests and scopes by precedence, everything else as flags, and one sentence a candidate may read. */
export function decide(
  tests: readonly TestReport[],
  scopes: readonly ScopeReport[],
): { verdict: Verdict; flags: Verdict[]; sentence: string } {
  const found = new Set([...tests, ...scopes].flatMap((one) => [one.verdict, ...one.flags]));
  const [verdict = 'accepted', ...others] = PRECEDENCE.filter((candidate) => found.has(candidate));
  const schedules = BY_SCHEDULE.has(verdict);
  const flags = others.filter((flag) => flag !== 'accepted' && !(schedules && BY_LUCK.has(flag)));
  if (verdict === 'accepted') {
    const all = scopes.length > 0 && scopes.every(({ coverage }) => coverage !== null);
    const explored = all ? ' Every explored interleaving gives the right result too.' : '';
    return { verdict, flags, sentence: `All ${tests.length} tests passed, each run for real.${explored}` };
  }
  const { scope, test } = decisive(verdict, tests, scopes);
  if (scope !== null) return { verdict, flags, sentence: `${scope.call}: ${scope.message}` };
  if (test === null) return { verdict, flags, sentence: '' };
  // Only what the candidate may see of the test goes into the sentence.
  const view = testView(test);
  return {
    verdict,
    flags,
    sentence: view.call === null ? `${view.title}: ${view.message}` : `${view.call}: ${view.message}`,
  };
}

/** What the verdict that `decide` gave rests on. */
export function decidedBy(
  verdict: Verdict,
  tests: readonly TestReport[],
  scopes: readonly ScopeReport[],
  findings: readonly Finding[],
): DecidedBy | null {
  if (verdict === 'accepted') return { kind: 'everything', tests: tests.length, scopes: scopes.length };
  const { scope, test } = decisive(verdict, tests, scopes);
  if (test !== null) return { kind: 'test', group: test.group, title: test.title, call: test.call };
  if (scope === null) return null;
  const found = findings.find((finding) => finding.verdict === verdict && finding.call === scope.call);
  return { kind: 'scope', call: scope.call, preemptions: found?.failing.preemptions ?? null };
}

/** The one test or explored call that a verdict rests on: what is proved comes before what was seen, but where no schedule matters. */
function decisive(
  verdict: Verdict,
  tests: readonly TestReport[],
  scopes: readonly ScopeReport[],
): { readonly scope: ScopeReport | null; readonly test: TestReport | null } {
  const scope = scopes.find((one) => one.verdict === verdict) ?? null;
  const test = tests.find((one) => one.verdict === verdict) ?? null;
  return scope !== null && (test === null || BY_SCHEDULE.has(verdict)) ? { scope, test: null } : { scope: null, test };
}
