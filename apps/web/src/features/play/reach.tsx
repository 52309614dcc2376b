/** The head of the page: what can still come of it, in a sentence and as one box for each outcome. */
import type { Position } from '@lockstep/explorer';
import { Icon } from '../../shared/ui/icon.tsx';
import { endSentence, PLAY, REACH } from './messages.ts';
import { OutcomeChips, outcomeIcon, outcomeTone } from './outcome-chips.tsx';
import { type KnownOutcome, marksOf, nothingBreaks, prospectOf } from './outcome-marks.ts';

/** More boxes do not fit beside the sentence. */
const MOST = 6;

export function Reach(props: {
  readonly call: string;
  readonly known: readonly KnownOutcome[];
  readonly fromStart: readonly string[] | null;
  readonly position: Position;
}) {
  const { known, position } = props;
  const { trace, outcomes } = position;
  const marks = outcomes === null ? [] : marksOf(known, outcomes);
  const { head, text } = wordsOf(props);
  return (
    <section className="reach" aria-label={REACH.label}>
      <div className="reach-words">
        <h2>{head}</h2>
        {text === '' ? null : <p className="small ink2">{text}</p>}
      </div>
      {marks.length > MOST ? (
        <OutcomeChips marks={marks} />
      ) : (
        <ul className="reach-boxes">
          {marks.map(({ outcome, possible }) => (
            <li
              key={outcome.key}
              className={`reach-${outcomeTone(outcome)} ${possible ? 'reach-possible' : 'reach-lost'}`}
            >
              <Icon name={outcomeIcon(outcome)} small />
              <b>{outcome.text}</b>
              <small>
                <span className="reach-judged">
                  {outcome.right === null ? '' : `${outcome.right ? REACH.right : REACH.wrong}, `}
                </span>
                {position.outcome === outcome.key ? REACH.cameOut : possible ? REACH.possible : REACH.outOfReach}
              </small>
            </li>
          ))}
        </ul>
      )}
      <p className="reach-counter small ink2">{PLAY.counter(trace.steps.length, trace.preemptions)}</p>
    </section>
  );
}

function wordsOf(props: Parameters<typeof Reach>[0]): { readonly head: string; readonly text: string } {
  const { call, known, fromStart, position } = props;
  const { outcome, outcomes, actors } = position;
  const ended = known.find(({ key }) => key === outcome);
  if (ended !== undefined) return { head: endSentence(ended), text: call };
  if (outcomes === null) return { head: REACH.unknown, text: actors.length === 0 ? REACH.unknownWhy : call };
  const texts = known.filter(({ key }) => outcomes.includes(key)).map(({ text }) => text);
  const can = REACH.can(call, texts);
  if (nothingBreaks(known, fromStart)) {
    return { head: `${REACH.unbreakable(texts)}.`, text: `${call}. ${REACH.tryAnyway}` };
  }
  switch (prospectOf(known, outcomes)) {
    case 'right':
      return { head: `${REACH.allRight}.`, text: can };
    case 'wrong':
      return { head: `${REACH.allWrong}.`, text: can };
    case 'settled':
      return { head: `${REACH.settled}.`, text: can };
    default:
      return { head: REACH.some(texts.length, known.length), text: can };
  }
}
