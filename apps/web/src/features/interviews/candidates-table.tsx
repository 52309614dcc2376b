/** The candidates of an interview: state, time left by the server's clock, how they stand with each part. */
import type { ItemStanding, SittingRow, SittingState } from '@lockstep/protocol';
import { Link } from '@tanstack/react-router';
import type { TimedInterview } from '../../shared/api/interviews-api.ts';
import { formatLeft, leftMs, spanMinutes, stageOf } from '../../shared/clock/countdown.ts';
import { useServerNow } from '../../shared/clock/use-server-now.ts';
import { formatMoment, formatTime } from '../../shared/format.ts';
import { Icon, type IconName } from '../../shared/ui/icon.tsx';
import { VERDICT_FACES } from '../../shared/ui/verdict.tsx';
import { itemKey } from './bank-model.ts';
import { CANDIDATE, ONE, STATES } from './messages.ts';

/** What may be done to a candidate. */
export type Act = 'time' | 'link' | 'end' | 'erase';

const STATE_ICONS: Readonly<Record<SittingState, IconName>> = {
  waiting: 'circle',
  running: 'play',
  over: 'check',
  withdrawn: 'ban',
  erased: 'skip',
};

export function CandidatesTable(props: {
  readonly view: TimedInterview;
  /** Whether one who looks at it may erase a candidate's data. */
  readonly mayErase: boolean;
  readonly onAsk: (act: Act, row: SittingRow) => void;
}) {
  const { view, mayErase, onAsk } = props;
  const running = view.sittings.some(({ state }) => state === 'running');
  const nowMs = useServerNow(view.offsetMs, running);
  return (
    <div className="card interviews-table candidates-table">
      <table aria-label={ONE.candidates}>
        <thead>
          <tr>
            <th scope="col">{CANDIDATE.name}</th>
            <th scope="col">{CANDIDATE.state}</th>
            <th scope="col">{CANDIDATE.started}</th>
            <th scope="col">{CANDIDATE.left}</th>
            <th scope="col">{CANDIDATE.standing}</th>
            <th scope="col">
              <span className="sr">{CANDIDATE.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {view.sittings.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {row.state === 'erased' ? (
                  <span className="ink3">{CANDIDATE.erased}</span>
                ) : (
                  <Link to="/interviews/$id/candidates/$sitting" params={{ id: view.id, sitting: row.id }}>
                    {row.candidate}
                  </Link>
                )}
              </th>
              <td data-label={CANDIDATE.state}>
                <span className={`candidate-state state-of-${row.state}`}>
                  <Icon name={STATE_ICONS[row.state]} small />
                  {STATES[row.state]}
                </span>
                {row.state === 'running' ? (
                  <span className={row.connected ? 'candidate-here' : 'candidate-here candidate-gone'}>
                    {row.connected ? CANDIDATE.connected : CANDIDATE.notConnected}
                  </span>
                ) : null}
              </td>
              {row.state === 'erased' ? (
                <td colSpan={4} />
              ) : (
                <Kept view={view} row={row} nowMs={nowMs} mayErase={mayErase} onAsk={onAsk} />
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The cells of one whose data is there. */
function Kept(props: {
  readonly view: TimedInterview;
  readonly row: SittingRow;
  readonly nowMs: number;
  readonly mayErase: boolean;
  readonly onAsk: (act: Act, row: SittingRow) => void;
}) {
  const { row, nowMs, ...acts } = props;
  return (
    <>
      <td className="nowrap ink2" data-label={CANDIDATE.started}>
        {row.startedAt === null ? (
          CANDIDATE.notStarted
        ) : (
          <time dateTime={row.startedAt} title={formatMoment(row.startedAt)}>
            {formatTime(row.startedAt)}
          </time>
        )}
      </td>
      <td data-label={CANDIDATE.left}>
        <TimeLeft row={row} nowMs={nowMs} />
      </td>
      <td data-label={CANDIDATE.standing}>
        <Standings row={row} />
      </td>
      <td>
        <Acts row={row} {...acts} />
      </td>
    </>
  );
}

function TimeLeft({ row, nowMs }: { readonly row: SittingRow; readonly nowMs: number }) {
  const { state, startedAt, endsAt, finishedAt } = row;
  if (state === 'over')
    return <span className="ink2">{finishedAt === null ? CANDIDATE.timeUp : CANDIDATE.finished}</span>;
  if (state !== 'running' || startedAt === null || endsAt === null) return <span className="ink3">–</span>;
  const left = leftMs(endsAt, nowMs);
  const minutes = spanMinutes(startedAt, endsAt);
  return (
    <span className={`candidate-time time-${stageOf(left)}`}>
      {left === 0 ? CANDIDATE.timeUp : CANDIDATE.leftOf(formatLeft(left), minutes)}
      <span className="time-bar" aria-hidden="true">
        <i style={{ width: `${(100 * left) / (minutes * 60_000)}%` }} />
      </span>
    </span>
  );
}

function Standings({ row }: { readonly row: SittingRow }) {
  return (
    <>
      <ol className="standings">
        {row.items.map((item, index) => {
          const mark = markOf(item);
          const words = `${CANDIDATE.part(index + 1, item.title)}: ${mark.words}`;
          return (
            <li key={itemKey(item)} className={`standing ${mark.tone}`} title={words}>
              <span className="sr">{words}</span>
              <span aria-hidden="true">{index + 1}</span>
              <Icon name={mark.icon} small />
              {mark.code === null ? null : <code aria-hidden="true">{mark.code}</code>}
              {item.tries > 1 ? <span aria-hidden="true">×{item.tries}</span> : null}
            </li>
          );
        })}
      </ol>
      {row.late.length === 0 ? null : (
        <span className="candidate-late">
          <Icon name="clock" small />
          {CANDIDATE.late(row.late.length)}
        </span>
      )}
    </>
  );
}

interface Mark {
  readonly icon: IconName;
  readonly tone: string;
  /** Beside the icon. */
  readonly code: string | null;
  /** All of it, read out. */
  readonly words: string;
}

function markOf({ kind, tries, verdict, right }: ItemStanding): Mark {
  if (tries === 0) return { icon: 'circle', tone: 'standing-none', code: null, words: CANDIDATE.untried };
  if (kind === 'question') {
    const words = right === null ? CANDIDATE.answered : right ? CANDIDATE.right : CANDIDATE.wrong;
    const all = `${words}, ${CANDIDATE.answers(tries)}`;
    if (right === null) return { icon: 'half', tone: '', code: null, words: all };
    return right
      ? { icon: 'check', tone: 'tone-good', code: null, words: all }
      : { icon: 'x', tone: 'tone-bad', code: null, words: all };
  }
  if (verdict === null) return { icon: 'half', tone: '', code: null, words: CANDIDATE.submitted(tries) };
  const face = VERDICT_FACES[verdict];
  const words = `${face.word}, ${CANDIDATE.submissions(tries)}`;
  return { icon: face.icon, tone: `tone-${face.tone}`, code: face.code, words };
}

function Acts(props: {
  readonly view: TimedInterview;
  readonly row: SittingRow;
  readonly mayErase: boolean;
  readonly onAsk: (act: Act, row: SittingRow) => void;
}) {
  const { view, row, mayErase, onAsk } = props;
  const { state, candidate, finishedAt } = row;
  const begun = state === 'running' || (state === 'over' && finishedAt === null);
  return (
    <div className="candidate-acts">
      {row.startedAt === null ? null : (
        <>
          <Link
            to="/interviews/$id/candidates/$sitting/live"
            params={{ id: view.id, sitting: row.id }}
            className="button small"
            aria-label={state === 'running' ? CANDIDATE.watchOf(candidate) : CANDIDATE.playOf(candidate)}
          >
            <Icon name={state === 'running' ? 'eye' : 'play'} small />
            {state === 'running' ? CANDIDATE.watch : CANDIDATE.play}
          </Link>
          <Link
            to="/interviews/$id/candidates/$sitting/review"
            params={{ id: view.id, sitting: row.id }}
            className="button small"
            aria-label={CANDIDATE.reviewOf(candidate)}
          >
            {CANDIDATE.review}
          </Link>
        </>
      )}
      <Link
        to="/interviews/$id/candidates/$sitting"
        params={{ id: view.id, sitting: row.id }}
        className="button small"
        aria-label={CANDIDATE.workOf(candidate)}
      >
        {CANDIDATE.work}
      </Link>
      {begun ? (
        <button
          type="button"
          className="button small"
          aria-label={CANDIDATE.timeOf(candidate)}
          onClick={() => onAsk('time', row)}
        >
          {CANDIDATE.time}
        </button>
      ) : null}
      {state === 'withdrawn' ? null : (
        <button
          type="button"
          className="button small"
          aria-label={CANDIDATE.linkOf(candidate)}
          onClick={() => onAsk('link', row)}
        >
          {CANDIDATE.link}
        </button>
      )}
      {state === 'waiting' || state === 'running' ? (
        <button
          type="button"
          className="button small quiet"
          aria-label={CANDIDATE.endOf(candidate)}
          onClick={() => onAsk('end', row)}
        >
          {CANDIDATE.end}
        </button>
      ) : null}
      {mayErase && state !== 'running' ? (
        <button
          type="button"
          className="button small quiet"
          aria-label={CANDIDATE.eraseOf(candidate)}
          onClick={() => onAsk('erase', row)}
        >
          {CANDIDATE.erase}
        </button>
      ) : null}
    </div>
  );
}
