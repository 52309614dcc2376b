/** Fields that are bound to keys of a YAML text. What is typed stays in its field as long as it has the focus, whatever it means. */
import { createContext, type ReactNode, useContext, useState } from 'react';
import { Field, type FieldFace } from '../fields.tsx';
import type { Way } from '../yaml/yaml-edit.ts';
import type { YamlValue } from '../yaml/yaml-tree.ts';
import type { NewValue } from '../yaml/yaml-write.ts';
import { countValue, itemsOf, listTexts, numberValue, scalarText, textValue, valueAt } from './form-values.ts';
import { FORM } from './messages.ts';

/** What the fields work on. */
export interface YamlForm {
  readonly root: YamlValue;
  /** What the check says of a key. */
  readonly faultOf: (way: Way) => string | null;
  /** undefined takes the key out. */
  readonly onSet: (way: Way, value: NewValue | undefined) => void;
}

export const YamlFormContext = createContext<YamlForm | null>(null);

function useYamlForm(): YamlForm {
  const form = useContext(YamlFormContext);
  if (form === null) throw new Error('fields of a YAML text need a YamlFormContext above them');
  return form;
}

interface Bound extends Pick<FieldFace, 'label' | 'hint' | 'className'> {
  readonly way: Way;
}

/** `kind`: what the text means. `required`: the file needs the key, also when nothing is typed. */
export function BoundText(
  props: Bound & {
    readonly kind: 'text' | 'number' | 'count' | 'words' | 'lines';
    readonly required?: boolean;
    readonly mono?: boolean;
    readonly rows?: number;
  },
) {
  const { way, kind, required = false, mono = false, rows, ...face } = props;
  const { root, faultOf, onSet } = useYamlForm();
  const [typed, setTyped] = useState<string | null>(null);
  const value = valueAt(root, way);
  const there = kind === 'words' || kind === 'lines' ? listText(value, kind) : scalarText(value);
  const set = (text: string): void => {
    setTyped(text);
    const meant = meaning(text, kind, required);
    if (meant !== 'wrong') onSet(way, meant.value);
  };
  const shared = {
    className: mono ? 'input mono' : 'input',
    autoComplete: 'off',
    spellCheck: !mono && kind !== 'count',
    // What the form has no field for is shown, and changed in the source.
    readOnly: there === null,
    value: typed ?? there ?? '',
    onBlur: () => setTyped(null),
  } as const;
  return (
    <Field {...face} fault={there === null ? FORM.notText : faultOf(way)}>
      {(tied) =>
        rows === undefined ? (
          <input
            {...tied}
            {...shared}
            type="text"
            inputMode={kind === 'number' ? 'decimal' : undefined}
            onChange={(event) => set(event.target.value)}
          />
        ) : (
          <textarea {...tied} {...shared} rows={rows} onChange={(event) => set(event.target.value)} />
        )
      }
    </Field>
  );
}

function listText(value: YamlValue | undefined, kind: 'words' | 'lines'): string | null {
  return listTexts(value)?.join(kind === 'words' ? ', ' : '\n') ?? null;
}

function meaning(
  text: string,
  kind: 'text' | 'number' | 'count' | 'words' | 'lines',
  required: boolean,
): { readonly value: NewValue | undefined } | 'wrong' {
  switch (kind) {
    case 'text':
      return { value: textValue(text, required) };
    case 'number': {
      const value = numberValue(text, required);
      return value === 'wrong' ? value : { value };
    }
    case 'count':
      return { value: countValue(text) };
    case 'words':
      return { value: itemsOf(text, ',') };
    case 'lines':
      return { value: itemsOf(text, '\n') };
    default:
      return kind satisfies never;
  }
}

/** `options`: values with their words. `empty`: what is shown when there is no key; choosing it takes the key out. */
export function BoundSelect(
  props: Bound & {
    readonly options: readonly (readonly [value: string | number, word: string])[];
    readonly empty: string | null;
  },
) {
  const { way, options, empty, ...face } = props;
  const { root, faultOf, onSet } = useYamlForm();
  const there = scalarText(valueAt(root, way)) ?? '';
  const known = options.some(([value]) => String(value) === there);
  return (
    <Field {...face} fault={faultOf(way)}>
      {(tied) => (
        <select
          {...tied}
          className="input"
          value={there}
          onChange={(event) => onSet(way, options.find(([value]) => String(value) === event.target.value)?.[0])}
        >
          {known ? null : <option value={there}>{there === '' ? (empty ?? FORM.none) : there}</option>}
          {known && empty !== null ? <option value="">{empty}</option> : null}
          {options.map(([value, word]) => (
            <option key={value} value={String(value)}>
              {word}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** True, or no key. */
export function BoundCheck({ way, label }: { readonly way: Way; readonly label: string }) {
  const { root, onSet } = useYamlForm();
  return (
    <label className="form-check">
      <input
        type="checkbox"
        checked={valueAt(root, way) === true}
        onChange={(event) => onSet(way, event.target.checked ? true : undefined)}
      />
      {label}
    </label>
  );
}

/** A list of names, each chosen or not. `required`: the key stays when none is. */
export function BoundChoices(props: {
  readonly way: Way;
  readonly label: string;
  readonly options: readonly (readonly [value: string, word: ReactNode])[];
  readonly required?: boolean;
}) {
  const { way, label, options, required = false } = props;
  const { root, faultOf, onSet } = useYamlForm();
  const chosen = listTexts(valueAt(root, way)) ?? [];
  const fault = faultOf(way);
  const toggle = (name: string, on: boolean): void => {
    // Behind those that are there, so that their order stays.
    const next = on ? [...chosen, name] : chosen.filter((one) => one !== name);
    onSet(way, next.length === 0 && !required ? undefined : next);
  };
  return (
    <fieldset className="form-choices">
      <legend>{label}</legend>
      <div>
        {options.map(([name, word]) => (
          <label key={name} className="form-choice">
            <input
              type="checkbox"
              checked={chosen.includes(name)}
              onChange={(event) => toggle(name, event.target.checked)}
            />
            {word}
          </label>
        ))}
      </div>
      {fault === null ? null : <p className="field-fault">{fault}</p>}
    </fieldset>
  );
}
