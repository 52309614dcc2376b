/** The moves: a card for each process that can go on, with what remains possible after it, and one for each that waits. */
import type { Position } from '@lockstep/explorer';
import type { Trace } from '@lockstep/protocol';
import { changeWords, TIMELINE } from '../../shared/timeline/messages.ts';
import { holdersOf, laneOf, nameOf } from '../../shared/timeline/names.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { KeyHint } from '../../shared/ui/shortcut.tsx';
import { MOVES, PLAY } from './messages.ts';
import type { Move } from './moves-model.ts';
import { OutcomeChips } from './outcome-chips.tsx';
import { decidedBy, type KnownOutcome, marksOf } from './outcome-marks.ts';

/** Keys choose the first nine. */
const KEYS = 9;

export function Moves(props: {
  readonly position: Position;
  readonly moves: readonly Move[];
  readonly known: readonly KnownOutcome[];
  /** The next choice on the way that is shown. */
  readonly guided: { readonly way: 'failing' | 'passing'; readonly actor: string | undefined } | null;
  readonly onMove: (place: number) => void;
}) {
  const { position, moves, guided } = props;
  return (
    <ul className="moves" aria-label={PLAY.moves}>
      {moves.map((move, place) => (
        // A key's card stays where it is, so that the focus does, too.
        <li key={keyOf(place)}>
          {move.kind === 'choice' ? (
            <ChoiceCard
              {...props}
              move={move}
              place={place}
              way={guided !== null && guided.actor === move.choice.actor ? guided.way : null}
            />
          ) : (
            <WaitingCard trace={position.trace} move={move} place={place} onMove={props.onMove} />
          )}
        </li>
      ))}
    </ul>
  );
}

function keyOf(place: number): string {
  return `key ${place + 1}`;
}

interface CardProps {
  readonly place: number;
  readonly onMove: (place: number) => void;
}

function ChoiceCard(
  props: CardProps & {
    readonly position: Position;
    readonly move: Extract<Move, { kind: 'choice' }>;
    readonly known: readonly KnownOutcome[];
    readonly way: 'failing' | 'passing' | null;
  },
) {
  const { position, move, known, way } = props;
  const { trace } = position;
  const { step, outcomes } = move.choice;
  const name = TIMELINE.actor(nameOf(trace, move.process), step?.actor.feeder ?? false);
  if (step === null) {
    return (
      <Card {...props} lane={laneOf(trace, move.process)} name={name} disabled>
        <span className="move-text">{MOVES.unexplored}</span>
        <span className="move-note">
          <Icon name="ban" small />
          {MOVES.unexploredWhy}
        </span>
      </Card>
    );
  }
  const change = changeWords(step);
  const decided = decidedBy(known, position.outcomes, outcomes);
  const before = trace.steps.at(-1);
  return (
    <Card {...props} lane={laneOf(trace, move.process)} name={name} disabled={false}>
      <span className="move-text">{step.text}</span>
      <span className="move-facts">
        {change === null ? null : (
          <code>
            {step.object} {change}
          </code>
        )}
        {step.line === null ? null : <span>{TIMELINE.line(step.line)}</span>}
        {step.preemption && before !== undefined ? (
          <span>{MOVES.preemption(nameOf(trace, before.actor.process))}</span>
        ) : null}
      </span>
      {outcomes === null ? null : (
        <>
          <span className="sr">{MOVES.after}</span>
          <OutcomeChips marks={marksOf(known, outcomes)} />
        </>
      )}
      {decided === null ? null : (
        <span className={`move-note move-${decided}`}>
          <Icon name={DECIDED_ICONS[decided]} small />
          {MOVES.decides[decided]}
        </span>
      )}
      {way === null ? null : (
        <span className="move-note move-way">
          <Icon name="path" small />
          {MOVES.onTheWay[way]}
        </span>
      )}
    </Card>
  );
}

const DECIDED_ICONS = { right: 'check', wrong: 'x', settled: 'arrow' } as const;

function WaitingCard(props: CardProps & { readonly trace: Trace; readonly move: Extract<Move, { kind: 'waiting' }> }) {
  const { trace, move } = props;
  const { names } = holdersOf(trace, move.waiting);
  return (
    <Card {...props} lane={laneOf(trace, move.process)} name={nameOf(trace, move.process)} disabled>
      <span className="move-note">
        <Icon name={names.length === 0 ? 'clock' : 'lock'} small />
        {waitingReason(trace, move)}
      </span>
    </Card>
  );
}

/** `waits for lock, held by Process-1`. */
export function waitingReason(trace: Trace, { waiting }: Extract<Move, { kind: 'waiting' }>): string {
  const { names, self } = holdersOf(trace, waiting);
  return TIMELINE.waits(waiting.text, names, self);
}

/** What cannot be chosen stays a stop of the keyboard, so that its reason can be read out. */
function Card(
  props: CardProps & {
    readonly lane: string;
    readonly name: string;
    readonly disabled: boolean;
    readonly children: React.ReactNode;
  },
) {
  const { place, lane, name, disabled } = props;
  const key = place < KEYS ? String(place + 1) : undefined;
  return (
    <button
      type="button"
      className={`move ${lane}`}
      aria-disabled={disabled || undefined}
      aria-keyshortcuts={key}
      onClick={() => props.onMove(place)}
    >
      <span className="move-who">
        <b className="step-who">{name}</b>
        {key === undefined ? null : <KeyHint keys={[key]} />}
      </span>
      {props.children}
    </button>
  );
}
