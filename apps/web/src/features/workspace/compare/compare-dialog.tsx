/** The code in the editor beside an earlier version of it: the starter, or what was submitted. Read only. */
import type { SubmissionId, SubmissionSummary } from '@lockstep/protocol';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queryKeys, submissionsQuery } from '../../../shared/api/queries.ts';
import { useServices } from '../../../shared/api/services.tsx';
import { formatAgo } from '../../../shared/format.ts';
import { useLayoutMode } from '../../../shared/ui/layout-mode.ts';
import { Modal, ModalHead } from '../../../shared/ui/modal.tsx';
import { LoadFailure, Skeleton } from '../../../shared/ui/states.tsx';
import { VERDICT_FACES } from '../../../shared/ui/verdict.tsx';
import { DiffView } from './diff-view.tsx';
import { COMPARE } from './messages.ts';
import './compare.css';

const STARTER = 'starter';

export function CompareDialog(props: {
  readonly slug: string;
  readonly starter: string;
  /** What the editor holds. */
  readonly current: string;
  /** `name`: what was taken, in words. */
  readonly onTake: (source: string, name: string) => void;
  readonly onClose: () => void;
}) {
  const { slug, starter, current, onClose } = props;
  const { api } = useServices();
  const pages = useInfiniteQuery(submissionsQuery(api, slug));
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const [picked, setPicked] = useState<SubmissionId | typeof STARTER | null>(null);
  // Until one is picked, the newest submission is the one that was probably meant.
  const chosen = picked ?? (pages.isPending ? null : (items[0]?.id ?? STARTER));
  const item = items.find(({ id }) => id === chosen);
  const name = chosen === STARTER || item === undefined ? COMPARE.starter : COMPARE.submission(item.number);
  const narrow = useLayoutMode() === 'narrow';

  return (
    <Modal label={COMPARE.title} className="compare-dialog" onClose={onClose}>
      <ModalHead title={COMPARE.title} close={COMPARE.close} onClose={onClose} />
      <div className="compare-choice">
        <label>
          <span>{COMPARE.version}</span>
          <select
            className="compare-select"
            value={chosen ?? ''}
            onChange={(event) => setPicked(items.find(({ id }) => id === event.target.value)?.id ?? STARTER)}
          >
            {chosen === null ? <option value="">{COMPARE.loading}</option> : null}
            {items.length > 0 ? (
              <optgroup label={COMPARE.submissions}>
                {items.map((submission) => (
                  <option key={submission.id} value={submission.id}>
                    {COMPARE.submissionIs(
                      submission.number,
                      standing(submission),
                      formatAgo(submission.createdAt, Date.now()),
                    )}
                  </option>
                ))}
              </optgroup>
            ) : null}
            <option value={STARTER}>{COMPARE.starter}</option>
          </select>
        </label>
        {pages.hasNextPage ? (
          <button
            type="button"
            className="button small"
            disabled={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {pages.isFetchingNextPage ? COMPARE.loading : COMPARE.more}
          </button>
        ) : null}
        {pages.error === null ? null : <span className="small ink-warn">{COMPARE.listFailed}</span>}
      </div>
      {chosen === null ? (
        <Skeleton lines={8} className="compare-loading" />
      ) : chosen === STARTER ? (
        <DiffView key={STARTER} older={starter} newer={current} name={name} narrow={narrow} onTake={props.onTake} />
      ) : (
        <OfSubmission key={chosen} id={chosen} current={current} name={name} narrow={narrow} onTake={props.onTake} />
      )}
    </Modal>
  );
}

function OfSubmission(props: {
  readonly id: SubmissionId;
  readonly current: string;
  readonly name: string;
  readonly narrow: boolean;
  readonly onTake: (source: string, name: string) => void;
}) {
  const { api } = useServices();
  const source = useQuery({
    queryKey: [...queryKeys.submission(props.id), 'source'],
    queryFn: async () => (await api.submission(props.id)).source,
    // What was submitted never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (source.data === undefined) {
    return source.error === null ? (
      <Skeleton lines={8} className="compare-loading" />
    ) : (
      <LoadFailure error={source.error} retry={() => void source.refetch()} />
    );
  }
  return (
    <DiffView older={source.data} newer={props.current} name={props.name} narrow={props.narrow} onTake={props.onTake} />
  );
}

function standing({ state, verdict }: SubmissionSummary): string {
  if (verdict !== null) return VERDICT_FACES[verdict].word;
  switch (state) {
    case 'queued':
      return COMPARE.inLine;
    case 'running':
    case 'finished':
      return COMPARE.judging;
    case 'cancelled':
      return COMPARE.cancelled;
    default:
      return state satisfies never;
  }
}
