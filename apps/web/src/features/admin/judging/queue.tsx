/** What waits for a grader or is being judged, oldest first. */
import type { JudgingView, QueueItem } from '@lockstep/protocol';
import { Link } from '@tanstack/react-router';
import type { RefObject } from 'react';
import { useServices } from '../../../shared/api/services.tsx';
import type { Question } from '../../../shared/ask/question-dialog.tsx';
import { formatCount, formatMoment } from '../../../shared/format.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { lengthOfTime, shortId, since } from './figures.ts';
import { QUEUE, whatIsJudged } from './messages.ts';
import { cancelJudging } from './queries.ts';

/** More than these say nothing more. */
const MOST_SHOWN = 20;

interface Acts {
  readonly onAsk: (question: Question) => void;
  /** Settles when the queue is shown as it is now. */
  readonly onCancelled: (words: string) => Promise<void>;
}

export function Queue(
  props: Acts & {
    readonly judging: JudgingView;
    /** When it was so. */
    readonly nowMs: number;
    readonly heading: RefObject<HTMLHeadingElement | null>;
    /** How the last change went. */
    readonly said: string;
  },
) {
  const { judging, nowMs, heading, said, ...acts } = props;
  const { queued, running, longestWaitMs, authors } = judging;
  const shown = judging.items.slice(0, MOST_SHOWN);
  const ofAuthors = authors.queued + authors.running;
  const all = queued + running + ofAuthors;
  return (
    <section className="admin-section" aria-label={QUEUE.title}>
      <h2 ref={heading} tabIndex={-1}>
        {QUEUE.title}
      </h2>
      <dl className="queue-figures">
        <Figure name={QUEUE.waiting} value={formatCount(queued)} />
        <Figure name={QUEUE.running} value={formatCount(running)} />
        {ofAuthors === 0 ? null : <Figure name={QUEUE.authors} value={formatCount(ofAuthors)} />}
        <Figure name={QUEUE.longest} value={longestWaitMs === null ? QUEUE.nobody : lengthOfTime(longestWaitMs)} />
      </dl>
      <p className="admin-done ink-good" role="status">
        {said}
      </p>
      {shown.length === 0 ? (
        <p className="ink2">{QUEUE.none}</p>
      ) : (
        <>
          <p className="ink2">{shown.length < all ? QUEUE.first(shown.length, all) : QUEUE.all}</p>
          <div className="card card-table judging-table">
            <table aria-label={QUEUE.title}>
              <thead>
                <tr>
                  <th scope="col">{QUEUE.exercise}</th>
                  <th scope="col">{QUEUE.mode}</th>
                  <th scope="col">{QUEUE.state}</th>
                  <th scope="col">{QUEUE.attempt}</th>
                  <th scope="col">{QUEUE.age}</th>
                  <th scope="col">
                    <span className="sr">{QUEUE.actions}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {shown.map((item) => (
                  <Row key={item.submission} item={item} nowMs={nowMs} {...acts} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className="queue-figure">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Row({ item, nowMs, onAsk, onCancelled }: Acts & { readonly item: QueueItem; readonly nowMs: number }) {
  const { api } = useServices();
  const { submission, slug, state, attempt, createdAt } = item;
  const id = shortId(submission);
  const ask = () =>
    onAsk({
      title: QUEUE.askTitle,
      text: QUEUE.askText(slug, id),
      note: QUEUE.askNote,
      action: QUEUE.askAction,
      act: async () => {
        await cancelJudging(api, submission);
        await onCancelled(QUEUE.cancelled(slug, id));
      },
    });
  return (
    <tr>
      <th scope="row" className="judging-what">
        <Link to="/exercises/$slug" params={{ slug }} className="judging-slug">
          {slug}
        </Link>
        <span className="mono small ink3" title={submission}>
          {id}
        </span>
      </th>
      <td data-label={QUEUE.mode}>{whatIsJudged(item)}</td>
      <td data-label={QUEUE.state}>
        <span className={`queue-state ${state === 'running' ? 'queue-running' : 'ink2'}`}>
          <Icon name={state === 'running' ? 'play' : 'clock'} small />
          {QUEUE.states[state]}
        </span>
      </td>
      <td data-label={QUEUE.attempt}>
        {attempt === 0 ? <span className="ink3">{QUEUE.notBegun}</span> : formatCount(attempt)}
      </td>
      <td data-label={QUEUE.age} className="nowrap ink2">
        <time dateTime={createdAt} title={formatMoment(createdAt)}>
          {since(createdAt, nowMs)}
        </time>
      </td>
      <td>
        <div className="account-acts">
          <button type="button" className="button small" aria-label={QUEUE.cancelOf(slug, id)} onClick={ask}>
            {QUEUE.cancel}
          </button>
        </div>
      </td>
    </tr>
  );
}
