/** One criterion of a rubric that is edited: title, hint, weight, levels, and its place among the others. */
import type { KeyboardEvent } from 'react';
import '../../shared/form/form.css';
import { Icon } from '../../shared/ui/icon.tsx';
import { Field } from './fields.tsx';
import { RUBRIC } from './messages.ts';
import { type CriterionFaults, type CriterionValue, LEVELS, WEIGHTS } from './rubric-model.ts';

/** What moves it, or takes it out. */
export type Control = 'up' | 'down' | 'out';

export function CriterionCard(props: {
  readonly value: CriterionValue;
  readonly name: string;
  readonly place: number;
  readonly count: number;
  readonly faults: CriterionFaults;
  readonly idOf: (part: string) => string;
  readonly onChange: (part: Partial<CriterionValue>) => void;
  readonly onMove: (by: -1 | 1, control: Control) => void;
  readonly onOut: () => void;
}) {
  const { value, name, place, count, faults, idOf, onChange, onMove, onOut } = props;
  const onKeyDown = (event: KeyboardEvent, control: Control): void => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    if (by === null || !event.altKey) return;
    event.preventDefault();
    onMove(by, control);
  };
  const mover = (control: 'up' | 'down', atEnd: boolean) => (
    <button
      type="button"
      id={idOf(control)}
      className="button quiet small square"
      aria-label={RUBRIC[control](name)}
      aria-disabled={atEnd || undefined}
      aria-keyshortcuts={control === 'up' ? 'Alt+ArrowUp' : 'Alt+ArrowDown'}
      onClick={() => onMove(control === 'up' ? -1 : 1, control)}
      onKeyDown={(event) => onKeyDown(event, control)}
    >
      <Icon name={control} small />
    </button>
  );
  return (
    <li>
      <fieldset className="rubric-card card">
        <legend className="sr">{name}</legend>
        <div className="rubric-card-head">
          <span className="chosen-place">{place + 1}</span>
          <span className="spring" />
          {mover('up', place === 0)}
          {mover('down', place === count - 1)}
          <button
            type="button"
            id={idOf('out')}
            className="button quiet small square"
            aria-label={RUBRIC.remove(name)}
            onClick={onOut}
            onKeyDown={(event) => onKeyDown(event, 'out')}
          >
            <Icon name="x" small />
          </button>
        </div>
        <div className="rubric-card-fields">
          <Field name="title" label={RUBRIC.title} fault={faults.title} fieldId={idOf('title')}>
            {(tied) => (
              <input
                {...tied}
                type="text"
                className="input"
                autoComplete="off"
                maxLength={100}
                value={value.title}
                onChange={(event) => onChange({ title: event.target.value })}
              />
            )}
          </Field>
          <Field name="weight" label={RUBRIC.weight}>
            {(tied) => (
              <select
                {...tied}
                className="input"
                value={value.weight}
                onChange={(event) => onChange({ weight: Number(event.target.value) })}
              >
                {WEIGHTS.map((weight) => (
                  <option key={weight} value={weight}>
                    {weight}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field name="hint" label={RUBRIC.hint} fault={faults.hint} className="rubric-hint">
            {(tied) => (
              <input
                {...tied}
                type="text"
                className="input"
                autoComplete="off"
                maxLength={300}
                value={value.hint}
                onChange={(event) => onChange({ hint: event.target.value })}
              />
            )}
          </Field>
        </div>
        <Levels
          levels={value.levels}
          name={name}
          fault={faults.levels}
          idOf={idOf}
          onLevels={(levels) => onChange({ levels })}
        />
      </fieldset>
    </li>
  );
}

function Levels(props: {
  readonly levels: readonly string[];
  readonly name: string;
  readonly fault: string | undefined;
  readonly idOf: (part: string) => string;
  readonly onLevels: (levels: readonly string[]) => void;
}) {
  const { levels, name, fault, idOf, onLevels } = props;
  const full = levels.length >= LEVELS.most;
  return (
    <fieldset className="rubric-levels" aria-describedby={fault === undefined ? undefined : idOf('levels-fault')}>
      <legend>{RUBRIC.levels}</legend>
      <ol>
        {levels
          .map((level, index) => ({ level, index, key: `level ${index}` }))
          .map(({ level, index, key }) => (
            <li key={key} className="rubric-level">
              <input
                type="text"
                id={idOf(`level-${index}`)}
                className="input"
                aria-label={RUBRIC.level(index + 1, name)}
                aria-invalid={fault !== undefined && level.trim() === '' ? true : undefined}
                autoComplete="off"
                maxLength={40}
                value={level}
                onChange={(event) => onLevels(levels.with(index, event.target.value))}
              />
              {levels.length <= LEVELS.least ? null : (
                <button
                  type="button"
                  className="button quiet small square"
                  aria-label={RUBRIC.removeLevel(level.trim() || String(index + 1))}
                  onClick={() => {
                    document.getElementById(idOf(`level-${Math.max(0, index - 1)}`))?.focus();
                    onLevels(levels.toSpliced(index, 1));
                  }}
                >
                  <Icon name="x" small />
                </button>
              )}
            </li>
          ))}
        <li>
          <button
            type="button"
            className="button small"
            aria-disabled={full || undefined}
            title={full ? RUBRIC.levelsFull : undefined}
            aria-label={RUBRIC.addLevelTo(name)}
            onClick={() => {
              if (full) return;
              onLevels([...levels, '']);
              requestAnimationFrame(() => document.getElementById(idOf(`level-${levels.length}`))?.focus());
            }}
          >
            <Icon name="plus" small />
            {RUBRIC.addLevel}
          </button>
        </li>
      </ol>
      {fault === undefined ? null : (
        <p className="field-fault" id={idOf('levels-fault')}>
          {fault}
        </p>
      )}
    </fieldset>
  );
}
