/** What the candidate ran and submitted, newest first, with verdicts as they come. */
import type { Feedback, SubmissionSummary } from '@lockstep/protocol';
import { Link } from '@tanstack/react-router';
import { memo, useEffect, useState } from 'react';
import { useServices } from '../../../shared/api/services.tsx';
import { formatInto } from '../../../shared/clock/into.ts';
import { Icon, type IconName } from '../../../shared/ui/icon.tsx';
import { VERDICT_FACES } from '../../../shared/ui/verdict.tsx';
import { ATTEMPTS } from '../messages.ts';
import { isUnderWay, NO_PROGRESS, withEvent } from './attempt-progress.ts';
import './attempts.css';

export const Attempts = memo(function Attempts(props: {
  readonly submissions: readonly SubmissionSummary[];
  readonly titles: ReadonlyMap<string, string>;
  readonly startedMs: number;
  readonly candidate: string;
  readonly feedback: Feedback;
  readonly onJump: (ms: number) => void;
}) {
  const { submissions, startedMs } = props;
  if (submissions.length === 0) return <p className="live-none ink2">{ATTEMPTS.none}</p>;
  return (
    <>
      <ul className="attempts">
        {submissions.map((submission) => (
          <Attempt
            key={submission.id}
            submission={submission}
            title={props.titles.get(submission.slug) ?? submission.slug}
            atMs={Date.parse(submission.createdAt) - startedMs}
            onJump={props.onJump}
          />
        ))}
      </ul>
      <p className="live-note small ink3">{ATTEMPTS.told[props.feedback](props.candidate)}</p>
    </>
  );
});

function Attempt(props: {
  readonly submission: SubmissionSummary;
  readonly title: string;
  readonly atMs: number;
  readonly onJump: (ms: number) => void;
}) {
  const { submission, title, atMs, onJump } = props;
  const { verdict, sentence, state, mode } = submission;
  const progress = useProgress(submission);
  const time = formatInto(atMs);
  const face = verdict === null ? null : VERDICT_FACES[verdict];
  const icon: IconName = face?.icon ?? (state === 'cancelled' ? 'ban' : 'half');
  const tone = face === null ? (isUnderWay(submission) ? 'now' : 'calm') : face.tone;
  return (
    <li className={mode === 'full' ? 'attempt' : 'attempt attempt-run'}>
      <span className={`attempt-icon ink-${tone}`}>
        <Icon name={icon} small />
      </span>
      <span className="attempt-what">
        <b>
          {face?.word ?? (state === 'cancelled' ? ATTEMPTS.cancelled : nameOf(submission))}
          {face === null ? null : <code> {face.code}</code>}
        </b>
        <span className="ink3">
          {title}
          {face === null ? '' : `, ${nameOf(submission)}`}
        </span>
      </span>
      <button type="button" className="live-time" title={ATTEMPTS.jump(time)} onClick={() => onJump(atMs)}>
        {time}
      </button>
      {isUnderWay(submission) ? (
        <span className="attempt-more ink2">{progress}</span>
      ) : sentence === null ? null : (
        <span className="attempt-more ink2">{sentence}</span>
      )}
      {verdict === 'race' || verdict === 'deadlock' ? (
        <Link
          to="/submissions/$id/findings/$number"
          params={{ id: submission.id, number: '1' }}
          className="attempt-more attempt-finding"
        >
          {ATTEMPTS.finding}
          <Icon name="chevron" small />
        </Link>
      ) : null}
    </li>
  );
}

function nameOf({ mode, number, call }: SubmissionSummary): string {
  switch (mode) {
    case 'full':
      return ATTEMPTS.number(number);
    case 'samples':
      return ATTEMPTS.samples;
    case 'own':
      return ATTEMPTS.own(call ?? '').trim();
    default:
      return mode satisfies never;
  }
}

/** Watches the judging while it goes on. */
function useProgress(submission: SubmissionSummary): string {
  const { live } = useServices();
  const [progress, setProgress] = useState(NO_PROGRESS);
  const { id } = submission;
  const watched = isUnderWay(submission);
  useEffect(() => {
    if (!watched) return;
    let now = NO_PROGRESS;
    setProgress(now);
    return live.watch(id, {
      lastSeen: () => now.seq,
      event: (event) => {
        now = withEvent(now, event);
        setProgress(now);
      },
    });
  }, [id, live, watched]);
  return progress.words;
}
