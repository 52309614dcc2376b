/** "Continue where you stopped": the visitor's last submission and the way on from it. */
import type { SubmissionSummary } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { lastSubmissionQuery } from '../../shared/api/queries.ts';
import { useServices } from '../../shared/api/services.tsx';
import { nextUnsolved, type TrackGroup } from './filter.ts';
import { LIST } from './messages.ts';

/** Shows nothing before the first submission, while loading, and when loading failed: the list is enough then. */
export function ContinueCard({ groups }: { readonly groups: readonly TrackGroup[] }) {
  const { api } = useServices();
  const last = useQuery(lastSubmissionQuery(api)).data;
  const item = groups.flatMap((group) => group.items).find((candidate) => candidate.slug === last?.slug);
  if (last === null || last === undefined || item === undefined) return null;
  return <section className="continue">{contents(last, item.title, groups)}</section>;
}

function contents(last: SubmissionSummary, title: string, groups: readonly TrackGroup[]): ReactNode {
  if (last.verdict === 'accepted') {
    const next = nextUnsolved(groups, last.slug);
    if (next === null) return <Words>{LIST.continueAllSolved}</Words>;
    return (
      <>
        <Words>
          {LIST.continueSolved(title)} <b>{next.title}</b>
        </Words>
        <Link to="/exercises/$slug" params={{ slug: next.slug }} className="button primary">
          {LIST.continueNext}
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
          {judging ? LIST.continueJudging : last.sentence === null ? '' : `· ${last.sentence}`}
        </span>
      </Words>
      <Link to="/exercises/$slug" params={{ slug: last.slug }} className="button primary">
        {judging ? LIST.continueWatch : LIST.continueGo}
      </Link>
    </>
  );
}

function Words({ children }: { readonly children: ReactNode }) {
  return (
    <div className="continue-text">
      <h2 className="caption">{LIST.continueTitle}</h2>
      <p>{children}</p>
    </div>
  );
}
