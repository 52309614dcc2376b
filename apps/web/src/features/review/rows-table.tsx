/** The rows: one for each submission. Where there is little room each becomes a card. */
import type { SubmissionRow } from '@lockstep/protocol';
import { Link } from '@tanstack/react-router';
import { formatCount, formatMoment, formatMs } from '../../shared/format.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { VERDICT_FACES, VerdictChip } from '../../shared/ui/verdict.tsx';
import { dayTime } from './day-time.ts';
import { type AttemptPlace, addressSearch, type ReviewAddress } from './filter.ts';
import { REVIEW } from './messages.ts';

/** What J and K move through. */
export const ROWS = '[data-row]';

export function placeOf({ sitting, slug, id }: SubmissionRow): AttemptPlace {
  return { sitting, slug, submission: id };
}

export function RowsTable(props: {
  readonly rows: readonly SubmissionRow[];
  readonly address: ReviewAddress;
  /** Submissions that are selected to be compared. */
  readonly picked: ReadonlySet<string>;
  readonly nowMs: number;
  readonly onPick: (row: SubmissionRow) => void;
}) {
  const { rows, address, picked, nowMs, onPick } = props;
  const open = new Set([address.open?.submission, address.beside?.submission]);
  return (
    <table aria-label={REVIEW.table}>
      <thead>
        <tr>
          <th scope="col">
            <span className="sr">{REVIEW.select}</span>
          </th>
          <th scope="col">{REVIEW.when}</th>
          <th scope="col">{REVIEW.candidate}</th>
          <th scope="col">{REVIEW.exercise}</th>
          <th scope="col">{REVIEW.verdict}</th>
          <th scope="col">{REVIEW.flags}</th>
          <th scope="col" className="number">
            {REVIEW.interleavings}
          </th>
          <th scope="col" className="number">
            {REVIEW.judged}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            address={address}
            open={open.has(row.id)}
            picked={picked.has(row.id)}
            nowMs={nowMs}
            onPick={() => onPick(row)}
          />
        ))}
      </tbody>
    </table>
  );
}

function Row(props: {
  readonly row: SubmissionRow;
  readonly address: ReviewAddress;
  readonly open: boolean;
  readonly picked: boolean;
  readonly nowMs: number;
  readonly onPick: () => void;
}) {
  const { row, address, open, picked, nowMs, onPick } = props;
  const words = REVIEW.rowWords(row.title, row.number, row.candidate);
  return (
    <tr className={open ? 'review-row review-open' : 'review-row'}>
      <td className="review-pick">
        <label className="review-pick-target">
          <input
            type="checkbox"
            aria-label={REVIEW.selectRow(words)}
            aria-keyshortcuts="X"
            checked={picked}
            onChange={onPick}
          />
        </label>
      </td>
      <td className="review-when ink2 nowrap">
        <time dateTime={row.createdAt} title={formatMoment(row.createdAt)}>
          {dayTime(row.createdAt, nowMs)}
        </time>
      </td>
      <td className="review-who" title={row.interview.title}>
        <Link
          to="/review"
          search={addressSearch({ ...address, open: placeOf(row), beside: null })}
          className="review-link"
          data-row={row.id}
          aria-current={open || undefined}
          aria-label={words}
          resetScroll={false}
        >
          {row.candidate}
        </Link>
      </td>
      <td className="review-what">
        {row.title}{' '}
        <span className="review-number" title={REVIEW.attemptWords(row.number)}>
          {REVIEW.attempt(row.number)}
        </span>
      </td>
      <td className="review-verdict">
        {row.verdict === null ? (
          <span className="small ink2">{REVIEW.states[row.state]}</span>
        ) : (
          <VerdictChip verdict={row.verdict} />
        )}
      </td>
      <td className="review-flags" data-none={row.flags.length === 0 ? '' : undefined}>
        {row.flags.length === 0 ? <span className="ink3">{REVIEW.none}</span> : null}
        {row.flags.map((flag) => (
          <span key={flag} className="review-flag small ink2">
            <Icon name={VERDICT_FACES[flag].icon} small />
            {VERDICT_FACES[flag].lower}
          </span>
        ))}
      </td>
      <td className="review-count number" data-label={REVIEW.interleavings}>
        {row.interleavings === null ? <span className="ink3">{REVIEW.none}</span> : formatCount(row.interleavings)}
      </td>
      <td className="review-cost number ink2 nowrap" data-label={REVIEW.judged}>
        {row.judgingMs === null ? REVIEW.none : formatMs(row.judgingMs)}
      </td>
    </tr>
  );
}
