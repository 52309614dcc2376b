/**
 * The progress graph of two workers that run the same straight program: a grid point is how far each one is, a
 * monotone path is an order of their steps, and points where both would hold the lock are forbidden. Pure.
 */

/** `a` acquires the lock, `l` releases it; every other letter is a step that needs nothing. */
export type LockProgram = string;

export interface GraphEdge {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  /** Share of all paths that use this edge, 0 to 1. */
  readonly share: number;
}

export interface GraphBlock {
  readonly at: readonly [number, number];
  readonly width: number;
  readonly height: number;
}

export interface ProgressGraphModel {
  readonly size: number;
  /** Number of paths that keep out of the forbidden points. */
  readonly paths: number;
  /** Number of paths if nothing were forbidden. */
  readonly unrestricted: number;
  readonly edges: readonly GraphEdge[];
  readonly blocks: readonly GraphBlock[];
  readonly points: readonly (readonly [number, number])[];
}

export function progressGraph(program: LockProgram): ProgressGraphModel {
  const n = program.length;
  const held = heldAfter(program);
  const forbidden = (i: number, j: number) => i <= n && j <= n && held[i] === true && held[j] === true;
  const before = counts(n, forbidden);
  const paths = before(n, n);
  // The graph is its own mirror image read backwards only if the program is; so count from the end separately.
  const backwards = heldAfter(program).reverse();
  const after = counts(n, (i, j) => backwards[i] === true && backwards[j] === true);

  const edges: GraphEdge[] = [];
  const points: [number, number][] = [];
  const blocks: GraphBlock[] = [];
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= n; j++) {
      if (forbidden(i, j)) {
        if (!(i > 0 && forbidden(i - 1, j)) && !(j > 0 && forbidden(i, j - 1))) {
          let width = 0;
          let height = 0;
          while (forbidden(i + width + 1, j)) width++;
          while (forbidden(i, j + height + 1)) height++;
          blocks.push({ at: [i, j], width, height });
        }
        continue;
      }
      points.push([i, j]);
      for (const [a, b] of [
        [i + 1, j],
        [i, j + 1],
      ] as const) {
        if (a > n || b > n || forbidden(a, b)) continue;
        const share = (before(i, j) * after(n - a, n - b)) / paths;
        if (share > 0) edges.push({ from: [i, j], to: [a, b], share });
      }
    }
  }
  return { size: n, paths, unrestricted: counts(n, () => false)(n, n), edges, blocks, points };
}

/** Whether the lock is held after so many steps. */
function heldAfter(program: LockProgram): boolean[] {
  const held = [false];
  for (const step of program) held.push(step === 'a' ? true : step === 'l' ? false : held.at(-1) === true);
  return held;
}

/** Number of monotone paths from (0, 0) to each point. */
function counts(n: number, forbidden: (i: number, j: number) => boolean): (i: number, j: number) => number {
  const table: number[][] = [];
  for (let i = 0; i <= n; i++) {
    const row: number[] = [];
    for (let j = 0; j <= n; j++) {
      if (forbidden(i, j)) row.push(0);
      else if (i === 0 && j === 0) row.push(1);
      else row.push((table[i - 1]?.[j] ?? 0) + (row[j - 1] ?? 0));
    }
    table.push(row);
  }
  return (i, j) => table[i]?.[j] ?? 0;
}
