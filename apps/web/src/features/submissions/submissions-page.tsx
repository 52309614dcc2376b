/** All of the visitor's full submissions, newest first, a page at a time. */
import type { SubmissionSummary } from '@lockstep/protocol';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { exercisesQuery, submissionsQuery } from '../../shared/api/queries.ts';
import { useServices } from '../../shared/api/services.tsx';
import { formatAgo, formatMoment, formatMs } from '../../shared/format.ts';
import { AppBar, MainNavigation } from '../../shared/ui/app-bar.tsx';
import { LoadFailure, Notice, Skeleton, useTitle } from '../../shared/ui/states.tsx';
import { VerdictChip } from '../../shared/ui/verdict.tsx';
import { MINE } from './messages.ts';
import './submissions.css';

export function SubmissionsPage() {
  useTitle(MINE.title);
  const { api } = useServices();
  const pages = useInfiniteQuery(submissionsQuery(api, null));
  const titles = new Map(useQuery(exercisesQuery(api)).data?.items.map((item) => [item.slug as string, item.title]));
  const items = pages.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <AppBar brandName left={<MainNavigation />} />
      <main className="mine" id="content">
        <h1>{MINE.title}</h1>
        <p className="ink2">{MINE.text}</p>
        {items === undefined ? (
          pages.error !== null ? (
            <LoadFailure error={pages.error} retry={() => void pages.refetch()} />
          ) : (
            <Skeleton lines={8} className="skeleton-rows" />
          )
        ) : items.length === 0 ? (
          <Notice icon="file" title={MINE.emptyTitle} text={MINE.emptyText}>
            <Link to="/" className="button primary">
              {MINE.toExercises}
            </Link>
          </Notice>
        ) : (
          <div className="mine-table card">
            <table>
              <thead>
                <tr>
                  <th scope="col">{MINE.exercise}</th>
                  <th scope="col" className="number">
                    {MINE.number}
                  </th>
                  <th scope="col">{MINE.verdict}</th>
                  <th scope="col" className="mine-sentence">
                    {MINE.sentence}
                  </th>
                  <th scope="col" className="number">
                    {MINE.duration}
                  </th>
                  <th scope="col" className="number">
                    {MINE.when}
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <SubmissionRow key={item.id} item={item} title={titles.get(item.slug) ?? item.slug} />
                ))}
              </tbody>
            </table>
          </div>
        )}
        {pages.hasNextPage ? (
          <button
            type="button"
            className="button mine-more"
            disabled={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {pages.isFetchingNextPage ? MINE.loadingMore : MINE.more}
          </button>
        ) : null}
        {items !== undefined && pages.isFetchNextPageError ? (
          <LoadFailure error={pages.error} retry={() => void pages.fetchNextPage()} />
        ) : null}
      </main>
    </>
  );
}

function SubmissionRow({ item, title }: { readonly item: SubmissionSummary; readonly title: string }) {
  return (
    <tr>
      <td className="mine-title">
        <Link to="/exercises/$slug" params={{ slug: item.slug }} search={{ submission: item.id }}>
          {title}
        </Link>
      </td>
      <td className="number">{item.number}</td>
      <td className="mine-verdict">
        {item.verdict === null ? (
          <span className="ink3">{stateWord(item.state)}</span>
        ) : (
          <VerdictChip verdict={item.verdict} />
        )}
      </td>
      <td className="mine-sentence ink2">{item.sentence}</td>
      <td className="number nowrap">{item.judgingMs === null ? '' : formatMs(item.judgingMs)}</td>
      <td className="number nowrap ink2">
        <time dateTime={item.createdAt} title={formatMoment(item.createdAt)}>
          {formatAgo(item.createdAt, Date.now())}
        </time>
      </td>
    </tr>
  );
}

function stateWord(state: SubmissionSummary['state']): string {
  switch (state) {
    case 'queued':
      return MINE.queued;
    case 'running':
    case 'finished':
      return MINE.running;
    case 'cancelled':
      return MINE.cancelled;
    default:
      return state satisfies never;
  }
}
