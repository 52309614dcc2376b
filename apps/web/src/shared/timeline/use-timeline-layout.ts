/** The layout of a trace as it is shown now, and which of its folds are open. */
import type { Trace } from '@lockstep/protocol';
import { useMemo, useState } from 'react';
import type { Crossing } from './crossing.ts';
import { layoutTimeline } from './timeline-layout.ts';

const NONE: readonly number[] = [];
const CLOSED: ReadonlySet<number> = new Set();

export function useTimelineLayout(props: {
  readonly trace: Trace;
  readonly crossing: Crossing | null;
  readonly rowHeight: number;
  readonly foldHeight: number;
  readonly room: number;
  /** For columns; see `LayoutOptions`. */
  readonly width?: number | undefined;
  /** Objects that are asked for; another choice closes all folds. */
  readonly objects?: ReadonlySet<string> | undefined;
  readonly unfinished?: boolean;
}) {
  const { trace, crossing, rowHeight, foldHeight, room, width, objects, unfinished = false } = props;
  const [folds, setFolds] = useState({ objects, opened: CLOSED });
  const opened = folds.objects === objects ? folds.opened : CLOSED;
  const layout = useMemo(
    () =>
      layoutTimeline(trace, {
        rowHeight,
        foldHeight,
        room,
        pinned: crossing?.steps ?? NONE,
        opened,
        unfinished,
        ...(width === undefined ? {} : { width }),
        ...(objects === undefined ? {} : { objects }),
      }),
    [trace, crossing, rowHeight, foldHeight, room, width, objects, opened, unfinished],
  );
  const open = (from: number): void => setFolds({ objects, opened: new Set(opened).add(from) });
  return {
    layout,
    open,
    /** Opens what hides a step. */
    openFor(step: number): void {
      const shown = layout.rows[layout.rowOf(step)];
      if (shown?.kind === 'fold') open(shown.from);
    },
  };
}
