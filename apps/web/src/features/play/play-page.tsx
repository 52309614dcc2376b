/** The pages: a call of a submission, and the program of a question. They load what is played; the rest is the same. */
import { Recording, type ScopeReport, type SubmissionView } from '@lockstep/protocol';
import { queryOptions, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import type { Api } from '../../shared/api/api.ts';
import { ApiError } from '../../shared/api/http.ts';
import { exercisesQuery, queryKeys, questionQuery } from '../../shared/api/queries.ts';
import { useServices } from '../../shared/api/services.tsx';
import { exploredBy } from '../../shared/explored.ts';
import { AppBar } from '../../shared/ui/app-bar.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { useLayoutMode } from '../../shared/ui/layout-mode.ts';
import { SHELL } from '../../shared/ui/messages.ts';
import { LoadFailure, NotFoundPage, Notice, useTitle } from '../../shared/ui/states.tsx';
import { PLAY, TROUBLE } from './messages.ts';
import { Play, PlayLoading, type PlayProps } from './play.tsx';
import './play.css';

/** Where a game stands, and how it goes on: bound to the address. */
type Place = Pick<PlayProps, 'at' | 'onGo' | 'startWorker'>;

/** What was learned once does not change. */
function recordingQuery(api: Api, path: string, enabled: boolean) {
  return queryOptions({
    queryKey: ['recording', path],
    queryFn: ({ signal }) => api.read(path, Recording, signal),
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  });
}

export function SubmissionPlayPage(props: Place & { readonly id: string; readonly scope: number }) {
  const { id, scope } = props;
  const { api } = useServices();
  const submission = useQuery({
    queryKey: queryKeys.submission(id),
    queryFn: ({ signal }) => api.submission(id, signal),
  });
  const recording = useQuery(
    recordingQuery(api, `/api/submissions/${encodeURIComponent(id)}/recordings/${scope}`, true),
  );
  const slug = submission.data?.slug;
  const title = useQuery(exercisesQuery(api)).data?.items.find((item) => item.slug === slug)?.title ?? slug ?? '';
  useTitle(PLAY.documentTitle(title));
  const explored = useMemo(() => exploredBy(submission.data?.events ?? []), [submission.data]);
  if (submission.data === undefined && isMissing(submission.error)) return <NotFoundPage />;
  const failed = submission.data === undefined ? submission : recording.data === undefined ? recording : null;
  const back = submission.data === undefined ? null : <BackToSubmission submission={submission.data} />;
  return (
    <>
      <Bar
        crumb={
          submission.data === undefined ? null : (
            <Link
              to="/exercises/$slug"
              params={{ slug: submission.data.slug }}
              search={{ submission: submission.data.id }}
            >
              {title}
            </Link>
          )
        }
        calls={explored.scopes.length < 2 ? null : <Calls id={id} scope={scope} scopes={explored.scopes} />}
      />
      {submission.data !== undefined && recording.data !== undefined ? (
        <Play
          {...props}
          program={submission.data.source}
          recording={recording.data}
          slug={submission.data.slug}
          finding={explored.findings.find(({ call }) => call === recording.data.call) ?? null}
        />
      ) : failed?.error == null ? (
        <PlayLoading words={SHELL.loading} />
      ) : (
        <Trouble
          error={failed.error}
          retry={() => retryFailed([submission, recording])}
          missing={TROUBLE.notKept}
          back={back}
        />
      )}
    </>
  );
}

function BackToSubmission({ submission }: { readonly submission: SubmissionView }) {
  return (
    <Link
      to="/exercises/$slug"
      params={{ slug: submission.slug }}
      search={{ submission: submission.id }}
      className="button primary"
    >
      {TROUBLE.toSubmission}
    </Link>
  );
}

export function QuestionPlayPage(props: Place & { readonly slug: string }) {
  const { slug } = props;
  const { api } = useServices();
  const question = useQuery(questionQuery(api, slug));
  const unanswered = question.data !== undefined && question.data.answered === null;
  const playable = question.data !== undefined && !unanswered;
  const recording = useQuery(recordingQuery(api, `/api/questions/${encodeURIComponent(slug)}/recording`, playable));
  const title = question.data?.title ?? '';
  useTitle(PLAY.documentTitle(title));
  if (question.data === undefined && isMissing(question.error)) return <NotFoundPage />;
  const failed = question.data === undefined ? question : recording.data === undefined ? recording : null;
  return (
    <>
      <Bar
        crumb={
          <Link to="/questions/$slug" params={{ slug }}>
            {title}
          </Link>
        }
        calls={null}
      />
      {unanswered || statusOf(failed?.error ?? null) === 403 ? (
        <main className="play-center" id="content">
          <Notice icon="lock" title={TROUBLE.answerFirstTitle} text={TROUBLE.answerFirst}>
            <BackToQuestion slug={slug} words={TROUBLE.toAnswer} />
          </Notice>
        </main>
      ) : question.data !== undefined && recording.data !== undefined ? (
        <Play {...props} program={question.data.program ?? ''} recording={recording.data} slug={null} finding={null} />
      ) : failed?.error == null ? (
        <PlayLoading words={SHELL.loading} />
      ) : (
        <Trouble
          error={failed.error}
          retry={() => retryFailed([question, recording])}
          missing={TROUBLE.questionNotKept}
          back={<BackToQuestion slug={slug} words={TROUBLE.toQuestion} />}
        />
      )}
    </>
  );
}

function BackToQuestion({ slug, words }: { readonly slug: string; readonly words: string }) {
  return (
    <Link to="/questions/$slug" params={{ slug }} className="button primary">
      {words}
    </Link>
  );
}

function Calls(props: { readonly id: string; readonly scope: number; readonly scopes: readonly ScopeReport[] }) {
  return (
    <nav className="play-calls" aria-label={PLAY.calls}>
      {props.scopes.map(({ name, call }, index) => (
        <Link
          key={name}
          to="/submissions/$id/play/$scope"
          params={{ id: props.id, scope: String(index) }}
          aria-current={index === props.scope ? 'page' : undefined}
        >
          {call}
        </Link>
      ))}
    </nav>
  );
}

/** On a phone the calls have a line of their own. */
function Bar(props: { readonly crumb: ReactNode; readonly calls: ReactNode }) {
  const narrow = useLayoutMode() === 'narrow';
  return (
    <>
      <AppBar
        brandName={false}
        left={
          <div className="play-crumbs">
            {props.crumb}
            {props.crumb === null ? null : <Icon name="chevron" small />}
            <h1>{PLAY.title}</h1>
          </div>
        }
        right={narrow ? null : props.calls}
      />
      {narrow ? props.calls : null}
    </>
  );
}

/** Nothing was kept, or it could not be loaded. */
function Trouble(props: {
  readonly error: Error;
  readonly retry: () => void;
  /** Why there is nothing. */
  readonly missing: string;
  readonly back: ReactNode;
}) {
  return (
    <main className="play-center" id="content">
      {isMissing(props.error) ? (
        <Notice icon="search" title={TROUBLE.notKeptTitle} text={props.missing}>
          {props.back}
        </Notice>
      ) : (
        <LoadFailure error={props.error} retry={props.retry} />
      )}
    </main>
  );
}

/** Without the server everything failed. */
function retryFailed(queries: readonly Pick<UseQueryResult, 'isError' | 'refetch'>[]): void {
  for (const { isError, refetch } of queries) if (isError) void refetch();
}

function statusOf(error: Error | null): number {
  return error instanceof ApiError ? error.status : 0;
}

function isMissing(error: Error | null): boolean {
  return [400, 404].includes(statusOf(error));
}
