/**
 * The model against CPython: each small program is run for real many times and explored once. Whatever happened for real
 * must be among the explored outcomes; where the first line says `# equal`, both sets are the same.
 */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestPool, withExplored } from './explored.ts';

const PYTHON = path.resolve(import.meta.dirname, '../../executor-python/test');
const PROGRAMS = path.join(PYTHON, 'programs');
const REAL_RUNS = path.join(PYTHON, 'real_runs.py');
/** More of them by hand or at night: LOCKSTEP_REAL_RUNS=500. */
const RUNS = Number(process.env.LOCKSTEP_REAL_RUNS ?? 20);
const SECONDS = 3;

const run = promisify(execFile);
const programs = readdirSync(PROGRAMS, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.py'))
  .sort()
  .map((name) => {
    const text = readFileSync(path.join(PROGRAMS, name), 'utf8');
    return { name, text, equal: text.startsWith('# equal') };
  });

let pool: Awaited<ReturnType<typeof openTestPool>>;
beforeAll(async () => {
  pool = await openTestPool();
});
afterAll(() => pool.close());

describe('real outcomes', () => {
  it('there are enough programs, and at least half of them ask for equal sets', () => {
    expect(programs.length).toBeGreaterThanOrEqual(60);
    expect(programs.filter(({ equal }) => equal).length * 2).toBeGreaterThanOrEqual(programs.length);
  });

  it.concurrent.each(programs)('$name', async ({ name, text, equal }) => {
    const file = path.join(PROGRAMS, name);
    const options = { env: { PATH: '/usr/bin:/bin', PYTHONHASHSEED: '0' }, maxBuffer: 2 ** 26 };
    const real = run('/usr/bin/python3', ['-B', REAL_RUNS, file, String(RUNS), String(SECONDS)], options);
    const explored = withExplored(pool, text, { entry: 'run', args: [] }, async ({ outcomes }) => outcomes);
    const [{ stdout }, outcomes] = await Promise.all([real, explored]);
    const seen = [...new Set(JSON.parse(stdout) as string[])].sort();
    if (equal) expect(outcomes).toEqual(seen);
    else expect(outcomes).toEqual(expect.arrayContaining(seen));
  });
});
