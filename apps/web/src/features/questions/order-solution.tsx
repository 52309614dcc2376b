/** The right order, with marks where the answer had another one. */
import type { GivenAnswer, QuestionForm } from '@lockstep/protocol';
import { Prose } from '../../shared/text/prose.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { SOLUTION } from './messages.ts';
import { orderMarks } from './solution-model.ts';

export function OrderSolution(props: {
  readonly form: Extract<QuestionForm, { kind: 'order' }>;
  readonly answered: GivenAnswer;
}) {
  const rows = orderMarks(props.form, props.answered.answer).map((mark, place) => ({ ...mark, place: place + 1 }));
  return (
    <ol className="marked" aria-label={SOLUTION.order}>
      {rows.map(({ place, text, given, agrees }) => (
        <li key={place} className="marked-choice">
          <div className="marked-head">
            <span className="order-place">{place}</span>
            <span className="choice-text prose">
              <Prose inline text={text} />
            </span>
            <span className={agrees ? 'mark-words ink-good' : 'mark-words ink-bad'}>
              <Icon name={agrees ? 'check' : 'x'} small />
              {agrees || given === null ? SOLUTION.rightPlace : SOLUTION.yourPlace(given)}
            </span>
          </div>
        </li>
      ))}
    </ol>
  );
}
