/** What can be chosen in the filters' menus. Each change applies at once. */
import type { ClaimKind, SubmissionFacets, Verdict } from '@lockstep/protocol';
import { type ReactNode, useId, useState } from 'react';
import { formatCount } from '../../shared/format.ts';
import '../../shared/form/form.css';
import { Icon } from '../../shared/ui/icon.tsx';
import { LoadFailure } from '../../shared/ui/states.tsx';
import { useTyped } from '../../shared/ui/use-typed.ts';
import { VERDICT_FACES } from '../../shared/ui/verdict.tsx';
import { isDay, type When } from './filter.ts';
import { FILTERS } from './messages.ts';

/** From so many on there is a field to find one by. */
const MANY = 12;

interface Option<Value extends string> {
  readonly value: Value;
  readonly text: string;
  readonly look?: ReactNode;
  /** How often it occurs; null: not known. */
  readonly count: number | null;
}

/** Any of several; what is chosen stays in the list, also when it does not occur any more. */
export function SeveralMenu<Value extends string>(props: {
  readonly options: readonly Option<Value>[];
  readonly chosen: readonly Value[];
  readonly onChosen: (chosen: readonly Value[]) => void;
}) {
  const { options, chosen, onChosen } = props;
  const [find, setFind] = useState('');
  const fitting = options.filter(({ text }) => text.toLowerCase().includes(find.trim().toLowerCase()));
  return (
    <>
      {options.length >= MANY ? <FindField value={find} onValue={setFind} /> : null}
      {fitting.length === 0 ? (
        <p className="small ink2 filter-none">{options.length === 0 ? FILTERS.none : FILTERS.nothing}</p>
      ) : (
        <ul className="filter-options">
          {fitting.map(({ value, text, look, count }) => (
            <li key={value}>
              <label className="filter-option">
                <input
                  type="checkbox"
                  checked={chosen.includes(value)}
                  onChange={(event) =>
                    onChosen(event.target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
                  }
                />
                <span className="filter-option-text">{look ?? text}</span>
                {count === null ? null : <span className="small ink3">{formatCount(count)}</span>}
              </label>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function FindField({ value, onValue }: { readonly value: string; readonly onValue: (value: string) => void }) {
  return (
    <input
      type="text"
      className="input filter-find"
      aria-label={FILTERS.find}
      placeholder={FILTERS.find}
      autoComplete="off"
      value={value}
      onChange={(event) => onValue(event.target.value)}
    />
  );
}

/** One, or any. */
export function OneMenu<Value extends string>(props: {
  readonly options: readonly Option<Value>[];
  readonly chosen: Value | null;
  readonly onChosen: (chosen: Value | null) => void;
}) {
  const { options, chosen, onChosen } = props;
  const name = useId();
  const [find, setFind] = useState('');
  const fitting = options.filter(({ text }) => text.toLowerCase().includes(find.trim().toLowerCase()));
  const option = (value: Value | null, text: string, count: number | null) => (
    <li key={value ?? 'any'}>
      <label className="filter-option">
        <input type="radio" name={name} checked={chosen === value} onChange={() => onChosen(value)} />
        <span className="filter-option-text">{text}</span>
        {count === null ? null : <span className="small ink3">{formatCount(count)}</span>}
      </label>
    </li>
  );
  return (
    <>
      {options.length >= MANY ? <FindField value={find} onValue={setFind} /> : null}
      <ul className="filter-options">
        {option(null, FILTERS.any, null)}
        {fitting.map(({ value, text, count }) => option(value, text, count))}
      </ul>
    </>
  );
}

export function verdictOptions(facets: SubmissionFacets, chosen: readonly Verdict[]): Option<Verdict>[] {
  const counts = new Map(facets.verdicts.map(({ verdict, submissions }) => [verdict, submissions]));
  return [...new Set([...counts.keys(), ...chosen])].map((verdict) => {
    const { word, code, icon } = VERDICT_FACES[verdict];
    const look = (
      <>
        <Icon name={icon} small /> {word} <code className="ink3">{code}</code>
      </>
    );
    return { value: verdict, text: word, look, count: counts.get(verdict) ?? 0 };
  });
}

const CLAIMS = ['exhaustive', 'bounded', 'sampled'] as const satisfies readonly ClaimKind[];

export const CLAIM_OPTIONS: readonly Option<ClaimKind>[] = CLAIMS.map((value) => {
  const { word, text } = FILTERS.claims[value];
  const look = (
    <>
      {word} <span className="small ink2">{text}</span>
    </>
  );
  return { value, text: word, look, count: null };
});

/** The choices are on their way, or did not come. */
export function MenuWaiting({ error, retry }: { readonly error: Error | null; readonly retry: () => void }) {
  return error === null ? (
    <p className="small ink2 filter-none" role="status">
      {FILTERS.loading}
    </p>
  ) : (
    <LoadFailure error={error} retry={retry} />
  );
}

export function CandidateMenu(props: { readonly value: string; readonly onValue: (value: string) => void }) {
  const { text, type, apply } = useTyped(props.value, props.onValue);
  const id = useId();
  return (
    <div className="field filter-field">
      <label htmlFor={id}>{FILTERS.name}</label>
      <input
        id={id}
        type="text"
        className="input"
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        value={text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') apply();
        }}
      />
    </div>
  );
}

const PRESETS = [1, 7, 30] as const;

export function WhenMenu(props: {
  readonly when: When;
  /** `2026-05-04`, to begin with. */
  readonly today: string;
  readonly onWhen: (when: When) => void;
}) {
  const { when, today, onWhen } = props;
  const id = useId();
  const days = when.kind === 'dates' ? { from: when.from, to: when.to } : { from: null, to: null };
  const preset = (value: When, text: string, checked: boolean) => (
    <li key={text}>
      <label className="filter-option">
        <input type="radio" name={id} checked={checked} onChange={() => onWhen(value)} />
        <span className="filter-option-text">{text}</span>
      </label>
    </li>
  );
  const change = (end: 'from' | 'to', text: string): void => {
    // While one types it, a date has no value.
    if (text !== '' && !isDay(text)) return;
    const next = { ...days, [end]: text === '' ? null : text };
    onWhen(next.from === null && next.to === null ? { kind: 'any' } : { kind: 'dates', ...next });
  };
  return (
    <>
      <ul className="filter-options">
        {preset({ kind: 'any' }, FILTERS.anyTime, when.kind === 'any')}
        {PRESETS.map((count) =>
          preset({ kind: 'days', days: count }, FILTERS.days(count), when.kind === 'days' && when.days === count),
        )}
        {preset({ kind: 'dates', from: today, to: null }, FILTERS.between, when.kind === 'dates')}
      </ul>
      {when.kind === 'dates' ? (
        <div className="filter-dates">
          {(['from', 'to'] as const).map((end) => (
            <div key={end} className="field">
              <label htmlFor={`${id}-${end}`}>{FILTERS[end]}</label>
              <input
                id={`${id}-${end}`}
                type="date"
                className="input"
                value={days[end] ?? ''}
                onChange={(event) => change(end, event.target.value)}
              />
            </div>
          ))}
        </div>
      ) : null}
    </>
  );
}
