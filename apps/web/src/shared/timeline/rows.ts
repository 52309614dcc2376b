/** Which rows a timeline has: steps, folds that stand for several, and the end. Pure. */
import type { Trace, TraceStep } from '@lockstep/protocol';

/** `y` is a row's middle. */
export type Row =
  | { readonly kind: 'step'; readonly step: number; readonly y: number }
  /** Steps `from` to `to` (exclusive): of one process, or of objects that were not asked for. */
  | {
      readonly kind: 'fold';
      readonly of: 'run' | 'others';
      readonly from: number;
      readonly to: number;
      readonly y: number;
    }
  | { readonly kind: 'end'; readonly y: number };

export interface RowOptions {
  readonly rowHeight: number;
  /** Of a fold that stands for steps of others; as high as a row without it. */
  readonly foldHeight?: number;
  /** Steps that no fold may hide. */
  readonly pinned: readonly number[];
  /** Folds that were opened, by their first step; `all`: nothing folds. */
  readonly opened: ReadonlySet<number> | 'all';
  /** Stable names of the objects whose steps are asked for; empty or absent: all are. */
  readonly objects?: ReadonlySet<string>;
  /** The schedule goes on: no row says how it ends. */
  readonly unfinished?: boolean;
}

const FOLD_FROM_STEPS = 60;
const SHORTEST_FOLD = 4;

/** With the height of them all. */
export function rowsOf({ steps }: Trace, options: RowOptions): { readonly rows: Row[]; readonly height: number } {
  const { rowHeight, foldHeight = rowHeight, opened, unfinished } = options;
  const rows: Row[] = [];
  let bottom = 0;
  const next = (height = rowHeight): number => {
    bottom += height;
    return bottom - height / 2;
  };
  for (let at = 0; at < steps.length; ) {
    const fold = foldAt(steps, at, options);
    if (fold !== null && opened !== 'all' && !opened.has(at)) {
      rows.push({
        kind: 'fold',
        of: fold.of,
        from: at,
        to: fold.to,
        y: next(fold.of === 'others' ? foldHeight : rowHeight),
      });
      at = fold.to;
    } else {
      for (const to = fold?.to ?? at + 1; at < to; at++) rows.push({ kind: 'step', step: at, y: next() });
    }
  }
  if (!unfinished) rows.push({ kind: 'end', y: next() });
  return { rows, height: bottom };
}

/** The fold that begins at a step, opened or not. */
function foldAt(steps: readonly TraceStep[], from: number, options: RowOptions) {
  const { pinned, objects } = options;
  if (objects !== undefined && objects.size > 0) {
    let to = from;
    while (isOther(steps[to], to, objects, pinned)) to += 1;
    return to > from ? ({ of: 'others', to } as const) : null;
  }
  if (steps.length <= FOLD_FROM_STEPS) return null;
  const to = endOfRun(steps, from, pinned);
  return to - from >= SHORTEST_FOLD ? ({ of: 'run', to } as const) : null;
}

function isOther(
  step: TraceStep | undefined,
  at: number,
  objects: ReadonlySet<string>,
  pinned: readonly number[],
): boolean {
  return step !== undefined && step.kind !== 'start' && !objects.has(step.objectName ?? '') && !pinned.includes(at);
}

/** Steps of one process that show nothing special; the first and last of a run stay visible. */
function endOfRun(steps: readonly TraceStep[], from: number, pinned: readonly number[]): number {
  const process = steps[from]?.actor.process;
  if (steps[from - 1]?.actor.process !== process) return from;
  let to = from;
  while (foldable(steps, to, process, pinned)) to += 1;
  return to;
}

function foldable(
  steps: readonly TraceStep[],
  at: number,
  process: string | undefined,
  pinned: readonly number[],
): boolean {
  const step = steps[at];
  return (
    step !== undefined &&
    step.actor.process === process &&
    !step.actor.feeder &&
    !step.preemption &&
    step.kind !== 'start' &&
    !pinned.includes(at) &&
    steps[at + 1]?.actor.process === process
  );
}

/**
 * The step that is next to `at` in a direction, when what other objects' folds hide is passed over. Stays at `at` where
 * there is none. A fold of a run is no reason to skip: it opens when it is stepped into.
 */
export function neighbour(rows: readonly Row[], at: number, direction: 1 | -1): number {
  let hidden: { readonly from: number; readonly to: number } | undefined;
  let last = at;
  for (const row of rows) {
    if (row.kind === 'fold' && row.of === 'others' && row.from <= at + direction && at + direction < row.to)
      hidden = row;
    if (row.kind === 'step') last = Math.max(last, row.step);
    if (row.kind === 'fold') last = Math.max(last, row.to - 1);
  }
  const next = hidden === undefined ? at + direction : direction === 1 ? hidden.to : hidden.from - 1;
  return next < 0 || next > last ? at : next;
}
