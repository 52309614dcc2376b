/**
 * Where everything of a timeline stands, made from its trace. Pure: the same trace and options give the same figure.
 *
 * Time goes down, one row for each step; a lane for each process in the order of the trace. Long runs of one process fold to
 * one row. Left of a lane's life line stand the locks that its process holds, side by side. After the last step a row says
 * how it ends, unless it goes on.
 */
import type { Trace, TraceStep } from '@lockstep/protocol';
import { type Columns, columnsOf } from './columns.ts';
import { type Row, type RowOptions, rowsOf } from './rows.ts';

export interface Lane {
  /** Place among the lanes, which decides its colour. */
  readonly index: number;
  readonly path: string;
  readonly name: string;
  /** Of the life line. */
  readonly x: number;
  /** Its left edge: what its process holds stands between. */
  readonly left: number;
  /** Nothing of it is shown but that it is there. */
  readonly idle: boolean;
}

export interface LifeLine {
  readonly lane: number;
  readonly from: number;
  readonly to: number;
  readonly runs: boolean;
}

export interface LockSpan {
  readonly lane: number;
  readonly object: string;
  readonly x: number;
  readonly width: number;
  readonly from: number;
  readonly to: number;
  /** Held to the end. */
  readonly open: boolean;
}

export interface StartLine {
  readonly parent: number;
  readonly child: number;
  readonly y: number;
}

export interface TimelineLayout {
  readonly lanes: readonly Lane[];
  /** `y` is a row's middle. */
  readonly rows: readonly Row[];
  readonly lines: readonly LifeLine[];
  readonly spans: readonly LockSpan[];
  readonly starts: readonly StartLine[];
  /** Lanes whose process waits for ever. */
  readonly stuck: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly rowHeight: number;
  /** Of a row that stands for steps of others. */
  readonly foldHeight: number;
  /** How the words stand in the lanes' columns; null: right of all lanes. */
  readonly columns: Columns | null;
  /** The row that shows a step. */
  rowOf(step: number): number;
}

export interface LayoutOptions extends RowOptions {
  /** Lanes are drawn closer together rather than wider than this; the least that they need may be more. */
  readonly room: number;
  /** Width of the whole, when each lane is to be a column with its words in it. Where that is too narrow the lanes stand together. */
  readonly width?: number;
}

/** Of a lock's span, and the least where there is little room. */
export const SPAN_WIDTH = { full: 12, least: 4 } as const;
/** Half of a lane's width without its spans; by the number of lanes, and the least. */
const HALF = { few: 13, some: 11, many: 9, least: 7 } as const;
/** Right of the lanes, for the arc between two steps. */
const ARC_ROOM = 14;
/** In columns a lock's span reaches behind the marks. */
const BEHIND_MARKS = 9;

export function layoutTimeline(trace: Trace, options: LayoutOptions): TimelineLayout {
  const { rowHeight } = options;
  const { rows, height } = rowsOf(trace, options);
  const rowOfStep = new Map<number, number>();
  for (const [at, row] of rows.entries()) {
    if (row.kind === 'step') rowOfStep.set(row.step, at);
    if (row.kind === 'fold') for (let step = row.from; step < row.to; step++) rowOfStep.set(step, at);
  }
  const rowOf = (step: number): number => rowOfStep.get(step) ?? rows.length - 1;
  const yOf = (step: number): number => rows[rowOf(step)]?.y ?? 0;

  const held = locksHeld(trace);
  const slotsOf = trace.processes.map(({ path }) =>
    held.reduce((most, { path: holder, slot }) => (holder === path ? Math.max(most, slot + 1) : most), 0),
  );
  const columns = options.width === undefined ? null : columnsOf(trace, rows, slotsOf, options.width);
  const { span, places, right } = columns ?? together(slotsOf, options.room);
  const lanes = trace.processes.map(({ path, name }, index): Lane => {
    const { x, left } = places[index] ?? { x: 0, left: 0 };
    return { index, path, name, x, left, idle: columns?.idle.has(path) ?? false };
  });
  const laneOf = (path: string): number => trace.processes.findIndex((process) => process.path === path);

  return {
    lanes,
    rows,
    lines: lanes.flatMap((lane) => lifeLines(trace, lane, rows, rowOf, height)),
    spans: held.flatMap(({ path, object, slot, from, to }): LockSpan[] => {
      const lane = laneOf(path);
      if (lane < 0) return [];
      const end = to === null ? height : yOf(to) + rowHeight / 2 - 3;
      // In columns the first lock stands next to the marks and reaches behind them.
      const slots = slotsOf[lane] ?? 0;
      const x = (lanes[lane]?.left ?? 0) + (columns === null ? slot : slots - 1 - slot) * span;
      const width = span - 1 + (columns !== null && slot === 0 ? 1 + 2 * BEHIND_MARKS : 0);
      return [{ lane, object, x, width, from: yOf(from) - rowHeight / 2 + 3, to: end, open: to === null }];
    }),
    starts: trace.steps.flatMap((step, at): StartLine[] => {
      const child = step.kind === 'start' ? laneOf(startedPath(step)) : -1;
      const parent = laneOf(step.actor.process);
      return child < 0 || parent < 0 ? [] : [{ parent, child, y: yOf(at) }];
    }),
    stuck: trace.waiting.map(({ process }) => laneOf(process)).filter((lane) => lane >= 0),
    width: columns === null ? right + (options.pinned.length > 1 ? ARC_ROOM : 0) : right,
    height,
    rowHeight,
    foldHeight: options.foldHeight ?? rowHeight,
    columns,
    rowOf,
  };
}

const LETTER = 5.6;
/** A narrower span has no room for its name; the rows name the locks anyway. */
const NAMED_SPAN = 10;

/** The name of a lock as far as there is room for it upwards; null: none, or all that is ever held is one lock. */
export function spanLabel({ object, width, from, to }: LockSpan, { spans }: TimelineLayout): string | null {
  if (spans.every((span) => span.object === object)) return null;
  const room = width < NAMED_SPAN ? 0 : Math.floor((to - from - 8) / LETTER);
  return object.length <= room ? object : room >= 4 ? `${object.slice(0, room - 1)}…` : null;
}

/** Lanes side by side, as narrow as the room wants it: they come closer first, then spans become narrow. */
function together(slots: readonly number[], room: number) {
  const count = slots.length;
  const spans = slots.reduce((sum, own) => sum + own, 0);
  const wanted = count <= 3 ? HALF.few : count <= 5 ? HALF.some : HALF.many;
  const half = Math.max(HALF.least, Math.min(wanted, Math.floor((room - spans * SPAN_WIDTH.full) / (2 * count))));
  const fitting = spans === 0 ? SPAN_WIDTH.full : Math.floor((room - 2 * half * count) / spans);
  const span = Math.max(SPAN_WIDTH.least, Math.min(SPAN_WIDTH.full, fitting));
  let right = 0;
  const places = slots.map((own) => {
    const left = right;
    right += own * span + 2 * half;
    return { x: left + own * span + half, left: left + 2 };
  });
  return { span, places, right };
}

interface Held {
  readonly path: string;
  readonly object: string;
  readonly slot: number;
  readonly from: number;
  /** The step that lets it go; null: none does. */
  readonly to: number | null;
}

/** Each time that a lock is held, and its place beside the others of that process. */
function locksHeld({ steps }: Trace): Held[] {
  const done: Held[] = [];
  const open = new Map<string, { path: string; object: string; slot: number; from: number }>();
  for (const [at, step] of steps.entries()) {
    const now = new Map<string, { path: string; object: string }>();
    for (const { object, process } of step.held) {
      // Two locks of a process may have the same words.
      let key = `${process} ${object}`;
      while (now.has(key)) key += '+';
      now.set(key, { path: process, object });
    }
    const ended: string[] = [];
    for (const [key, hold] of open) {
      if (now.has(key)) continue;
      done.push({ ...hold, to: at });
      ended.push(key);
    }
    // What ends here still takes its place in this row.
    for (const [key, { path, object }] of now) {
      if (open.has(key)) continue;
      const taken = new Set([...open.values()].filter((hold) => hold.path === path).map(({ slot }) => slot));
      let slot = 0;
      while (taken.has(slot)) slot += 1;
      open.set(key, { path, object, slot, from: at });
    }
    for (const key of ended) open.delete(key);
  }
  for (const hold of open.values()) done.push({ ...hold, to: null });
  return done.sort((a, b) => a.from - b.from);
}

const ENDS: ReadonlySet<string> = new Set(['exit', 'abandon', 'death']);

function startedPath(step: TraceStep): string {
  return step.objectName?.replace(/^process /, '') ?? '';
}

function lifeLines(
  trace: Trace,
  lane: Lane,
  rows: readonly Row[],
  rowOf: (step: number) => number,
  height: number,
): LifeLine[] {
  const own: number[] = [];
  let born: number | null = null;
  let ended = false;
  for (const [at, step] of trace.steps.entries()) {
    if (step.kind === 'start' && startedPath(step) === lane.path) born = rowOf(at);
    if (step.actor.process !== lane.path || step.actor.feeder) continue;
    if (own.at(-1) !== rowOf(at)) own.push(rowOf(at));
    if (ENDS.has(step.kind)) ended = true;
  }
  const y = (row: number): number => rows[row]?.y ?? 0;
  const lines: LifeLine[] = [];
  const add = (from: number, to: number, runs: boolean): void => {
    const before = lines.at(-1);
    if (before?.runs === runs) lines[lines.length - 1] = { ...before, to };
    else lines.push({ lane: lane.index, from, to, runs });
  };
  const first = own[0];
  if (first !== undefined && born !== null) add(y(born), y(first), first === born + 1);
  for (const [at, row] of own.entries()) {
    const before = own[at - 1];
    if (before !== undefined) add(y(before), y(row), row === before + 1);
  }
  const last = own.at(-1) ?? born;
  if (!ended && last !== null) {
    const end = rows.at(-1);
    const stuck = trace.waiting.some(({ process }) => process === lane.path);
    // Above the row of the end, or into its middle for those who wait there for ever.
    const bottom = end?.kind === 'end' ? end.y - (stuck ? 0 : height - end.y) : height;
    add(y(last), bottom, false);
  }
  return lines;
}
