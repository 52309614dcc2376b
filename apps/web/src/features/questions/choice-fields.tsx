/** Choices: one of them by radio buttons, several by check boxes. */
import type { AskedForm } from '@lockstep/protocol';
import { useId } from 'react';
import { Prose } from '../../shared/text/prose.tsx';
import { KeyHint } from '../../shared/ui/shortcut.tsx';
import { FORM } from './messages.ts';
import { OutcomeText } from './outcome-text.tsx';

/** Choices that a digit reaches. */
const DIGITS = 9;

export function ChoiceFields(props: {
  readonly form: Extract<AskedForm, { kind: 'single' | 'multiple' | 'outcomes' }>;
  readonly chosen: readonly number[];
  readonly onToggle: (place: number) => void;
}) {
  const { form, chosen, onToggle } = props;
  const name = useId();
  return (
    <fieldset className="choices">
      <legend>{FORM[form.kind]}</legend>
      {form.choices.map((text, place) => {
        const digit = place < DIGITS ? String(place + 1) : null;
        return (
          <label className="choice" key={text}>
            <input
              type={form.kind === 'single' ? 'radio' : 'checkbox'}
              name={name}
              checked={chosen.includes(place)}
              aria-keyshortcuts={digit ?? undefined}
              data-choice={place}
              onChange={() => onToggle(place)}
            />
            <span className="choice-text prose">
              {form.kind === 'outcomes' ? <OutcomeText text={text} /> : <Prose inline text={text} />}
            </span>
            {digit === null ? null : <KeyHint keys={[digit]} />}
          </label>
        );
      })}
    </fieldset>
  );
}
