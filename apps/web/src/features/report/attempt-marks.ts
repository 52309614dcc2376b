/** Where the marks of attempts stand along the time of an interview: side by side, or one above the other where they would touch. Pure. */

/** All lengths in the units of the drawing. */
export interface MarkPlace {
  /** Of the moment. */
  readonly x: number;
  /** Of the mark's left edge: a mark near an end is moved inside. */
  readonly left: number;
  /** From 0, the lowest one. */
  readonly row: number;
}

/** `atMs` ascending. `endMs`: where the axis ends. */
export function attemptMarks(
  atMs: readonly number[],
  endMs: number,
  sizes: { readonly width: number; readonly mark: number; readonly gap: number },
): MarkPlace[] {
  const { width, mark, gap } = sizes;
  /** Where the last mark of each row ends. */
  const ends: number[] = [];
  return atMs.map((at) => {
    const x = endMs <= 0 ? 0 : (Math.min(at, endMs) / endMs) * width;
    const left = Math.max(0, Math.min(width - mark, x - mark / 2));
    const free = ends.findIndex((end) => end + gap <= left);
    const row = free < 0 ? ends.length : free;
    ends[row] = left + mark;
    return { x, left, row };
  });
}

/** Minutes at which the axis is marked: round numbers, at most `parts` apart from 0. */
export function axisMinutes(endMs: number, parts: number): number[] {
  const minutes = endMs / 60_000;
  const step = [1, 2, 5, 10, 15, 30, 60, 120].find((one) => minutes / one <= parts) ?? 240;
  return Array.from({ length: Math.floor(minutes / step) + 1 }, (_, index) => index * step);
}
