/** Criteria of a rubric, each with title, hint, weight and levels; moved by buttons, or by Alt and the arrow keys on them. */
import { DEFAULT_RUBRIC } from '@lockstep/protocol';
import { useId } from 'react';
import { Icon } from '../../shared/ui/icon.tsx';
import { type Control, CriterionCard } from './criterion-card.tsx';
import { RUBRIC } from './messages.ts';
import { movedItem } from './moved.ts';
import {
  type CriterionValue,
  criterionValues,
  MOST_CRITERIA,
  type RubricFaults,
  withNewCriterion,
} from './rubric-model.ts';
import './rubric.css';

export function RubricEditor(props: {
  readonly values: readonly CriterionValue[];
  readonly faults: RubricFaults;
  /** `said`: the change in words. */
  readonly onValues: (values: readonly CriterionValue[], said: string) => void;
}) {
  const { values, faults, onValues } = props;
  const id = useId();
  const idOf = (key: string, part: string) => `${id}-${key.replace(' ', '-')}-${part}`;
  const focusLater = (key: string, part: string): void => {
    requestAnimationFrame(() => document.getElementById(idOf(key, part))?.focus());
  };
  const nameOf = ({ title }: CriterionValue, place: number) => title.trim() || RUBRIC.unnamed(place + 1);
  const change = (key: string, part: Partial<CriterionValue>): void =>
    onValues(
      values.map((value) => (value.key === key ? { ...value, ...part } : value)),
      '',
    );
  const move = (from: number, by: -1 | 1, control: Control): void => {
    const value = values[from];
    const next = movedItem(values, from, from + by);
    if (value === undefined || next === values) return;
    onValues(next, RUBRIC.moved(nameOf(value, from), from + by + 1, values.length));
    focusLater(value.key, control);
  };
  const takeOut = (place: number): void => {
    const value = values[place];
    if (value === undefined) return;
    const next = values.toSpliced(place, 1);
    onValues(next, RUBRIC.removed(nameOf(value, place)));
    const beside = next[Math.min(place, next.length - 1)];
    if (beside === undefined) requestAnimationFrame(() => document.getElementById(`${id}-add`)?.focus());
    else focusLater(beside.key, 'out');
  };
  const add = (): void => {
    const next = withNewCriterion(values);
    onValues(next, RUBRIC.added);
    const last = next.at(-1);
    if (last !== undefined) focusLater(last.key, 'title');
  };
  const full = values.length >= MOST_CRITERIA;
  return (
    <div className="rubric-editor">
      {values.length === 0 ? <p className="small ink2">{RUBRIC.none}</p> : null}
      <ol className="rubric-cards">
        {values.map((value, place) => (
          <CriterionCard
            key={value.key}
            value={value}
            name={nameOf(value, place)}
            place={place}
            count={values.length}
            faults={faults[value.key] ?? {}}
            idOf={(part) => idOf(value.key, part)}
            onChange={(part) => change(value.key, part)}
            onMove={(by, control) => move(place, by, control)}
            onOut={() => takeOut(place)}
          />
        ))}
      </ol>
      <div className="row wrap">
        {values.length === 0 ? (
          <button
            type="button"
            className="button"
            onClick={() => {
              const next = criterionValues(DEFAULT_RUBRIC);
              onValues(next, RUBRIC.filled(next.length));
              const [first] = next;
              if (first !== undefined) focusLater(first.key, 'title');
            }}
          >
            {RUBRIC.ready}
          </button>
        ) : null}
        <button
          type="button"
          id={`${id}-add`}
          className="button"
          aria-disabled={full || undefined}
          title={full ? RUBRIC.full : undefined}
          onClick={() => (full ? undefined : add())}
        >
          <Icon name="plus" small />
          {RUBRIC.add}
        </button>
        <span className="small ink3">{RUBRIC.bounds(values.length, MOST_CRITERIA)}</span>
      </div>
    </div>
  );
}
