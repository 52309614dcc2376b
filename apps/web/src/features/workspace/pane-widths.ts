/** Bounds of the panes' widths. Pure. */
import { z } from 'zod';

/** CSS pixels. */
export const PANE_BOUNDS = {
  statement: { least: 240, most: 560, usual: 336 },
  result: { least: 380, most: 840, usual: 528 },
} as const;
export type PaneName = keyof typeof PANE_BOUNDS;

export const StoredWidths = z.object({ statement: z.number(), result: z.number() });
export type PaneWidths = Readonly<z.infer<typeof StoredWidths>>;

export const USUAL_WIDTHS: PaneWidths = { statement: PANE_BOUNDS.statement.usual, result: PANE_BOUNDS.result.usual };

export function clampWidth(pane: PaneName, width: number): number {
  const { least, most } = PANE_BOUNDS[pane];
  return Math.round(Math.min(most, Math.max(least, width)));
}
