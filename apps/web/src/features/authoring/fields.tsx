/** Fields of the forms of authors: a label, a control, what to write there, and what is wrong with it. */
import { type ReactNode, useId } from 'react';
import { FIRST_FOCUS } from '../../shared/ui/modal.tsx';
import '../../shared/form/form.css';

/** What a control needs to be tied to its label, its hint and its fault. */
export interface Tied {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

export interface FieldFace {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly fault?: string | null | undefined;
  readonly className?: string;
}

export function Field(props: FieldFace & { readonly children: (tied: Tied) => ReactNode }) {
  const { label, hint, fault, className } = props;
  const id = useId();
  const wrong = fault !== undefined && fault !== null;
  const described = [wrong ? `${id}-fault` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ');
  return (
    <div className={`field ${className ?? ''}`}>
      <label htmlFor={id}>{label}</label>
      {props.children({ id, 'aria-describedby': described || undefined, 'aria-invalid': wrong || undefined })}
      {wrong ? (
        <p className="field-fault" id={`${id}-fault`}>
          {fault}
        </p>
      ) : null}
      {hint ? (
        <div className="field-hint" id={`${id}-hint`}>
          {hint}
        </div>
      ) : null}
    </div>
  );
}

export function TextField(
  props: FieldFace & {
    readonly value: string;
    readonly onChange: (value: string) => void;
    /** Code: in the editor's letters. */
    readonly mono?: boolean;
    readonly maxLength?: number;
    /** It has the focus when its dialog opens. */
    readonly first?: boolean;
  },
) {
  const { value, onChange, mono = false, maxLength, first = false, ...face } = props;
  return (
    <Field {...face}>
      {(tied) => (
        <input
          {...tied}
          {...(first ? FIRST_FOCUS : {})}
          type="text"
          className={mono ? 'input mono' : 'input'}
          autoComplete="off"
          autoCapitalize={mono ? 'none' : undefined}
          spellCheck={!mono}
          maxLength={maxLength}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export function SelectField(
  props: FieldFace & {
    readonly value: string;
    readonly options: readonly (readonly [value: string, word: string])[];
    readonly onChange: (value: string) => void;
  },
) {
  const { value, options, onChange, ...face } = props;
  return (
    <Field {...face}>
      {(tied) => (
        <select {...tied} className="input" value={value} onChange={(event) => onChange(event.target.value)}>
          {options.map(([name, word]) => (
            <option key={name} value={name}>
              {word}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
