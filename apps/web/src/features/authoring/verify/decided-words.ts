/** What a verdict rests on, in a few words. Pure. */
import type { CaseResult } from '@lockstep/protocol';
import { DECIDED } from './messages.ts';

export function decidedWords({ decidedBy, claim }: Pick<CaseResult, 'decidedBy' | 'claim'>): string {
  if (decidedBy === null) return '';
  switch (decidedBy.kind) {
    case 'compile':
      return DECIDED.compile;
    case 'test': {
      const { group, title, call } = decidedBy;
      if (group === 'own') return DECIDED.own(call);
      return group === 'sample' ? DECIDED.sample(title) : DECIDED.full(title);
    }
    case 'scope':
      return DECIDED.scope(decidedBy.call, decidedBy.preemptions);
    case 'everything':
      if (claim?.kind === 'exhaustive') return DECIDED.exhaustive(decidedBy.scopes);
      return claim?.kind === 'bounded' ? DECIDED.bounded(decidedBy.scopes) : DECIDED.sampled(decidedBy.tests);
    default:
      return decidedBy satisfies never;
  }
}
