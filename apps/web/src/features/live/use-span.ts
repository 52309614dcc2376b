/** From when to when there is something to see of a sitting. */
import type { SittingMoment, SittingRow, SubmissionSummary } from '@lockstep/protocol';
import { useServerNow } from '../../shared/clock/use-server-now.ts';
import type { RecordingsSnapshot } from './recording/recordings.ts';
import type { SittingSpan } from './use-sitting-model.ts';

export function useSpan(props: {
  readonly row: SittingRow;
  readonly startedAt: string;
  readonly endsAt: string | null;
  readonly offsetMs: number;
  readonly runs: boolean;
  readonly recorded: RecordingsSnapshot;
  readonly submissions: readonly SubmissionSummary[];
  readonly moments: readonly SittingMoment[] | undefined;
}): SittingSpan {
  const { row, startedAt, endsAt, offsetMs, runs } = props;
  const nowMs = useServerNow(offsetMs, runs);
  const startedMs = Date.parse(startedAt);
  const planned = endsAt === null ? 0 : Date.parse(endsAt) - startedMs;
  if (runs) {
    const endMs = Math.max(0, nowMs - startedMs);
    return { startedMs, endMs, lengthMs: Math.max(planned, endMs), runs };
  }
  // When somebody ended it is not told: it is as long as something happened.
  const last = lastOf(props) - startedMs;
  const ended =
    row.finishedAt !== null ? Date.parse(row.finishedAt) - startedMs : row.state === 'withdrawn' ? 0 : planned;
  const lengthMs = Math.max(1_000, ended, last);
  return { startedMs, endMs: lengthMs, lengthMs, runs };
}

function lastOf(props: Pick<Parameters<typeof useSpan>[0], 'recorded' | 'submissions' | 'moments'>): number {
  const typed = [...props.recorded.histories.values()].map(({ changes }) => changes.at(-1)?.atMs ?? 0);
  const done = props.submissions.map(({ createdAt }) => Date.parse(createdAt));
  const told = (props.moments ?? []).map(({ at }) => Date.parse(at));
  return Math.max(0, ...typed, ...done, ...told);
}
