/** Widths of the panes, remembered, and the bar between two of them. */
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import type { KeyValueStore } from '../../shared/api/key-value-store.ts';
import { useServices } from '../../shared/api/services.tsx';
import { WORKSPACE } from './messages.ts';
import { clampWidth, PANE_BOUNDS, type PaneName, type PaneWidths, StoredWidths, USUAL_WIDTHS } from './pane-widths.ts';

const KEY = 'lockstep:panes';

function readWidths(store: KeyValueStore): PaneWidths {
  try {
    const stored = StoredWidths.parse(JSON.parse(store.get(KEY) ?? ''));
    return { statement: clampWidth('statement', stored.statement), result: clampWidth('result', stored.result) };
  } catch {
    return USUAL_WIDTHS;
  }
}

export function usePaneWidths() {
  const { store } = useServices();
  const [widths, setWidths] = useState(() => readWidths(store));
  const resize = (pane: PaneName, width: number): void => {
    const next = { ...widths, [pane]: clampWidth(pane, width) };
    setWidths(next);
    store.set(KEY, JSON.stringify(next));
  };
  return { widths, resize };
}

const KEY_STEP = 24;

/** A separator that resizes `pane`, which lies on its `side`. Pointer, arrows, Home, End; a double click resets. */
export function Splitter(props: {
  readonly pane: PaneName;
  readonly side: 'left' | 'right';
  readonly width: number;
  readonly label: string;
  readonly controls: string;
  readonly onResize: (pane: PaneName, width: number) => void;
}) {
  const { pane, side, width, onResize } = props;
  const { least, most, usual } = PANE_BOUNDS[pane];
  const [grip, setGrip] = useState<{ readonly x: number; readonly width: number } | null>(null);
  const outward = side === 'left' ? 1 : -1;

  const onKeyDown = (event: KeyboardEvent): void => {
    const to = {
      ArrowRight: width + outward * KEY_STEP,
      ArrowLeft: width - outward * KEY_STEP,
      Home: least,
      End: most,
      Enter: usual,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onResize(pane, to);
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setGrip({ x: event.clientX, width });
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (grip !== null) onResize(pane, grip.width + outward * (event.clientX - grip.x));
  };

  return (
    <hr
      className={grip === null ? 'splitter' : 'splitter splitter-held'}
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={props.label}
      aria-controls={props.controls}
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      title={WORKSPACE.splitterTitle(props.label)}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => setGrip(null)}
      onPointerCancel={() => setGrip(null)}
      onDoubleClick={() => onResize(pane, usual)}
    />
  );
}
