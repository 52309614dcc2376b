/** Figures of the web app, each beside what is promised of it. */

/** One figure. `bound` is inclusive; null: told for information, nothing is promised. */
export interface WebFigure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'kB' | 'ms' | 'per s' | 'count';
  readonly bound: { readonly kind: 'at-most' | 'at-least'; readonly value: number } | null;
  /** What the value was made of: number of samples, or the single values. */
  readonly note: string;
}

export const atMost = (value: number): WebFigure['bound'] => ({ kind: 'at-most', value });
export const atLeast = (value: number): WebFigure['bound'] => ({ kind: 'at-least', value });

/** Whether the figure breaks its promise. */
export function isMissed({ value, bound }: WebFigure): boolean {
  if (bound === null) return false;
  // A value that could not be measured is no kept promise.
  return !(bound.kind === 'at-most' ? value <= bound.value : value >= bound.value);
}

/** `name  value  bound  ok`, in columns. */
export function figureLine(figure: WebFigure): string {
  const { name, value, unit, bound, note } = figure;
  const promised = bound === null ? '' : `${bound.kind === 'at-most' ? '≤' : '≥'} ${shown(bound.value, unit)}`;
  const state = bound === null ? '' : isMissed(figure) ? 'MISSED' : 'ok';
  const line = `${name.padEnd(58)} ${shown(value, unit).padStart(11)} ${promised.padStart(12)} ${state.padEnd(6)}`;
  return note === '' ? line.trimEnd() : `${line}  (${note})`;
}

function shown(value: number, unit: WebFigure['unit']): string {
  const digits = unit === 'kB' || (unit === 'per s' && !Number.isInteger(value)) ? 1 : 0;
  const figure = value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return unit === 'count' ? figure : `${figure} ${unit}`;
}
