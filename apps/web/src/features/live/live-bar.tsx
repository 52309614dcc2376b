/** Who it is, how much time is left by the server's clock, who is there, and what may be done about it. */
import type { SittingRow } from '@lockstep/protocol';
import { Link } from '@tanstack/react-router';
import { formatLeft, leftMs, spanMinutes, stageOf } from '../../shared/clock/countdown.ts';
import { useServerNow } from '../../shared/clock/use-server-now.ts';
import { together } from '../../shared/live-code/messages.ts';
import { AppBar } from '../../shared/ui/app-bar.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import type { Whereabouts } from './facts/facts.ts';
import { LIVE } from './messages.ts';

/** This page stands below the others, and is none of them. */
const EXACT = { exact: true } as const;

interface BarProps {
  readonly interview: { readonly id: string; readonly title: string };
  readonly row: SittingRow;
  readonly endsAt: string | null;
  readonly offsetMs: number;
  readonly runs: boolean;
  /** null: nobody knows. */
  readonly candidate: Pick<Whereabouts, 'connected' | 'away'> | null;
  /** Names of interviewers who are here. */
  readonly watching: readonly string[];
  readonly onAsk: (what: 'time' | 'end') => void;
}

/** `narrow`: what may be done stands in a row of its own. */
export function LiveBar(props: BarProps & { readonly narrow: boolean }) {
  const { interview, row, runs, candidate } = props;
  const bar = (
    <AppBar
      brandName={false}
      left={
        <nav className="live-crumbs" aria-label={LIVE.crumbs}>
          <Link
            to="/interviews/$id"
            params={{ id: interview.id }}
            activeOptions={EXACT}
            className="live-back"
            aria-label={interview.title}
            title={interview.title}
          >
            <Icon name="prev" />
          </Link>
          <Link to="/interviews" activeOptions={EXACT} className="live-crumb">
            {LIVE.interviews}
          </Link>
          <Icon name="chevron" small className="live-crumb" />
          <Link
            to="/interviews/$id"
            params={{ id: interview.id }}
            activeOptions={EXACT}
            className="live-crumb live-crumb-title"
          >
            {interview.title}
          </Link>
          <Icon name="chevron" small className="live-crumb" />
          <h1>{row.candidate}</h1>
          <span className={runs ? 'live-chip live-chip-on' : 'live-chip'}>{runs ? LIVE.live : LIVE.playback}</span>
          {candidate === null ? null : (
            <span className="live-presence small" role="status">
              {!candidate.connected
                ? LIVE.notHere(row.candidate)
                : candidate.away
                  ? LIVE.away(row.candidate)
                  : LIVE.here(row.candidate)}
            </span>
          )}
        </nav>
      }
      right={props.narrow ? null : <Acts {...props} />}
    />
  );
  return props.narrow ? (
    <div>
      {bar}
      <section aria-label={LIVE.acts}>
        <Acts {...props} />
      </section>
    </div>
  ) : (
    bar
  );
}

function Acts({ interview, row, endsAt, offsetMs, runs, watching, onAsk }: BarProps) {
  return (
    <div className="live-acts">
      {runs && row.startedAt !== null && endsAt !== null ? (
        <Clock startedAt={row.startedAt} endsAt={endsAt} offsetMs={offsetMs} />
      ) : null}
      {watching.length === 0 ? null : (
        <span className="live-watching small ink2" title={LIVE.watching(watching)}>
          <Icon name="people" small />
          <span className="sr">{LIVE.watching(watching)}</span>
          <span aria-hidden="true">{together(watching)}</span>
        </span>
      )}
      <Link
        to="/interviews/$id/candidates/$sitting"
        params={{ id: interview.id, sitting: row.id }}
        activeOptions={EXACT}
        className="button small"
      >
        {LIVE.work}
      </Link>
      {runs ? (
        <>
          <button type="button" className="button small" onClick={() => onAsk('time')}>
            {LIVE.more}
          </button>
          <button type="button" className="button small" onClick={() => onAsk('end')}>
            {LIVE.end}
          </button>
        </>
      ) : null}
    </div>
  );
}

function Clock(props: { readonly startedAt: string; readonly endsAt: string; readonly offsetMs: number }) {
  const nowMs = useServerNow(props.offsetMs, true);
  const left = leftMs(props.endsAt, nowMs);
  return (
    <span className={`live-clock time-${stageOf(left)}`}>
      <Icon name="clock" />
      {left === 0 ? (
        LIVE.timeUp
      ) : (
        <span role="timer" aria-label={LIVE.left}>
          <b>{formatLeft(left)}</b> <span className="ink3">{LIVE.of(spanMinutes(props.startedAt, props.endsAt))}</span>
        </span>
      )}
    </span>
  );
}
