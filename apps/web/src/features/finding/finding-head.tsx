/** What happened, in one sentence; what came out and what was expected; and how sure that is. */
import type { Finding } from '@lockstep/protocol';
import { Icon } from '../../shared/ui/icon.tsx';
import { VerdictChip } from '../../shared/ui/verdict.tsx';
import { FINDING_PAGE } from './messages.ts';

export function FindingHead({ finding }: { readonly finding: Finding }) {
  const { verdict, sentence, call, expected, got, failing } = finding;
  // What was found by chance orders was run again, for real, before it was told.
  const confirmed = verdict === 'race' || verdict === 'deadlock';
  return (
    <header className="finding-head">
      <VerdictChip verdict={verdict} />
      <h1>{sentence}</h1>
      <p className="finding-facts small ink2">
        <span>
          <code>{call}</code> <b className="ink-bad">{got ?? failing.outcome}</b>
          {expected === null ? null : (
            <>
              , {FINDING_PAGE.expected} <b className="ink-good">{expected}</b>
            </>
          )}
        </span>
        <span className="finding-tag">{FINDING_PAGE.fewest(failing.preemptions)}</span>
        {confirmed ? (
          <span className="finding-tag">
            <Icon name="check" small className="ink-good" />
            {FINDING_PAGE.confirmed}
          </span>
        ) : null}
      </p>
    </header>
  );
}
