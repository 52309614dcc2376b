/** Attempts of other candidates that are most alike: a hint, and nothing that decides. Loaded when it is first opened. */
import type { Attempt, SimilarSubmission } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { similarQuery } from '../api/review-api.ts';
import { useServices } from '../api/services.tsx';
import { formatMoment } from '../format.ts';
import { percent } from '../percent.ts';
import { Icon } from '../ui/icon.tsx';
import { LoadFailure, Skeleton } from '../ui/states.tsx';
import { VerdictChip } from '../ui/verdict.tsx';
import { AlikeDialog } from './alike-dialog.tsx';
import { ALIKE } from './messages.ts';

export function Alike({ attempt }: { readonly attempt: Attempt }) {
  const { api } = useServices();
  const { data, error, refetch } = useQuery(similarQuery(api, attempt.submission.id));
  const [shown, setShown] = useState<SimilarSubmission | null>(null);
  return (
    <section className="alike" aria-label={ALIKE.title}>
      <p className="small ink2 alike-hint">
        <Icon name="question" small />
        {ALIKE.hint}
      </p>
      {data === undefined ? (
        error === null ? (
          <>
            <p className="sr" role="status">
              {ALIKE.loading}
            </p>
            <Skeleton lines={3} />
          </>
        ) : (
          <LoadFailure error={error} retry={() => void refetch()} />
        )
      ) : !data.comparable ? (
        <p className="ink2">{ALIKE.few}</p>
      ) : data.items.length === 0 ? (
        <p className="ink2">{ALIKE.none(percent(data.floor))}</p>
      ) : (
        <ul aria-label={ALIKE.list}>
          {data.items.map((item) => (
            <AlikeRow key={item.submission} item={item} onOpen={() => setShown(item)} />
          ))}
        </ul>
      )}
      {shown === null ? null : <AlikeDialog attempt={attempt} other={shown} onClose={() => setShown(null)} />}
    </section>
  );
}

function AlikeRow({ item, onOpen }: { readonly item: SimilarSubmission; readonly onOpen: () => void }) {
  const { number, candidate, interview, createdAt, share, shareBack, verdict, ranges } = item;
  const name = ALIKE.attempt(number, candidate);
  return (
    <li className="alike-row">
      <div className="alike-what">
        <b>{name}</b>
        <span className="small ink2">
          {interview.title}, {formatMoment(createdAt)}
        </span>
        <span className="small ink2">
          {ALIKE.share(percent(share))}, {ALIKE.back(percent(shareBack))}, {ALIKE.places(ranges.length)}
        </span>
      </div>
      {verdict === null ? null : <VerdictChip verdict={verdict} />}
      <button type="button" className="button small" aria-label={ALIKE.openOf(name)} onClick={onOpen}>
        <Icon name="compare" small />
        {ALIKE.open}
      </button>
    </li>
  );
}
