/** Fields of the form of an interview: a label, a control, what is wrong with it, what to write there. */
import { type ReactNode, useId, useState } from 'react';
import { Prose } from '../../shared/text/prose.tsx';
import { Tabs, tabPanel } from '../../shared/ui/tabs.tsx';
import type { FormField } from './form-model.ts';
import { FEEDBACK, FORM } from './messages.ts';

/** What a control needs to be tied to its label, its hint and its fault. */
export interface Tied {
  readonly id: string;
  readonly name: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

export function Field(props: {
  readonly name: string;
  readonly label: string;
  readonly fault?: string | undefined;
  readonly hint?: string;
  readonly className?: string;
  /** Of the control; by default one of its own. */
  readonly fieldId?: string;
  readonly children: (tied: Tied) => ReactNode;
}) {
  const { name, label, fault, hint } = props;
  const ownId = useId();
  const id = props.fieldId ?? ownId;
  const described = [fault === undefined ? '' : `${id}-fault`, hint === undefined ? '' : `${id}-hint`];
  return (
    <div className={`field ${props.className ?? ''}`}>
      <label htmlFor={id}>{label}</label>
      {props.children({
        id,
        name,
        'aria-describedby': described.filter(Boolean).join(' ') || undefined,
        'aria-invalid': fault === undefined ? undefined : true,
      })}
      {fault === undefined ? null : (
        <p className="field-fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      {hint === undefined ? null : (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

export function TextField(props: {
  readonly name: FormField;
  readonly label: string;
  readonly fault: string | undefined;
  readonly hint?: string;
  readonly type: 'text' | 'datetime-local';
  readonly numeric?: boolean;
  readonly maxLength?: number;
  readonly className?: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}) {
  const { type, numeric, maxLength, value, onValue, ...field } = props;
  return (
    <Field {...field}>
      {(tied) => (
        <input
          {...tied}
          type={type}
          className="input"
          inputMode={numeric ? 'numeric' : undefined}
          autoComplete="off"
          maxLength={maxLength}
          value={value}
          onChange={(event) => onValue(event.target.value)}
        />
      )}
    </Field>
  );
}

/** Two cards that say exactly what candidates are told. */
export function FeedbackCards<Value extends keyof typeof FEEDBACK>(props: {
  readonly value: Value;
  readonly choices: readonly Value[];
  readonly onValue: (value: Value) => void;
}) {
  return (
    <fieldset className="feedback">
      <legend>{FORM.feedback}</legend>
      <div className="feedback-cards">
        {props.choices.map((choice) => (
          <label key={choice} className="feedback-card">
            <input
              type="radio"
              name="feedback"
              value={choice}
              checked={choice === props.value}
              onChange={() => props.onValue(choice)}
            />
            <span>
              <b>{FEEDBACK[choice].title}</b>
              {FEEDBACK[choice].told.map((line) => (
                <span key={line} className="feedback-line">
                  {line}
                </span>
              ))}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Something that is so or not, with a sentence that says what that means. */
export function CheckField(props: {
  readonly name: FormField;
  readonly legend: string;
  readonly label: string;
  readonly hint: string;
  readonly value: boolean;
  readonly onValue: (value: boolean) => void;
}) {
  const id = useId();
  return (
    <fieldset className="check-field">
      <legend>{props.legend}</legend>
      <label>
        <input
          type="checkbox"
          name={props.name}
          aria-describedby={`${id}-hint`}
          checked={props.value}
          onChange={(event) => props.onValue(event.target.checked)}
        />
        {props.label}
      </label>
      <p className="field-hint" id={`${id}-hint`}>
        {props.hint}
      </p>
    </fieldset>
  );
}

const SIDES = [
  { name: 'write', label: FORM.write },
  { name: 'preview', label: FORM.preview },
] as const;

export function MarkdownField(props: {
  readonly name: FormField;
  readonly label: string;
  readonly hint: string;
  readonly fault: string | undefined;
  readonly value: string;
  readonly onValue: (value: string) => void;
}) {
  const { name, label, hint, fault, value, onValue } = props;
  const id = useId();
  const [side, setSide] = useState<'write' | 'preview'>('write');
  // What is wrong must be seen.
  const shown = fault === undefined ? side : 'write';
  return (
    <div className="field markdown-field">
      <div className="row">
        <label htmlFor={`${id}-text`}>{label}</label>
        <span className="spring" />
        <Tabs label={label} tabs={SIDES} selected={shown} onSelect={setSide} id={id} className="segments" />
      </div>
      {shown === 'write' ? (
        <div {...tabPanel(id, 'write')} tabIndex={-1}>
          <textarea
            id={`${id}-text`}
            name={name}
            aria-invalid={fault === undefined ? undefined : true}
            aria-describedby={`${id}-hint`}
            className="input"
            rows={8}
            maxLength={8_000}
            value={value}
            onChange={(event) => onValue(event.target.value)}
          />
        </div>
      ) : (
        <div {...tabPanel(id, 'preview')} className="markdown-preview card prose">
          {value.trim() === '' ? <p>{FORM.previewNone}</p> : <Prose text={value} />}
        </div>
      )}
      <div id={`${id}-hint`}>
        {fault === undefined ? null : <p className="field-fault">{fault}</p>}
        <p className="field-hint">{hint}</p>
      </div>
    </div>
  );
}
