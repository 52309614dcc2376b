/**
 * `npm run bench:web`: what the project promises of its pages, measured on the production build as the real server
 * sends it, in Chromium. Prints each figure beside its bound and ends with 1 when one is missed. `-- --json FILE` writes
 * the figures as one object too, `--times N` takes so many samples of times, `--only GROUP` measures a part,
 * `--packages` lists what the scripts are made of instead.
 */
import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, release } from 'node:os';
import { parseArgs } from 'node:util';
import { editableFigures } from './editable.ts';
import { figureLine, isMissed, type WebFigure } from './figures.ts';
import { policyFigures } from './policy.ts';
import { openServed, type Served } from './served.ts';
import { packageSizes, sizeFigures } from './sizes.ts';
import { steppingFigures } from './stepping.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    times: { type: 'string', default: '5' },
    only: { type: 'string' },
    packages: { type: 'boolean', default: false },
  },
});
const times = Number(values.times);
const groups: Readonly<Record<string, (served: Served) => Promise<WebFigure[]>>> = {
  size: sizeFigures,
  editable: ({ browser, url }) => editableFigures(browser, `${url}/exercises/locked-counter`, times),
  stepping: steppingFigures,
  policy: policyFigures,
};
if (!Number.isInteger(times) || times < 1 || (values.only !== undefined && !(values.only in groups))) {
  const names = Object.keys(groups).join('|');
  process.stderr.write(`Usage: npm run bench:web -- [--times N] [--json FILE] [--only ${names}] [--packages]\n`);
  process.exit(2);
}
if (values.packages) {
  for (const line of await packageSizes()) process.stdout.write(`${line}\n`);
} else {
  const machine = {
    processors: availableParallelism(),
    model: cpus()[0]?.model ?? 'unknown',
    kernel: release(),
    node: process.version,
    /** Of the minute before: others on the machine make times longer. */
    load: loadavg()[0] ?? 0,
  };
  const { processors, model, kernel, node, load } = machine;
  process.stdout.write(`${processors} x ${model}, Linux ${kernel}, Node ${node}, load ${load.toFixed(1)}\n\n`);
  const figures: WebFigure[] = [];
  const served = await openServed();
  try {
    for (const [name, measure] of Object.entries(groups)) {
      if (values.only !== undefined && values.only !== name) continue;
      const measured = await measure(served);
      for (const figure of measured) process.stdout.write(`${figureLine(figure)}\n`);
      figures.push(...measured);
    }
  } finally {
    await served.close();
  }
  if (values.json !== undefined) {
    const told = figures.map((figure) => ({ ...figure, missed: isMissed(figure) }));
    await writeFile(values.json, `${JSON.stringify({ machine, figures: told }, null, 2)}\n`);
  }
  process.exitCode = figures.some(isMissed) ? 1 : 0;
}
