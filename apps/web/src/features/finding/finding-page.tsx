/** The page of one finding of a submission: loads the submission, and shows what was found in it. */
import type { SubmissionView } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { ApiError } from '../../shared/api/http.ts';
import { exercisesQuery, queryKeys } from '../../shared/api/queries.ts';
import { useServices } from '../../shared/api/services.tsx';
import { exploredBy } from '../../shared/explored.ts';
import { AppBar } from '../../shared/ui/app-bar.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { SHELL } from '../../shared/ui/messages.ts';
import { LoadFailure, NotFoundPage, Notice, Skeleton, useTitle } from '../../shared/ui/states.tsx';
import { FindingView } from './finding-view.tsx';
import { toSubmission } from './links.ts';
import { FINDING_PAGE } from './messages.ts';
import './finding-page.css';

export function FindingPage(props: {
  readonly id: string;
  /** Of the finding, from 1. */
  readonly number: number;
  /** The step that the address names, from 1. */
  readonly step: number | null;
  readonly onStep: (step: number) => Promise<void>;
}) {
  const { id, number } = props;
  const { api } = useServices();
  const submission = useQuery({
    queryKey: queryKeys.submission(id),
    queryFn: ({ signal }) => api.submission(id, signal),
  });
  const slug = submission.data?.slug;
  const title = useQuery(exercisesQuery(api)).data?.items.find((item) => item.slug === slug)?.title ?? slug ?? '';
  const { findings, scopes } = useMemo(() => exploredBy(submission.data?.events ?? []), [submission.data]);
  const finding = findings[number - 1];
  useTitle(FINDING_PAGE.documentTitle(finding?.sentence ?? title));
  // What is known from before may be older than the finding.
  if (submission.data === undefined || (finding === undefined && submission.isFetching)) {
    const { error } = submission;
    if (error instanceof ApiError && [400, 404].includes(error.status)) return <NotFoundPage />;
    return (
      <Shell crumbs={null}>
        {error === null ? (
          <div className="finding-loading">
            <p className="sr" role="status">
              {SHELL.loading}
            </p>
            <Skeleton lines={12} />
            <Skeleton lines={12} />
          </div>
        ) : (
          <LoadFailure error={error} retry={() => void submission.refetch()} />
        )}
      </Shell>
    );
  }
  const crumbs = (
    <Crumbs submission={submission.data} title={title}>
      {finding === undefined ? null : FINDING_PAGE.crumb(number, findings.length)}
    </Crumbs>
  );
  if (finding === undefined) {
    return (
      <Shell crumbs={crumbs}>
        <Notice icon="search" title={FINDING_PAGE.missingTitle} text={FINDING_PAGE.missing} level="h1">
          <Link {...toSubmission(submission.data)} className="button primary">
            {FINDING_PAGE.toSubmission}
          </Link>
        </Notice>
      </Shell>
    );
  }
  const scope = scopes.findIndex(({ call }) => call === finding.call);
  return (
    <FindingView
      submission={submission.data}
      finding={finding}
      // What was learned is kept with the verdict.
      playable={submission.data.state === 'finished' && scope >= 0 ? scope : null}
      crumbs={crumbs}
      step={props.step}
      onStep={props.onStep}
    />
  );
}

function Crumbs(props: { readonly submission: SubmissionView; readonly title: string; readonly children: ReactNode }) {
  const { submission, title, children } = props;
  return (
    <nav className="finding-crumbs" aria-label={FINDING_PAGE.crumbs}>
      <Link {...toSubmission(submission)}>{title}</Link>
      <Icon name="chevron" small />
      <span className="ink2">{FINDING_PAGE.attempt(submission.number)}</span>
      {children === null ? null : (
        <>
          <Icon name="chevron" small />
          <b>{children}</b>
        </>
      )}
    </nav>
  );
}

function Shell({ crumbs, children }: { readonly crumbs: ReactNode; readonly children: ReactNode }) {
  return (
    <>
      <AppBar brandName={false} left={crumbs} />
      <main className="finding-center" id="content">
        {children}
      </main>
    </>
  );
}
