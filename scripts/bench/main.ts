/**
 * `npm run bench`: the figures that the project promises, measured. Medians of at least 20 samples, both sides of a
 * ratio in the same run. Prints them; `-- --json FILE` writes them as one object too. Never fails because of a figure.
 */
import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, release } from 'node:os';
import { parseArgs } from 'node:util';
import { judgingFigures } from './judging.ts';
import { printFigure } from './measure.ts';
import { systemFigures } from './system.ts';

const { values } = parseArgs({
  options: { json: { type: 'string' }, times: { type: 'string', default: '20' } },
});
const times = Number(values.times);
if (!Number.isInteger(times) || times < 1) {
  process.stderr.write('Usage: npm run bench -- [--times N] [--json FILE]\n');
  process.exit(2);
}
const machine = {
  processors: availableParallelism(),
  model: cpus()[0]?.model ?? 'unknown',
  kernel: release(),
  node: process.version,
};
process.stdout.write(`${machine.processors} x ${machine.model}, Linux ${machine.kernel}, Node ${machine.node}\n\n`);
const figures = [...(await judgingFigures(times)), ...(await systemFigures(times))];
for (const figure of figures) printFigure(figure);
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ machine, figures }, null, 2)}\n`);
