/** What those who listen are told of each choice: the step, and what remains; at the end, what came of it. */
import type { Position } from '@lockstep/explorer';
import type { Trace } from '@lockstep/protocol';
import { TIMELINE } from '../../shared/timeline/messages.ts';
import { nameOf } from '../../shared/timeline/names.ts';
import { END, endSentence, MOVES, SAID } from './messages.ts';
import { waitingReason } from './moves.tsx';
import type { Move } from './moves-model.ts';
import { outcomeWords } from './outcome-chips.tsx';
import type { KnownOutcome } from './outcome-marks.ts';

export function Said(props: {
  readonly trace: Trace;
  readonly position: Position;
  readonly outcome: KnownOutcome | null;
  readonly known: readonly KnownOutcome[];
  /** A move that cannot be made was chosen. */
  readonly refused: Move | null;
}) {
  const { trace, refused } = props;
  return (
    <p className="sr" aria-live="polite">
      {refused === null ? positionWords(props) : SAID.refused(nameOf(trace, refused.process), reasonOf(trace, refused))}
    </p>
  );
}

function reasonOf(trace: Trace, move: Move): string {
  return move.kind === 'waiting' ? waitingReason(trace, move) : MOVES.unexplored;
}

function positionWords({ trace, position, outcome, known }: Parameters<typeof Said>[0]): string {
  const step = trace.steps.at(-1);
  const words = [
    step === undefined
      ? SAID.start
      : SAID.step(trace.steps.length, TIMELINE.actor(nameOf(trace, step.actor.process), step.actor.feeder), step.text),
  ];
  if (outcome !== null) {
    words.push(endSentence(outcome));
    if (outcome.right !== null) words.push(outcome.right ? END.right : END.wrong);
  } else if (position.outcomes !== null) {
    const possible = position.outcomes;
    words.push(SAID.can(known.filter(({ key }) => possible.includes(key)).map(outcomeWords)));
  }
  return words.join(' ');
}
