/** Measuring: medians of samples, both sides of a ratio taken in turn in the same run. */

/** One figure of the report. `bound` is what the project promises, for comparison; nothing fails when it is missed. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'ratio' | 'MiB' | 'per s' | '%';
  readonly samples: number;
  readonly bound?: string;
  readonly note?: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle];
  if (high === undefined) throw new Error('a median needs at least one value');
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2;
}

/** Wall milliseconds of each side, measured alternately so that a slow moment of the machine meets both. */
export async function alternately(
  times: number,
  ...sides: readonly (() => Promise<number>)[]
): Promise<readonly number[][]> {
  const results: number[][] = sides.map(() => []);
  for (let round = 0; round < times; round++) {
    for (const [index, side] of sides.entries()) results[index]?.push(await side());
  }
  return results;
}

export async function wallMs(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

export function printFigure({ name, value, unit, samples, bound, note }: Figure): void {
  const shown =
    unit === 'ratio' ? value.toFixed(3) : unit === 'per s' ? Math.round(value).toLocaleString('en') : value.toFixed(1);
  const tail = [`n=${samples}`, bound === undefined ? '' : `bound ${bound}`, note ?? ''].filter(Boolean).join(', ');
  process.stdout.write(`${name.padEnd(66)} ${`${shown} ${unit === 'ratio' ? '' : unit}`.padStart(12)}  (${tail})\n`);
}
