/** Beside the table: an attempt against the one before it, or two that were selected. At phone width it is the page. */
import type { Attempt, SittingAttempts } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { attemptsQuery } from '../../shared/api/review-api.ts';
import { useServices } from '../../shared/api/services.tsx';
import { Alike } from '../../shared/attempts/alike.tsx';
import { AttemptChanges, type Placed } from '../../shared/attempts/attempt-changes.tsx';
import { FindingLinks, ReplayLink } from '../../shared/attempts/attempt-links.tsx';
import { ALIKE } from '../../shared/attempts/messages.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { useLayoutMode } from '../../shared/ui/layout-mode.ts';
import { scroller } from '../../shared/ui/scroller.ts';
import { LoadFailure, Notice, Skeleton } from '../../shared/ui/states.tsx';
import type { AttemptPlace } from './filter.ts';
import { PANE } from './messages.ts';

/** What is judged meanwhile is asked for again. */
const RENEW_MS = 3_000;
/** More pairs than that are a menu. */
const MOST_SEGMENTS = 5;

export function ComparePane(props: {
  readonly open: AttemptPlace;
  /** null: the attempt before. */
  readonly beside: AttemptPlace | null;
  readonly onOpen: (open: AttemptPlace) => void;
  readonly onClose: () => void;
}) {
  const { open, beside, onOpen, onClose } = props;
  const first = useAttempts(open);
  const second = useAttempts(beside ?? open);
  const error = first.error ?? second.error;
  const close = (
    <button
      type="button"
      className="button quiet small square review-close"
      aria-label={PANE.close}
      title={PANE.close}
      aria-keyshortcuts="Escape"
      onClick={onClose}
    >
      <Icon name="x" />
    </button>
  );
  const back = (
    <button type="button" className="button quiet small review-back" onClick={onClose}>
      <Icon name="prev" small />
      {PANE.back}
    </button>
  );
  if (first.data === undefined || second.data === undefined) {
    return (
      <section className="review-pane" aria-label={PANE.label}>
        <header className="review-pane-head">
          {back}
          <span className="spring" />
          {close}
        </header>
        {error === null ? (
          <>
            <p className="sr" role="status">
              {PANE.loading}
            </p>
            <Skeleton lines={9} className="review-pane-loading" />
          </>
        ) : (
          <LoadFailure
            error={error}
            retry={() => {
              void first.refetch();
              void second.refetch();
            }}
          />
        )}
      </section>
    );
  }
  const pair = pairOf({ open, beside, first: first.data, second: second.data });
  const mixed = beside !== null && (beside.sitting !== open.sitting || beside.slug !== open.slug);
  return (
    <section className="review-pane" aria-label={PANE.label}>
      <header className="review-pane-head">
        {back}
        <h2>{mixed ? PANE.two : first.data.title}</h2>
        {mixed ? null : <span className="small ink3 review-pane-who">{first.data.candidate}</span>}
        <span className="spring" />
        {mixed || pair === null ? null : <Pairs of={first.data} shown={pair} onOpen={onOpen} />}
        {close}
      </header>
      {pair === null ? (
        <Notice icon="search" title={PANE.goneTitle} text={PANE.goneText} />
      ) : (
        <Pair key={`${open.submission} ${beside?.submission}`} pair={pair} />
      )}
    </section>
  );
}

interface AttemptPair {
  /** null: the starter. */
  readonly older: Placed | null;
  readonly newer: Placed;
}

function useAttempts({ sitting, slug }: AttemptPlace) {
  const { api } = useServices();
  return useQuery({
    ...attemptsQuery(api, sitting, slug),
    refetchInterval: ({ state: { data } }) => (data?.items.some(isUnderWay) ? RENEW_MS : false),
  });
}

function isUnderWay({ submission: { state } }: Attempt): boolean {
  return state === 'queued' || state === 'running';
}

function pairOf(of: {
  readonly open: AttemptPlace;
  readonly beside: AttemptPlace | null;
  readonly first: SittingAttempts;
  readonly second: SittingAttempts;
}): AttemptPair | null {
  const { open, beside, first, second } = of;
  const opened = placed(first, open.submission);
  if (opened === null) return null;
  if (beside === null) {
    const before = first.items[first.items.indexOf(opened.attempt) - 1];
    return { older: before === undefined ? null : { attempt: before, of: first }, newer: opened };
  }
  const other = placed(second, beside.submission);
  if (other === null) return null;
  const otherIsOlder = other.attempt.submission.createdAt < opened.attempt.submission.createdAt;
  return otherIsOlder ? { older: other, newer: opened } : { older: opened, newer: other };
}

function placed(of: SittingAttempts, submission: string): Placed | null {
  const attempt = of.items.find(({ submission: { id } }) => id === submission);
  return attempt === undefined ? null : { attempt, of };
}

/** From one pair of attempts to the next. */
function Pairs(props: {
  readonly of: SittingAttempts;
  readonly shown: AttemptPair;
  readonly onOpen: (open: AttemptPlace) => void;
}) {
  const { of, shown, onOpen } = props;
  const pairs = of.items.map((newer, index) => ({ newer, older: of.items[index - 1] ?? null }));
  const isShown = ({ newer, older }: (typeof pairs)[number]) =>
    newer === shown.newer.attempt && older === (shown.older?.attempt ?? null);
  const go = (newer: Attempt) => onOpen({ sitting: of.sitting, slug: of.slug, submission: newer.submission.id });
  const words = ({ newer, older }: (typeof pairs)[number]) =>
    older === null
      ? { short: PANE.first, whole: PANE.firstWords }
      : {
          short: PANE.pair(older.submission.number, newer.submission.number),
          whole: PANE.pairWords(older.submission.number, newer.submission.number),
        };
  if (pairs.length > MOST_SEGMENTS) {
    return (
      <select
        className="select"
        aria-label={PANE.pairs}
        value={shown.newer.attempt.submission.id}
        onChange={(event) => {
          const chosen = pairs.find(({ newer }) => newer.submission.id === event.target.value);
          if (chosen !== undefined) go(chosen.newer);
        }}
      >
        {pairs.map((pair) => (
          <option key={pair.newer.submission.id} value={pair.newer.submission.id}>
            {words(pair).whole}
          </option>
        ))}
      </select>
    );
  }
  return (
    <fieldset className="segments" aria-label={PANE.pairs}>
      {pairs.map((pair) => {
        const { short, whole } = words(pair);
        return (
          <button
            key={pair.newer.submission.id}
            type="button"
            aria-label={whole}
            aria-pressed={isShown(pair)}
            onClick={() => go(pair.newer)}
          >
            {short}
          </button>
        );
      })}
    </fieldset>
  );
}

function Pair({ pair: { older, newer } }: { readonly pair: AttemptPair }) {
  const narrow = useLayoutMode() === 'narrow';
  const replayed = older ?? newer;
  const apart = older !== null && older.of.sitting !== newer.of.sitting;
  const [alike, setAlike] = useState(false);
  return (
    <div className="review-pane-body" {...scroller(PANE.label)}>
      <AttemptChanges older={older} newer={newer} narrow={narrow} />
      <nav className="review-links" aria-label={PANE.links}>
        {older === null ? null : <FindingLinks attempt={older.attempt} candidate={apart ? older.of.candidate : null} />}
        <FindingLinks attempt={newer.attempt} candidate={apart ? newer.of.candidate : null} />
        <ReplayLink interview={replayed.of.interview.id} sitting={replayed.of.sitting} atMs={replayed.attempt.intoMs} />
        <Link
          to="/interviews/$id/candidates/$sitting/review"
          params={{ id: newer.of.interview.id, sitting: newer.of.sitting }}
          search={{ exercise: newer.of.slug, attempt: String(newer.attempt.submission.number) }}
          className="button"
        >
          {PANE.review(newer.of.candidate)}
        </Link>
      </nav>
      <details className="review-alike" onToggle={(event) => setAlike(event.currentTarget.open)}>
        <summary>
          <Icon name="chevron" small />
          {ALIKE.title}
        </summary>
        {alike ? <Alike attempt={newer.attempt} /> : null}
      </details>
    </div>
  );
}
