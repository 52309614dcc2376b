/** A candidate's submissions and runs; each opens into its code and the ways into its result. */
import type { SubmissionSummary, SubmissionView } from '@lockstep/protocol';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Api } from '../../shared/api/api.ts';
import { queryKeys } from '../../shared/api/queries.ts';
import { useServices } from '../../shared/api/services.tsx';
import { formatMoment, formatTime } from '../../shared/format.ts';
import { PythonCode } from '../../shared/text/python-code.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { LoadFailure, Skeleton } from '../../shared/ui/states.tsx';
import { VerdictChip } from '../../shared/ui/verdict.tsx';
import { WORK } from './messages.ts';

export function SubmissionsList(props: {
  readonly submissions: readonly SubmissionSummary[];
  /** Of exercises, by slug. */
  readonly titles: ReadonlyMap<string, string>;
}) {
  return (
    <ul className="card work-submissions">
      {props.submissions.map((item) => (
        <Submission key={item.id} item={item} title={props.titles.get(item.slug) ?? item.slug} />
      ))}
    </ul>
  );
}

function Submission({ item, title }: { readonly item: SubmissionSummary; readonly title: string }) {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <Icon name="chevron" small />
          <span className="work-what">
            <b>{title}</b>
            <span className="small ink2">{modeWords(item)}</span>
          </span>
          {item.verdict === null ? (
            <span className="small ink2">{WORK.state[item.state]}</span>
          ) : (
            <VerdictChip verdict={item.verdict} />
          )}
          <time className="small ink2" dateTime={item.createdAt} title={formatMoment(item.createdAt)}>
            {formatTime(item.createdAt)}
          </time>
        </summary>
        {open ? <Opened item={item} title={title} /> : null}
      </details>
    </li>
  );
}

function modeWords({ mode, number, call }: SubmissionSummary): string {
  switch (mode) {
    case 'full':
      return WORK.number(number);
    case 'samples':
      return WORK.samples;
    case 'own':
      return `${WORK.own} ${call ?? ''}`.trim();
    default:
      return mode satisfies never;
  }
}

function submissionQuery(api: Api, id: string) {
  return queryOptions({ queryKey: queryKeys.submission(id), queryFn: ({ signal }) => api.submission(id, signal) });
}

function Opened({ item, title }: { readonly item: SubmissionSummary; readonly title: string }) {
  const { api } = useServices();
  const { data, error, refetch } = useQuery(submissionQuery(api, item.id));
  if (data === undefined) {
    return error === null ? (
      <div className="work-opened">
        <p className="sr" role="status">
          {WORK.loading}
        </p>
        <Skeleton lines={5} />
      </div>
    ) : (
      <LoadFailure error={error} retry={() => void refetch()} />
    );
  }
  return (
    <div className="work-opened">
      {item.sentence === null ? null : <p className="ink2">{item.sentence}</p>}
      <Calls view={data} />
      <PythonCode numbered source={data.source} label={`${WORK.source}: ${title}`} />
    </div>
  );
}

/** The ways into the result: each finding with its schedule, each small call that was explored. */
function Calls({ view }: { readonly view: SubmissionView }) {
  const findings = view.events.flatMap(({ event }) => (event.kind === 'finding' ? [event.finding] : []));
  const scopes = view.events.flatMap(({ event }) => (event.kind === 'scope' ? [event] : []));
  if (findings.length + scopes.length === 0) return null;
  return (
    <ul className="work-calls" aria-label={WORK.result}>
      {findings
        .map((finding, index) => ({ finding, number: index + 1 }))
        .map(({ finding, number }) => (
          <li key={`finding ${number}`}>
            <Link to={findingAddress(view.id, number)} className="work-finding">
              <VerdictChip verdict={finding.verdict} />
              <span>
                {WORK.finding} <code>{finding.call}</code>
              </span>
            </Link>
          </li>
        ))}
      {scopes.map(({ index, scope }) => (
        <li key={`call ${index}`}>
          <Link
            to="/submissions/$id/play/$scope"
            params={{ id: view.id, scope: String(index) }}
            className="button small"
          >
            <Icon name="play" small />
            {WORK.played} <code>{scope.call}</code>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** `number`: from 1, in the order in which they were found. */
function findingAddress(id: string, number: number): string {
  return `/submissions/${id}/findings/${number}`;
}
