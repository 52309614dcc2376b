/** One's submissions to this exercise, newest first; one click shows one. */
import type { SubmissionId, SubmissionSummary } from '@lockstep/protocol';
import { useInfiniteQuery } from '@tanstack/react-query';
import { submissionsQuery } from '../../../shared/api/queries.ts';
import { useServices } from '../../../shared/api/services.tsx';
import { formatAgo, formatMoment, formatMs } from '../../../shared/format.ts';
import { LoadFailure, Skeleton } from '../../../shared/ui/states.tsx';
import { VerdictChip } from '../../../shared/ui/verdict.tsx';
import { HISTORY } from '../messages.ts';

export function HistoryList(props: {
  readonly slug: string;
  readonly shown: SubmissionId | null;
  readonly onOpen: (id: SubmissionId) => void;
  readonly onToCode: () => void;
}) {
  const { api } = useServices();
  const pages = useInfiniteQuery(submissionsQuery(api, props.slug));
  const items = pages.data?.pages.flatMap((page) => page.items);
  if (items === undefined) {
    return pages.error === null ? (
      <Skeleton lines={5} />
    ) : (
      <LoadFailure error={pages.error} retry={() => void pages.refetch()} />
    );
  }
  if (items.length === 0) {
    return (
      <div className="history-empty">
        <p className="ink2">{HISTORY.empty}</p>
        <button type="button" className="button" onClick={props.onToCode}>
          {HISTORY.toCode}
        </button>
      </div>
    );
  }
  return (
    <>
      <ol className="history" aria-label={HISTORY.list}>
        {items.map((item) => (
          <li key={item.id}>
            <button
              type="button"
              aria-current={item.id === props.shown ? 'true' : undefined}
              onClick={() => props.onOpen(item.id)}
            >
              <span className="history-number">{HISTORY.number(item.number)}</span>
              <span className="history-text">
                {item.verdict === null ? (
                  <span className="ink2">{stateWord(item)}</span>
                ) : (
                  <VerdictChip verdict={item.verdict} />
                )}
                {item.sentence === null ? null : <span className="history-sentence">{item.sentence}</span>}
              </span>
              <span className="history-figures small ink3">
                <time dateTime={item.createdAt} title={formatMoment(item.createdAt)}>
                  {formatAgo(item.createdAt, Date.now())}
                </time>
                {item.judgingMs === null ? null : <span>{formatMs(item.judgingMs)}</span>}
              </span>
            </button>
          </li>
        ))}
      </ol>
      {pages.hasNextPage ? (
        <button
          type="button"
          className="button small history-more"
          disabled={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {pages.isFetchingNextPage ? HISTORY.loading : HISTORY.more}
        </button>
      ) : null}
    </>
  );
}

function stateWord(item: SubmissionSummary): string {
  switch (item.state) {
    case 'queued':
      return HISTORY.inLine;
    case 'running':
    case 'finished':
      return HISTORY.judging;
    case 'cancelled':
      return HISTORY.cancelled;
    default:
      return item.state satisfies never;
  }
}
