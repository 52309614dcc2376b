/**
 * The lines of a timeline's figure that are more than straight: arcs of what crosses, and the ways of messages. Pure; made
 * from the layout, and drawn alike on the page and into a file.
 */
import type { Trace } from '@lockstep/protocol';
import type { Crossing, CrossingLink } from './crossing.ts';
import type { TimelineLayout } from './timeline-layout.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

function pointOf(layout: TimelineLayout, trace: Trace, step: number): Point | null {
  const lane = layout.lanes.find(({ path }) => path === trace.steps[step]?.actor.process);
  const row = layout.rows[layout.rowOf(step)];
  return lane === undefined || row === undefined ? null : { x: lane.x, y: row.y };
}

/** Upper and lower edge of the rows from the first to the last step of a crossing, which no fold hides. */
export function groundOf(
  layout: TimelineLayout,
  { from, to }: Crossing,
): { readonly top: number; readonly bottom: number } {
  const { rows, rowHeight } = layout;
  const middle = (step: number): number => rows[layout.rowOf(step)]?.y ?? 0;
  return { top: middle(from) - rowHeight / 2, bottom: middle(to) + rowHeight / 2 };
}

export interface Arc {
  readonly key: string;
  readonly kind: CrossingLink['kind'];
  readonly line: string;
  /** Null where the arc has no direction. */
  readonly head: string | null;
  readonly label: { readonly text: string; readonly x: number; readonly y: number; readonly width: number } | null;
}

/** How far an arc leans out, at least and at most; it grows with its length. */
const LEAN = { least: 14, most: 30 } as const;
const LETTER = 6.4;
/** The numbers of the rows are left of that. */
const LEFTMOST = -4;

export function arcsOf(
  layout: TimelineLayout,
  trace: Trace,
  crossing: Crossing,
  holds: (value: string) => string,
): Arc[] {
  return crossing.links.flatMap((link): Arc[] => {
    const a = pointOf(layout, trace, link.from);
    const b = pointOf(layout, trace, link.to);
    if (a === null || b === null) return [];
    const key = `${link.from} ${link.to}`;
    if (layout.columns === null || a.x !== b.x)
      return [{ key, kind: link.kind, ...rightArc(layout, a, b, link), label: null }];
    const edge = leftEdge(layout, a.x);
    const lean = edge - Math.max(LEAN.least, Math.min(LEAN.most, (b.y - a.y) / 10));
    const line = `M${a.x - 7} ${a.y}C${lean} ${a.y + 14} ${lean} ${b.y - 14} ${b.x - 8} ${b.y}`;
    const head = headAt(b.x - 8, b.y, 1);
    const text = link.holds === null ? '' : holds(link.holds);
    const label = text === '' ? null : labelAt(layout, trace, link, a.x, text);
    return [{ key, kind: link.kind, line, head, label }];
  });
}

/** Where nothing else stands: left of the lane in a row of the lanes right of it, else right of the lane. Null without a row between. */
function labelAt(
  layout: TimelineLayout,
  trace: Trace,
  { from, to }: CrossingLink,
  x: number,
  text: string,
): Arc['label'] {
  const between = layout.rows.slice(layout.rowOf(from) + 1, layout.rowOf(to));
  const middle = (between.length - 1) / 2;
  const width = text.length * LETTER + 12;
  const free = between
    .map((row, at) => ({ y: row.y, at, lane: laneOfRow(layout, trace, row) }))
    .filter(({ lane }) => lane !== null && lane.x >= x)
    .toSorted((a, b) => Math.abs(a.at - middle) - Math.abs(b.at - middle))[0];
  const left = leftEdge(layout, x) - LEAN.least - width;
  if (free !== undefined && left >= LEFTMOST) return { text, width, x: left, y: free.y };
  const row = between[Math.floor(middle)];
  return row === undefined ? null : { text, width, x: x + 12, y: row.y };
}

function laneOfRow(layout: TimelineLayout, trace: Trace, row: TimelineLayout['rows'][number]) {
  const step = row.kind === 'step' ? row.step : -1;
  return layout.lanes.find(({ path }) => path === trace.steps[step]?.actor.process) ?? null;
}

function leftEdge(layout: TimelineLayout, x: number): number {
  return layout.lanes.find((lane) => lane.x === x)?.left ?? x;
}

/** Where lanes stand together there is room at their right only; between two lanes the way is free. */
function rightArc(layout: TimelineLayout, a: Point, b: Point, { kind }: CrossingLink): Pick<Arc, 'line' | 'head'> {
  const directed = kind !== 'pair';
  if (layout.columns !== null) {
    const { line, head } = wayOf(layout, a, b);
    return { line, head: directed ? head : null };
  }
  // So bent that its middle touches the edge of the figure, short of the words.
  const x = (layout.width - (a.x + b.x + 16) / 8) / 0.75;
  return {
    line: `M${a.x + 8} ${a.y}C${x} ${a.y} ${x} ${b.y} ${b.x + 8} ${b.y}`,
    head: directed ? headAt(b.x + 8, b.y, -1) : null,
  };
}

/** `towards`: 1 points right, -1 left. */
function headAt(x: number, y: number, towards: number): string {
  return `M${x - 6 * towards} ${y - 4}L${x} ${y}L${x - 6 * towards} ${y + 4}`;
}

export interface MessageWay {
  readonly key: string;
  /** Lane of the sender. */
  readonly lane: number;
  readonly from: number;
  readonly to: number;
  readonly line: string;
  readonly head: string;
}

export const MOST_MESSAGES = 40;

/** The ways of messages between steps that are shown; of many, those that are nearest to step `at`, in the order of the trace. */
export function messageWays(layout: TimelineLayout, trace: Trace, at: number): MessageWay[] {
  const ways = trace.steps.flatMap((step, to) => {
    const from = step.message?.from;
    return from === undefined ? [] : [{ from, to, distance: Math.max(from - at, at - to, 0) }];
  });
  const near =
    ways.length <= MOST_MESSAGES ? ways : ways.toSorted((a, b) => a.distance - b.distance).slice(0, MOST_MESSAGES);
  return near
    .toSorted((a, b) => a.to - b.to)
    .flatMap(({ from, to }): MessageWay[] => {
      const a = pointOf(layout, trace, from);
      const b = pointOf(layout, trace, to);
      const lane = layout.lanes.find(({ path }) => path === trace.steps[from]?.actor.process);
      if (a === null || b === null || lane === undefined || a.y === b.y) return [];
      return [{ key: `${from} ${to}`, lane: lane.index, from, to, ...wayOf(layout, a, b) }];
    });
}

/** From below the one mark to the side of the other; within a lane it leans out a little. */
function wayOf(layout: TimelineLayout, a: Point, b: Point): Pick<MessageWay, 'line' | 'head'> {
  if (a.x === b.x) {
    const lean = leftEdge(layout, a.x) - Math.min(10, 4 + (b.y - a.y) / 20);
    return {
      line: `M${a.x - 6} ${a.y + 2}C${lean} ${a.y + 12} ${lean} ${b.y - 12} ${b.x - 8} ${b.y}`,
      head: headAt(b.x - 8, b.y, 1),
    };
  }
  const towards = b.x > a.x ? 1 : -1;
  const end = b.x - 8 * towards;
  const bend = Math.min(60, Math.abs(b.x - a.x) / 2);
  // Words stand right of a mark: from there the way comes from above.
  if (towards < 0) {
    const [x, y] = [b.x + 5, b.y - 6];
    return {
      line: `M${a.x} ${a.y + 7}C${a.x} ${(a.y + b.y) / 2} ${x + bend} ${y - 14} ${x} ${y}`,
      head: `M${x + 7} ${y - 0.5}L${x} ${y}L${x + 1.5} ${y - 7}`,
    };
  }
  return {
    line: `M${a.x} ${a.y + 7}C${a.x} ${(a.y + b.y) / 2} ${end - bend} ${b.y} ${end} ${b.y}`,
    head: headAt(end, b.y, 1),
  };
}
