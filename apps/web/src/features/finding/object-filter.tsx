/** Chips of the objects: the steps of those that are chosen stay, the others fold. */
import type { SharedObject } from '../../shared/timeline/object-states.ts';
import { FILTER, OBJECTS } from './messages.ts';

const ALL: ReadonlySet<string> = new Set();

export function ObjectFilter(props: {
  readonly objects: readonly SharedObject[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}) {
  const { objects, chosen, onChoose } = props;
  if (objects.length < 2) return null;
  const toggle = (key: string): void => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    onChoose(next);
  };
  return (
    <fieldset className="object-filter" aria-label={FILTER.label}>
      {objects.map(({ key, name, kind, count }) => (
        <button
          key={key}
          type="button"
          className="object-chip"
          aria-pressed={chosen.has(key)}
          aria-label={FILTER.chip(name, OBJECTS.kinds[kind], count)}
          title={OBJECTS.kinds[kind]}
          onClick={() => toggle(key)}
        >
          <span className="mono">{name}</span>
          <span className="object-count ink3" data-count={count} />
        </button>
      ))}
      {chosen.size === 0 ? null : (
        <button type="button" className="object-clear" onClick={() => onChoose(ALL)}>
          {FILTER.clear}
        </button>
      )}
    </fieldset>
  );
}
