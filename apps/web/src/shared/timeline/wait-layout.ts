/**
 * Where everything of the figure of waits stands. Pure. A circle is drawn as one, who waits for it outside of it; without a
 * circle each one stands above what it waits for.
 */
import type { WaitEdge, WaitGraph, WaitNode } from './wait-graph.ts';

export interface PlacedNode extends WaitNode {
  /** Its middle. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** As much of the label as there is room for. */
  readonly text: string;
}

export interface PlacedEdge extends WaitEdge {
  readonly line: string;
  readonly head: string;
  /** Where its words stand; null where they would stand upon something. */
  readonly words: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle' | 'end' } | null;
  /** Lane whose colour it has: of who holds. */
  readonly lane: number;
}

export interface WaitLayout {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
  /** Middle of the circle, where the words about it stand; null: there is none. */
  readonly middle: { readonly x: number; readonly y: number } | null;
}

const LETTER = 7;
const LONGEST = 16;
const HEIGHT = 36;
const GAP = 4;
const MARGIN = 12;

interface Point {
  readonly x: number;
  readonly y: number;
}

export function layoutWaits(graph: WaitGraph): WaitLayout {
  const places = graph.circle.length > 1 ? roundPlaces(graph) : treePlaces(graph);
  const placed = graph.nodes.map(
    (node): PlacedNode => ({ ...node, ...sizeOf(node), ...(places.at.get(node.id) ?? { x: 0, y: 0 }) }),
  );
  // A small circle may be wider than what stands on it.
  const reach = places.round?.x ?? 0;
  const left = Math.min(-reach, ...placed.map(({ x, width }) => x - width / 2)) - MARGIN - places.beside;
  const top = Math.min(...placed.map(({ y }) => y - HEIGHT / 2)) - MARGIN;
  const nodes = placed.map((node) => ({ ...node, x: node.x - left, y: node.y - top }));
  const centre = places.middle === null ? null : { x: places.middle.x - left, y: places.middle.y - top };
  return {
    nodes,
    edges: graph.edges.flatMap((edge): PlacedEdge[] => {
      const from = nodes.find(({ id }) => id === edge.from);
      const to = nodes.find(({ id }) => id === edge.to);
      if (from === undefined || to === undefined) return [];
      const lane = edge.kind === 'held' ? to.lane : from.lane;
      const round =
        places.round !== null && centre !== null && graph.circle.includes(from.id) && graph.circle.includes(to.id);
      return [
        {
          ...edge,
          lane,
          ...(round ? bow(from, to, centre, places.round as Point, graph.circle.length) : straight(from, to)),
        },
      ];
    }),
    width: Math.max(reach - left, ...nodes.map(({ x, width }) => x + width / 2)) + MARGIN + places.beside,
    height: Math.max(...nodes.map(({ y, note }) => y + HEIGHT / 2 + (note === 'none' ? 0 : 16))) + MARGIN,
    middle: centre,
  };
}

function sizeOf({ label, kind }: WaitNode) {
  const text = label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label;
  return { text, width: Math.max(kind === 'process' ? 96 : 64, text.length * LETTER + 24), height: HEIGHT };
}

/** Room beside the figure for the words of its outermost edges. */
const WORDS_ROOM = 16;

interface Places {
  readonly at: ReadonlyMap<string, Point>;
  /** Half axes of the circle; null: what is between two nodes is straight. */
  readonly round: Point | null;
  /** There is a circle, round or not, and this is its middle. */
  readonly middle: Point | null;
  readonly beside: number;
}

/** More nodes than this make a loop of two columns: as a round they would be too small to be read. */
const MOST_ROUND = 8;
const LOOP = { x: 112, row: 58 } as const;
/** How far outside of the circle those stand that wait for somebody in it. */
const OUT = { x: 156, y: 66 } as const;

/** The circle begins at the top, with one that somebody outside waits for; who waits stands outside of that one. */
function roundPlaces({ circle, edges, nodes }: WaitGraph): Places {
  const count = circle.length;
  const wanted = circle.findIndex((id) => edges.some(({ from, to }) => to === id && !circle.includes(from)));
  const first = wanted >= 0 ? wanted : circle.findIndex((id) => id.startsWith('process'));
  const ring = circle.map((_, index) => circle[(index + Math.max(0, first)) % count] ?? '');
  const radius = Math.max(92, (count * 92) / (2 * Math.PI));
  const round = count > MOST_ROUND ? null : { x: radius * 1.2, y: radius };
  const right = Math.ceil(count / 2);
  const middle = round === null ? { x: 0, y: ((right - 1) * LOOP.row) / 2 } : { x: 0, y: 0 };
  const at = new Map<string, Point>();
  for (const [index, id] of ring.entries()) {
    const angle = angleAt(index, count);
    at.set(
      id,
      round === null
        ? { x: index < right ? LOOP.x : -LOOP.x, y: (index < right ? index : count - 1 - index) * LOOP.row }
        : { x: round.x * Math.cos(angle), y: round.y * Math.sin(angle) },
    );
  }
  // Those that wait for somebody who has a place get theirs, until all have one.
  const targets = new Map<string, string>();
  for (let level = 1, left = nodes.filter(({ id }) => !at.has(id)); left.length > 0; level++) {
    const ready = left.filter(({ id }) => edges.some(({ from, to }) => from === id && at.has(to)));
    const now = ready.length > 0 ? ready : left;
    for (const { id } of now) {
      const next = edges.find(({ from, to }) => from === id && at.has(to))?.to ?? ring[0] ?? '';
      targets.set(id, targets.get(next) ?? next);
    }
    const groups = Map.groupBy(now, ({ id }) => targets.get(id) ?? '');
    for (const [target, group] of groups) {
      for (const [place, { id }] of group.entries()) {
        const index = ring.indexOf(target);
        const beside = place - (group.length - 1) / 2;
        const angle = angleAt(index, count) + beside * (1.6 / (level + group.length));
        at.set(
          id,
          round === null
            ? outsideOfLoop(at.get(target) ?? middle, index === 0 || index === count - 1, level, place)
            : { x: (round.x + OUT.x * level) * Math.cos(angle), y: (round.y + OUT.y * level) * Math.sin(angle) },
        );
      }
    }
    left = left.filter(({ id }) => !at.has(id));
  }
  return { at, round, middle, beside: count === 2 ? WORDS_ROOM * 4 : count <= 6 ? WORDS_ROOM * 2 : 0 };
}

function angleAt(index: number, count: number): number {
  return (index / count) * 2 * Math.PI - Math.PI / 2;
}

function outsideOfLoop({ x, y }: Point, above: boolean, level: number, place: number): Point {
  const side = Math.sign(x);
  return above ? { x: x + side * place * OUT.x, y: y - OUT.y * level } : { x: x + side * OUT.x * (level + place), y };
}

/** Rows by how far one is from the end of its chain; columns in the order of who waits. */
function treePlaces({ nodes, edges }: WaitGraph): Places {
  const after = (id: string): readonly string[] => edges.filter(({ from }) => from === id).map(({ to }) => to);
  const depths = new Map<string, number>();
  const depthOf = (id: string, seen: ReadonlySet<string>): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    const depth =
      Math.max(
        -1,
        ...after(id)
          .filter((to) => !seen.has(to))
          .map((to) => depthOf(to, new Set(seen).add(to))),
      ) + 1;
    depths.set(id, depth);
    return depth;
  };
  for (const { id } of nodes) depthOf(id, new Set([id]));
  const deepest = Math.max(0, ...depths.values());
  const at = new Map<string, Point>();
  let column = 0;
  const place = (id: string): number => {
    const known = at.get(id);
    if (known !== undefined) return known.x;
    const before = edges.filter(({ to, from }) => to === id && from !== id).map(({ from }) => from);
    // Holds the place, in case it is come by again.
    at.set(id, { x: column * COLUMN, y: 0 });
    const xs = before.filter((from) => !at.has(from)).map(place);
    const x = xs.length === 0 ? column++ * COLUMN : (Math.min(...xs) + Math.max(...xs)) / 2;
    at.set(id, { x, y: (deepest - (depths.get(id) ?? 0)) * ROW });
    return x;
  };
  for (const { id } of nodes.toSorted((a, b) => (depths.get(a.id) ?? 0) - (depths.get(b.id) ?? 0))) place(id);
  return { at, round: null, middle: null, beside: WORDS_ROOM };
}

const COLUMN = 148;
const ROW = 92;

function outside({ x, y, width, height }: PlacedNode, point: Point): boolean {
  return Math.abs(point.x - x) > width / 2 + GAP || Math.abs(point.y - y) > height / 2 + GAP;
}

/** Along the circle, from where the way leaves the one to where it meets the other. */
function bow(from: PlacedNode, to: PlacedNode, centre: Point, round: Point, count: number) {
  const angleOf = ({ x, y }: Point): number => Math.atan2((y - centre.y) / round.y, (x - centre.x) / round.x);
  const start = angleOf(from);
  let turn = angleOf(to) - start;
  while (turn <= 0) turn += 2 * Math.PI;
  const pointAt = (part: number): Point => ({
    x: centre.x + round.x * Math.cos(start + turn * part),
    y: centre.y + round.y * Math.sin(start + turn * part),
  });
  const parts = Array.from({ length: 101 }, (_, index) => index / 100);
  const first = parts.find((part) => outside(from, pointAt(part))) ?? 0;
  const last = parts.findLast((part) => outside(to, pointAt(part))) ?? 1;
  const [a, b, middle] = [pointAt(first), pointAt(last), pointAt((first + last) / 2)];
  const way = parts.filter((part) => part > first && part < last).filter((_, index) => index % 4 === 3);
  const line = `M${point(a)}${way.map((part) => `L${point(pointAt(part))}`).join('')}L${point(b)}`;
  const side = middle.x - centre.x;
  const words =
    count > 6
      ? null
      : {
          x: middle.x + Math.sign(side) * (Math.abs(side) < 8 ? 0 : 8),
          y: middle.y + (middle.y > centre.y ? 14 : -6),
          anchor: Math.abs(side) < 8 ? ('middle' as const) : side > 0 ? ('start' as const) : ('end' as const),
        };
  return { line, head: arrow(pointAt(Math.max(first, last - 0.04)), b), words };
}

/** The shortest line that has words beside it. */
const ROOM_FOR_WORDS = 18;

function straight(from: PlacedNode, to: PlacedNode) {
  const parts = Array.from({ length: 101 }, (_, index) => index / 100);
  const pointAt = (part: number): Point => ({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
  if (from.id === to.id) return { line: '', head: '', words: null };
  const a = pointAt(parts.find((part) => outside(from, pointAt(part))) ?? 0);
  const b = pointAt(parts.findLast((part) => outside(to, pointAt(part))) ?? 1);
  return {
    line: `M${point(a)}L${point(b)}`,
    head: arrow(a, b),
    words: wordsBeside(a, b),
  };
}

function wordsBeside(a: Point, b: Point): PlacedEdge['words'] {
  const [across, down] = [Math.abs(b.x - a.x), Math.abs(b.y - a.y)];
  const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
  if (Math.hypot(across, down) < ROOM_FOR_WORDS) return null;
  return across > down ? { x, y: y - 6, anchor: 'middle' } : { x: x + 8, y: y + 4, anchor: 'start' };
}

const HEAD = 8;

/** Two strokes at `b`, coming from `a`. */
function arrow(a: Point, b: Point): string {
  const angle = Math.atan2(b.y - a.y, b.x - a.x);
  const stroke = (turn: number): string =>
    point({ x: b.x - HEAD * Math.cos(angle + turn), y: b.y - HEAD * Math.sin(angle + turn) });
  return `M${stroke(0.5)}L${point(b)}L${stroke(-0.5)}`;
}

function point({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
