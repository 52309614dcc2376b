/** What a call of a candidate's own came to, in a sentence. */
import type { Claim, ScopeReport, TestReport } from '@lockstep/protocol';
import type { Explored } from './explore-scopes.ts';

const MOST_NAMED = 4;
/** Numbers by their size. */
const IN_ORDER = new Intl.Collator('en', { numeric: true });

/** Of a call that ended properly: what it returned for real, and what its interleavings return. Pure. */
export function ownCallSentence(tests: readonly TestReport[], { scopes, undecided }: Explored): string {
  const real = tests.map(({ call, got }) => `${call} returned ${got ?? 'nothing that can be shown'}.`);
  const explored = scopes.map((scope) => exploredSentence(scope, undecided));
  return [...real, ...explored].join(' ');
}

function exploredSentence({ coverage, outcomes, message }: ScopeReport, undecided: string | null): string {
  if (coverage === null) return undecided ?? message;
  const [only] = outcomes;
  if (only !== undefined && outcomes.length === 1) return `In ${seenWords(coverage)} it ${only.text}.`;
  const texts = outcomes.map(({ text }) => text.replace(/^returned /, '')).sort(IN_ORDER.compare);
  const named = texts.slice(0, MOST_NAMED);
  const more = outcomes.length > MOST_NAMED ? ' and others' : '';
  return `In ${seenWords(coverage)} there are ${outcomes.length} different results: ${named.join(', ')}${more}.`;
}

function seenWords(coverage: Claim): string {
  switch (coverage.kind) {
    case 'exhaustive':
      return coverage.interleavings === '1'
        ? 'its only interleaving'
        : `all ${grouped(coverage.interleavings)} interleavings`;
    case 'bounded':
      return `all interleavings with at most ${coverage.preemptions} preemptions`;
    case 'sampled':
      return `${grouped(coverage.schedules)} random schedules`;
  }
}

function grouped(count: string): string {
  return BigInt(count).toLocaleString('en');
}
