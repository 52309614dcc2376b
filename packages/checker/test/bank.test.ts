/** The checker modules of the project's own bank. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PythonValue } from '@lockstep/protocol';
import { expect, it } from 'vitest';
import { testHosts } from './hosts.ts';

const hosts = testHosts();
const source = (slug: string) =>
  readFile(path.resolve(import.meta.dirname, '../../../exercises', slug, 'checker.ts'), 'utf8');

it('shared-memory-double makes its values and finds a single wrong one', async () => {
  const module = await source('shared-memory-double');
  const { host } = hosts.open();
  for (const [generator, n] of [
    ['ramp', 100_000],
    ['mixed', 1_001],
  ] as const) {
    const made = await host.generate({ module, generator, params: [n] });
    const values = (made.kind === 'answer' ? made.value : []) as { float: number }[];
    expect(values).toHaveLength(n);
    const doubled = values.map(({ float }) => ({ float: 2 * float }));
    expect(await host.check({ module, args: [values], outcome: doubled })).toMatchObject({ value: { accepted: true } });
    const wrong = doubled.with(n - 1, { float: 1 });
    expect(await host.check({ module, args: [values], outcome: wrong })).toMatchObject({
      value: { accepted: false, message: expect.stringContaining(`value ${n - 1} is 1`) },
    });
  }
});

it.each<[number[], PythonValue, boolean]>([
  [[1.5], [3], true],
  [[1], [{ int: '2' }], true],
  [[1.5], [], false],
  [[1.5], null, false],
  [[1.5], { tuple: [{ float: 3 }] }, false],
  [[1.5], ['3.0'], false],
  [[1.5], [{ opaque: 'numpy.float64' }], false],
  [[1.5], [{ float: 'nan' }], false],
])('shared-memory-double judges %j doubled as %j: %s', async (values, outcome, accepted) => {
  const { host } = hosts.open();
  const args = [values.map((value) => ({ float: value }))];
  const result = await host.check({ module: await source('shared-memory-double'), args, outcome });
  expect(result).toMatchObject({ kind: 'answer', value: { accepted } });
});

it('pipe-requests makes the squares below a number', async () => {
  const { host } = hosts.open();
  const result = await host.generate({ module: await source('pipe-requests'), generator: 'squaresBelow', params: [5] });
  expect(result).toEqual({ kind: 'answer', value: [0, 1, 4, 9, 16] });
});
