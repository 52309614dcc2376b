/** Lanes as columns, as wide as the room is, with the words of each step beside its mark. Pure. */
import type { Trace } from '@lockstep/protocol';
import type { Row } from './rows.ts';

export interface Columns {
  /** `brief`: a verb and a value; there is no room for sentences. */
  readonly words: 'full' | 'brief';
  /** Paths of processes whose lanes are only a thin line. */
  readonly idle: ReadonlySet<string>;
  /** Width of one lock's span. */
  readonly span: number;
  readonly places: readonly { readonly x: number; readonly left: number }[];
  readonly right: number;
}

/** Left of the first lane: the numbers of the rows. */
export const NUMBERS = 34;
/** From a lane to its words. */
export const WORDS_FROM = 13;
const SPAN = 12;
const HALF = 12;
const IDLE = 12;
/** More processes than this, and those that do nothing are folded. */
const ALL_SHOWN = 6;
/** The widest way from one lane to the next, and the least that a column needs right of its marks. */
const WIDEST = 264;
const LAST = { full: 210, brief: 92 } as const;
const LEAST = { full: 60, brief: 46 } as const;

/** Null where even few words do not fit. `slots`: how many locks each process holds at most at once. */
export function columnsOf(trace: Trace, rows: readonly Row[], slots: readonly number[], width: number): Columns | null {
  const idle = idleOf(trace, rows);
  const room = width - NUMBERS;
  const folded = trace.processes.map(({ path }) => idle.has(path));
  const active = folded.filter((is) => !is).length;
  const spans = (index: number): number => (slots[index] ?? 0) * SPAN;
  const first = spans(0) + HALF + 8;
  for (const words of ['full', 'brief'] as const) {
    const between = (room - first - LAST[words] - idle.size * IDLE) / Math.max(1, active - 1);
    const least = slots.reduce((most, own) => Math.max(most, own * SPAN + LEAST[words]), 0);
    if (active > 1 && between < least) continue;
    if (active <= 1 && room - first < LAST[words]) continue;
    const step = Math.min(WIDEST, Math.floor(between));
    let x = first;
    const places = trace.processes.map((_, index) => {
      if (index > 0) x += folded[index] ? IDLE : step;
      return { x, left: x - spans(index) - HALF + 3 };
    });
    return { words, idle, span: SPAN, places, right: room };
  }
  return null;
}

/** Of many processes, those of which no step is shown that is about an object. Main is always there. */
function idleOf({ processes, steps, waiting }: Trace, rows: readonly Row[]): ReadonlySet<string> {
  if (processes.length <= ALL_SHOWN) return new Set();
  const busy = new Set(['0', ...waiting.map(({ process }) => process)]);
  for (const row of rows) {
    const step =
      row.kind === 'step' ? steps[row.step] : row.kind === 'fold' && row.of === 'run' ? steps[row.from] : null;
    if (step?.objectName != null && !step.objectName.startsWith('process ')) busy.add(step.actor.process);
  }
  return new Set(processes.map(({ path }) => path).filter((path) => !busy.has(path)));
}
