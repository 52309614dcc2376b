/** Figures of the judging as they are shown. Pure. */

const SECOND_MS = 1_000;
const UNITS = [
  ['day', 86_400 * SECOND_MS],
  ['h', 3_600 * SECOND_MS],
  ['min', 60 * SECOND_MS],
  ['s', SECOND_MS],
] as const;

/** A length of time in its two largest units: `42 s`, `3 min 5 s`, `2 h 10 min`, `3 days 4 h`. */
export function lengthOfTime(ms: number): string {
  const at = UNITS.findIndex(([, unitMs]) => ms >= unitMs);
  const unit = UNITS[at];
  if (unit === undefined) return '0 s';
  const [name, unitMs] = unit;
  const first = Math.floor(ms / unitMs);
  const next = UNITS[at + 1];
  const second = next === undefined ? 0 : Math.floor((ms % unitMs) / next[1]);
  return [inUnit(first, name), ...(next === undefined || second === 0 ? [] : [inUnit(second, next[0])])].join(' ');
}

function inUnit(n: number, unit: string): string {
  return `${n} ${unit === 'day' && n !== 1 ? 'days' : unit}`;
}

/** How long ago a moment was, never less than nothing: clocks differ. */
export function since(iso: string, nowMs: number): string {
  return lengthOfTime(Math.max(0, nowMs - Date.parse(iso)));
}

export interface LoadFigure {
  /** Of the bar, 0 to 1. */
  readonly share: number;
  /** Not cut off: more than 100 when more wants to run than there are processors. */
  readonly percent: number;
  readonly over: boolean;
}

/** `load`: for each processor, 1 is fully used. */
export function loadFigure(load: number): LoadFigure {
  const percent = Math.round(load * 100);
  return { share: Math.min(1, load), percent, over: percent > 100 };
}

/** A part of a whole, 0 to 1; of nothing, nothing. */
export function shareOf(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

/** What is enough to tell submissions on one page apart. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}

/** A cause's first line that says something, for where there is room for one. */
export function firstLine(cause: string): string {
  return cause.trim().split('\n', 1)[0] ?? '';
}
