/** All attempts of a candidate at one exercise, of which one is shown. */
import type { Attempt, Note, SittingAttempts } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { attemptsQuery } from '../../shared/api/review-api.ts';
import { useServices } from '../../shared/api/services.tsx';
import { formatInto } from '../../shared/clock/into.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { LoadFailure, Skeleton } from '../../shared/ui/states.tsx';
import { VERDICT_FACES } from '../../shared/ui/verdict.tsx';
import { AttemptView } from './attempt-view.tsx';
import { CANDIDATE_REVIEW } from './messages.ts';

const RENEW_MS = 5_000;

export function ExerciseWork(props: {
  readonly account: string;
  readonly sitting: string;
  readonly slug: string;
  /** It goes on, so more may come. */
  readonly running: boolean;
  readonly notes: readonly Note[];
  /** The attempt to show; null: the last one. */
  readonly number: number | null;
  readonly line: number | null;
  readonly onNumber: (number: number) => void;
}) {
  const { account, sitting, slug, running, notes, number, line, onNumber } = props;
  const { api } = useServices();
  const { data, error, refetch } = useQuery({
    ...attemptsQuery(api, sitting, slug),
    refetchInterval: ({ state }) => (running || state.data?.items.some(isUnderWay) ? RENEW_MS : false),
  });
  if (data === undefined) {
    return error === null ? (
      <>
        <p className="sr" role="status">
          {CANDIDATE_REVIEW.loading}
        </p>
        <Skeleton lines={10} className="candidate-loading" />
      </>
    ) : (
      <LoadFailure error={error} retry={() => void refetch()} />
    );
  }
  const shown = data.items.find(({ submission }) => submission.number === number) ?? data.items.at(-1);
  if (shown === undefined) return <p className="candidate-none ink2">{CANDIDATE_REVIEW.none}</p>;
  return (
    <>
      <AttemptStrip of={data} shown={shown} notes={notes} onNumber={onNumber} />
      <AttemptView
        key={shown.submission.id}
        account={account}
        of={data}
        attempt={shown}
        notes={notes}
        line={shown.submission.number === number ? line : null}
      />
    </>
  );
}

function isUnderWay({ submission: { state } }: Attempt): boolean {
  return state === 'queued' || state === 'running';
}

/** Each attempt as a button: number, verdict, time. */
function AttemptStrip(props: {
  readonly of: SittingAttempts;
  readonly shown: Attempt;
  readonly notes: readonly Note[];
  readonly onNumber: (number: number) => void;
}) {
  const { of, shown, notes, onNumber } = props;
  return (
    <ol className="attempt-strip" aria-label={CANDIDATE_REVIEW.attempts}>
      {of.items.map((attempt) => {
        const { submission, intoMs } = attempt;
        const face = submission.verdict === null ? null : VERDICT_FACES[submission.verdict];
        const time = formatInto(intoMs);
        const word = face?.word ?? CANDIDATE_REVIEW.judging[submission.state];
        const noted = notes.some((note) => note.submission === submission.id);
        return (
          <li key={submission.id}>
            <button type="button" aria-pressed={attempt === shown} onClick={() => onNumber(submission.number)}>
              <span className="sr">{CANDIDATE_REVIEW.attemptBefore} </span>
              <b>{submission.number}</b>
              <Icon name={face?.icon ?? 'half'} small className={face === null ? 'ink-calm' : `ink-${face.tone}`} />
              <code>{face?.code}</code>
              <span className="ink3">{time}</span>
              <span className="sr"> {CANDIDATE_REVIEW.attemptAfter(word, noted)}</span>
              {noted ? <span className="noted-dot" /> : null}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
