/** All interviews, newest first, a page at a time, with how many candidates wait, sit and are through. */
import type { InterviewSummary, SittingState } from '@lockstep/protocol';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { interviewsQuery } from '../../shared/api/interviews-api.ts';
import { useServices } from '../../shared/api/services.tsx';
import { formatAgo, formatMoment } from '../../shared/format.ts';
import { Waiting } from '../../shared/staff/waiting.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { useRowKeys } from '../../shared/ui/row-keys.ts';
import { LoadFailure, Notice, useTitle } from '../../shared/ui/states.tsx';
import { Frame } from './frame.tsx';
import { COUNTS, INTERVIEWS } from './messages.ts';

export function InterviewsPage() {
  useTitle(INTERVIEWS.title);
  useRowKeys('[data-interview]');
  const { api } = useServices();
  const pages = useInfiniteQuery(interviewsQuery(api));
  const items = pages.data?.pages.flatMap((page) => page.items);
  if (items === undefined) {
    return (
      <Frame>
        <Waiting error={pages.error} retry={() => void pages.refetch()} from="/interviews" />
      </Frame>
    );
  }
  return (
    <Frame>
      <header className="interviews-head">
        <h1>{INTERVIEWS.title}</h1>
        {items.length === 0 ? null : <NewInterview />}
        <p className="ink2">{INTERVIEWS.text}</p>
      </header>
      {items.length === 0 ? (
        <Notice icon="people" title={INTERVIEWS.emptyTitle} text={INTERVIEWS.emptyText}>
          <NewInterview />
        </Notice>
      ) : (
        <Table items={items} />
      )}
      {pages.hasNextPage ? (
        <button
          type="button"
          className="button interviews-more"
          disabled={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {pages.isFetchingNextPage ? INTERVIEWS.loadingOlder : INTERVIEWS.older}
        </button>
      ) : null}
      {pages.isFetchNextPageError ? <LoadFailure error={pages.error} retry={() => void pages.fetchNextPage()} /> : null}
    </Frame>
  );
}

function NewInterview() {
  return (
    <Link to="/interviews/new" className="button primary">
      <Icon name="plus" />
      {INTERVIEWS.create}
    </Link>
  );
}

function Table({ items }: { readonly items: readonly InterviewSummary[] }) {
  return (
    <div className="card interviews-table">
      <table aria-label={INTERVIEWS.title}>
        <thead>
          <tr>
            <th scope="col">{INTERVIEWS.name}</th>
            <th scope="col" className="number">
              {INTERVIEWS.parts}
            </th>
            <th scope="col" className="number">
              {INTERVIEWS.time}
            </th>
            <th scope="col">{INTERVIEWS.candidates}</th>
            <th scope="col">{INTERVIEWS.made}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <th scope="row">
                <Link to="/interviews/$id" params={{ id: item.id }} data-interview={item.id}>
                  {item.title}
                </Link>
              </th>
              <td className="number" data-label={INTERVIEWS.parts}>
                {item.items}
              </td>
              <td className="number nowrap" data-label={INTERVIEWS.time}>
                {INTERVIEWS.minutes(item.minutes)}
              </td>
              <td data-label={INTERVIEWS.candidates}>
                <Counts sittings={item.sittings} />
              </td>
              <td className="ink2" data-label={INTERVIEWS.made}>
                <span>
                  <time dateTime={item.createdAt} title={formatMoment(item.createdAt)}>
                    {formatAgo(item.createdAt, Date.now())}
                  </time>{' '}
                  {INTERVIEWS.by(item.createdBy)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const ORDER = ['running', 'waiting', 'over', 'withdrawn'] as const satisfies readonly SittingState[];

function Counts({ sittings }: Pick<InterviewSummary, 'sittings'>) {
  const some = ORDER.filter((state) => sittings[state] > 0);
  if (some.length === 0) return <span className="ink3">{INTERVIEWS.nobody}</span>;
  return (
    <span className="interview-counts">
      {some.map((state) => (
        <span key={state} className={state === 'running' ? 'count-now' : 'ink2'}>
          {COUNTS[state](sittings[state])}
        </span>
      ))}
    </span>
  );
}
