/** A number with its unit. What is no number is said at once; what may still become one is not. */
import { useId } from 'react';
import { Icon } from '../../shared/ui/icon.tsx';
import { readNumber } from './answer-model.ts';
import { FORM } from './messages.ts';

export function NumberField(props: {
  readonly text: string;
  readonly unit: string | null;
  readonly onText: (text: string) => void;
}) {
  const { text, unit } = props;
  const problem = useId();
  const bad = readNumber(text).kind === 'no-number';
  return (
    <fieldset className="choices">
      <legend>{FORM.number}</legend>
      <div className="number-field">
        <input
          type="text"
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          value={text}
          aria-label={FORM.numberLabel(unit)}
          aria-invalid={bad}
          aria-describedby={problem}
          data-choice={0}
          onChange={(event) => props.onText(event.target.value)}
        />
        {unit === null ? null : <span className="ink2">{unit}</span>}
      </div>
      <p className="number-problem small ink-bad" id={problem} role="status">
        {bad ? (
          <>
            <Icon name="error" small />
            {FORM.noNumber}
          </>
        ) : null}
      </p>
    </fieldset>
  );
}
