/**
 * `npm run bench`: the figures that the project promises, measured. Medians of at least 20 samples, both sides of a
 * ratio in the same run. Prints them; `-- --json FILE` writes them as one object too. Never fails because of a figure.
 * `--prototype FOLDER`: the folder of an earlier explorer in Python, for a comparison. `--only GROUP`: a part of them. `--plans`: how the database
 * finds what reviewers ask for.
 */
import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, release } from 'node:os';
import { parseArgs } from 'node:util';
import { exploringFigures } from './exploring.ts';
import { judgingFigures } from './judging.ts';
import { type Figure, printFigure } from './measure.ts';
import { reviewFigures } from './review.ts';
import { systemFigures } from './system.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    times: { type: 'string', default: '20' },
    prototype: { type: 'string' },
    only: { type: 'string' },
    plans: { type: 'boolean', default: false },
  },
});
const times = Number(values.times);
if (!Number.isInteger(times) || times < 1) {
  process.stderr.write(
    'Usage: npm run bench -- [--times N] [--json FILE] [--prototype FOLDER] [--only judging|exploring|system|review [--plans]]\n',
  );
  process.exit(2);
}
const machine = {
  processors: availableParallelism(),
  model: cpus()[0]?.model ?? 'unknown',
  kernel: release(),
  node: process.version,
};
process.stdout.write(`${machine.processors} x ${machine.model}, Linux ${machine.kernel}, Node ${machine.node}\n\n`);
const groups: Readonly<Record<string, () => Promise<Figure[]>>> = {
  judging: () => judgingFigures(times),
  exploring: () => exploringFigures(times, values.prototype ?? null),
  system: () => systemFigures(times),
  review: () => reviewFigures(times, values.plans),
};
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(groups)) {
  if (values.only !== undefined && values.only !== name) continue;
  const measured = await measure();
  for (const figure of measured) printFigure(figure);
  figures.push(...measured);
}
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ machine, figures }, null, 2)}\n`);
