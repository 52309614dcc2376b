/** Fields of a form: a label, a control, what to write there, and what is wrong with it. */
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import type { FieldName } from './field-name.ts';
import { useFieldFault } from './form.tsx';
import { LEAST_CHARACTERS, passwordWords } from './form-faults.ts';
import { FIELDS, FORM } from './messages.ts';

/** What a control needs to be tied to its label, its hint and its fault. */
interface Tied {
  readonly id: string;
  readonly name: FieldName;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

function Field(props: {
  readonly name: FieldName;
  readonly label?: string | undefined;
  readonly hint?: ReactNode;
  readonly children: (tied: Tied) => ReactNode;
}) {
  const id = useId();
  const fault = useFieldFault(props.name);
  const described = [fault === undefined ? '' : `${id}-fault`, props.hint ? `${id}-hint` : ''].filter(Boolean);
  return (
    <div className="field">
      <label htmlFor={id}>{props.label ?? FIELDS[props.name]}</label>
      {props.children({
        id,
        name: props.name,
        'aria-describedby': described.join(' ') || undefined,
        'aria-invalid': fault === undefined ? undefined : true,
      })}
      {fault === undefined ? null : (
        <p className="field-fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      {props.hint ? (
        <div className="field-hint" id={`${id}-hint`}>
          {props.hint}
        </div>
      ) : null}
    </div>
  );
}

export function EmailField(props: {
  readonly autoComplete: 'username' | 'off';
  readonly initial?: string;
  readonly hint?: string;
}) {
  return (
    <Field name="email" hint={props.hint}>
      {(tied) => (
        <input
          {...tied}
          type="email"
          className="input"
          autoComplete={props.autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          defaultValue={props.initial}
        />
      )}
    </Field>
  );
}

/** A person's name, or with `autoComplete` off that of a thing. */
export function NameField(props: { readonly autoComplete?: 'off'; readonly initial?: string; readonly hint?: string }) {
  return (
    <Field name="name" hint={props.hint}>
      {(tied) => (
        <input
          {...tied}
          type="text"
          className="input"
          autoComplete={props.autoComplete ?? 'name'}
          spellCheck={false}
          maxLength={100}
          defaultValue={props.initial}
        />
      )}
    </Field>
  );
}

export function UrlField(props: { readonly initial?: string | undefined; readonly hint: string }) {
  return (
    <Field name="url" hint={props.hint}>
      {(tied) => (
        <input
          {...tied}
          type="url"
          className="input"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={2_000}
          defaultValue={props.initial}
        />
      )}
    </Field>
  );
}

/** `new`: one that is being chosen, whose length is shown. */
export function PasswordField(props: {
  readonly name: 'password' | 'current';
  readonly kind: 'new' | 'known';
  readonly label?: string;
}) {
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const [length, setLength] = useState(0);
  const watchCapsLock = (event: KeyboardEvent): void => setCapsLock(event.getModifierState('CapsLock'));
  const label = shown ? FORM.hidePassword : FORM.showPassword;
  const hint =
    props.kind === 'new' || capsLock ? (
      <>
        {capsLock ? <p className="ink-warn">{FORM.capsLock}</p> : null}
        {props.kind === 'new' ? <Length length={length} /> : null}
      </>
    ) : null;
  return (
    <Field name={props.name} label={props.label} hint={hint}>
      {(tied) => (
        <div className="input-row">
          <input
            {...tied}
            type={shown ? 'text' : 'password'}
            className="input"
            autoComplete={props.kind === 'new' ? 'new-password' : 'current-password'}
            autoCapitalize="none"
            spellCheck={false}
            maxLength={200}
            onChange={(event) => setLength(event.target.value.length)}
            onKeyDown={watchCapsLock}
            onKeyUp={watchCapsLock}
            onBlur={() => setCapsLock(false)}
          />
          <button type="button" className="button quiet small" aria-label={label} onClick={() => setShown(!shown)}>
            {shown ? FORM.hide : FORM.show}
          </button>
        </div>
      )}
    </Field>
  );
}

function Length({ length }: { readonly length: number }) {
  const share = Math.min(1, length / LEAST_CHARACTERS);
  return (
    <>
      <div className={`length ${share === 1 ? 'length-enough' : ''}`} aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </div>
      {passwordWords(length)}
    </>
  );
}

export interface Check {
  readonly value: string;
  readonly word: string;
  /** What comes with it, in a line. */
  readonly line: string;
  readonly initial?: boolean;
}

/** A group of boxes, of which any may be checked. */
export function ChecksField(props: { readonly name: 'scopes' | 'events'; readonly checks: readonly Check[] }) {
  const { name, checks } = props;
  const id = useId();
  const fault = useFieldFault(name);
  return (
    <fieldset className="field" aria-describedby={fault === undefined ? undefined : `${id}-fault`}>
      <legend>{FIELDS[name]}</legend>
      {/* Without it, nothing would be sent of a group of which nothing is checked. */}
      <input type="hidden" name={name} value="" />
      <div className="checks">
        {checks.map(({ value, word, line, initial }, index) => (
          <label key={value} className="check">
            <input
              type="checkbox"
              name={name}
              value={value}
              defaultChecked={initial}
              aria-invalid={fault !== undefined && index === 0 ? true : undefined}
              aria-labelledby={`${id}-${value}`}
              aria-describedby={`${id}-${value}-line`}
            />
            <span>
              <b id={`${id}-${value}`}>{word}</b>
              <span className="small ink2" id={`${id}-${value}-line`}>
                {line}
              </span>
            </span>
          </label>
        ))}
      </div>
      {fault === undefined ? null : (
        <p className="field-fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </fieldset>
  );
}

export function SelectField(props: {
  readonly name: 'role' | 'days';
  readonly options: readonly (readonly [value: string, word: string])[];
  readonly initial: string;
}) {
  return (
    <Field name={props.name}>
      {(tied) => (
        <select {...tied} className="input" defaultValue={props.initial}>
          {props.options.map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
