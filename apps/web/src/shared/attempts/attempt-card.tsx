/** An attempt in a few lines: when, verdict, what exploring it showed. */
import type { Attempt } from '@lockstep/protocol';
import type { ReactNode } from 'react';
import { formatInto } from '../clock/into.ts';
import { formatMs } from '../format.ts';
import { VerdictChip } from '../ui/verdict.tsx';
import { exploredFigures } from './explored-figures.ts';
import { ATTEMPT } from './messages.ts';
import './attempts.css';

/** `candidate`: named where attempts of different candidates stand beside each other. */
export function AttemptCard(props: { readonly attempt: Attempt; readonly candidate: string | null }) {
  const { attempt, candidate } = props;
  const { submission, intoMs } = attempt;
  const { number, verdict, state } = submission;
  return (
    <div className="attempt-card">
      <p className="small ink3">
        {ATTEMPT.name(number)}
        {candidate === null ? '' : ` ${ATTEMPT.of(candidate)}`}, {ATTEMPT.into(formatInto(intoMs))}
      </p>
      {verdict === null ? <p className="small ink2">{ATTEMPT.states[state]}</p> : <VerdictChip verdict={verdict} />}
      <ExploredWords attempt={attempt} />
    </div>
  );
}

export function StarterCard() {
  return (
    <div className="attempt-card">
      <p className="small ink3">{ATTEMPT.starter}</p>
      <p className="small ink2">{ATTEMPT.starterText}</p>
    </div>
  );
}

/** How many of all interleavings fail, and what it took to know. */
export function ExploredWords({ attempt }: { readonly attempt: Attempt }) {
  const explored = exploredFigures(attempt);
  if (attempt.submission.verdict === null) return null;
  if (explored === null) return <p className="small ink2">{ATTEMPT.notExplored}</p>;
  const { states, wallMs } = explored;
  return (
    <p className="small ink2">
      {countWords(explored.total, explored.failing, attempt.submission.verdict === 'accepted')}
      <br />
      {ATTEMPT.cost(states, formatMs(wallMs))}
    </p>
  );
}

function countWords(total: bigint | null, failing: bigint | null, accepted: boolean): ReactNode {
  if (total === null) return ATTEMPT.notCounted;
  const figure = (text: string, words: string) => (
    <>
      <b>{text}</b> {words}
    </>
  );
  if (failing !== null && failing > 0n) return figure(ATTEMPT.failing(String(failing), String(total)), ATTEMPT.fail);
  // A deadlock has no outcome that is wrong, and yet it is no right one.
  return accepted
    ? figure(ATTEMPT.all(String(total)), ATTEMPT.pass)
    : figure(ATTEMPT.some(String(total)), ATTEMPT.explored);
}
