/** "Continue where you stopped": the visitor's last submission and the way on from it. */
import type { SubmissionSummary } from '@lockstep/protocol';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { nextUnsolved, type TrackGroup } from '../filter.ts';
import { CARDS } from './messages.ts';

/** Shows nothing for an exercise that is not in the list. */
export default function ContinueCard(props: {
  readonly last: SubmissionSummary;
  readonly groups: readonly TrackGroup[];
}) {
  const { last, groups } = props;
  const item = groups.flatMap((group) => group.items).find((candidate) => candidate.slug === last.slug);
  if (item === undefined) return null;
  return <section className="continue">{contents(last, item.title, groups)}</section>;
}

function contents(last: SubmissionSummary, title: string, groups: readonly TrackGroup[]): ReactNode {
  if (last.verdict === 'accepted') {
    const next = nextUnsolved(groups, last.slug);
    if (next === null) return <Words>{CARDS.continueAllSolved}</Words>;
    return (
      <>
        <Words>
          {CARDS.continueSolved(title)} <b>{next.title}</b>
        </Words>
        <Link to="/exercises/$slug" params={{ slug: next.slug }} className="button primary">
          {CARDS.continueNext}
        </Link>
      </>
    );
  }
  const judging = last.state === 'queued' || last.state === 'running';
  return (
    <>
      <Words>
        <b>{title}</b>{' '}
        <span className="ink2">
          {judging ? CARDS.continueJudging : last.sentence === null ? '' : `· ${last.sentence}`}
        </span>
      </Words>
      <Link to="/exercises/$slug" params={{ slug: last.slug }} className="button primary">
        {judging ? CARDS.continueWatch : CARDS.continueGo}
      </Link>
    </>
  );
}

function Words({ children }: { readonly children: ReactNode }) {
  return (
    <div className="continue-text">
      <h2 className="caption">{CARDS.continueTitle}</h2>
      <p>{children}</p>
    </div>
  );
}
