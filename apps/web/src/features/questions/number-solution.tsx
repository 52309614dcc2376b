/** The number, beside the one that was written. */
import type { GivenAnswer, QuestionForm } from '@lockstep/protocol';
import { Icon } from '../../shared/ui/icon.tsx';
import { SOLUTION } from './messages.ts';
import { quantity } from './solution-model.ts';

export function NumberSolution(props: {
  readonly form: Extract<QuestionForm, { kind: 'number' }>;
  readonly answered: GivenAnswer;
}) {
  const { value, tolerance, unit } = props.form;
  const { answer, right } = props.answered;
  return (
    <div className="marked marked-number">
      <dl>
        <div>
          <dt>{SOLUTION.rightNumber}</dt>
          <dd>{quantity(value, unit)}</dd>
        </div>
        {answer.kind === 'number' ? (
          <div>
            <dt>{SOLUTION.yourNumber}</dt>
            <dd className={right ? 'ink-good' : 'ink-bad'}>
              <Icon name={right ? 'check' : 'x'} />
              {quantity(answer.value, unit)}
            </dd>
          </div>
        ) : null}
      </dl>
      {tolerance === 0 ? null : (
        <p className="small ink2">
          {SOLUTION.tolerance(quantity(value - tolerance, null), quantity(value + tolerance, unit))}
        </p>
      )}
    </div>
  );
}
