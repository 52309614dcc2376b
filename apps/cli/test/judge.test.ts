import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Report } from '@lockstep/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderWith, lastLine, ROOT, runCli } from './run-cli.ts';

const exercise = (slug: string) => path.join(ROOT, 'exercises', slug);

async function reference(slug: string, verdict: string): Promise<string> {
  const folder = path.join(exercise(slug), 'submissions', verdict);
  const [first] = (await readdir(folder)).filter((name) => name.endsWith('.py')).sort();
  if (first === undefined) throw new Error(`no ${verdict} reference submission in ${slug}`);
  return path.join(folder, first);
}

let temporary: Awaited<ReturnType<typeof folderWith>>;
beforeAll(async () => {
  temporary = await folderWith({
    'no-result.py': 'def count(n_procs, n):\n    return n_procs * n\n',
    'broken.py': 'def count(n_procs, n:\n',
    'latin1.py': Buffer.from([0x23, 0xe9, 0x0a]),
    'large.py': `# ${'x'.repeat(70_000)}\n`,
    'forbidden.py':
      'import ctypes\ndef count(n_procs, n):\n    ctypes.CDLL(None).ptrace(16, 1, 0, 0)\n    return n_procs * n\n',
  });
});
afterAll(() => temporary.remove());

describe('lockstep judge', () => {
  it('accepts a right solution with exit code 0 and a report on the last line', async () => {
    const run = await runCli('judge', 'locked-counter', await reference('locked-counter', 'accepted'), '--json');
    expect(run).toMatchObject({ code: 0 });
    const report = Report.parse(JSON.parse(lastLine(run.stdout)));
    expect(report).toMatchObject({ verdict: 'accepted', code: 'AC', flags: [] });
    expect(report.claim).toMatchObject({ kind: 'exhaustive', interleavings: '54399' });
    expect(report.tests.some((test) => test.group === 'full-scale' && test.aliveTogether >= 4)).toBe(true);
    expect(report.timing.totalMs).toBeGreaterThan(0);
  });

  it('takes the folder of an exercise as well as its slug', async () => {
    const file = await reference('isolated-global', 'accepted');
    const run = await runCli('judge', exercise('isolated-global'), file, '--json', '--samples');
    expect(run).toMatchObject({ code: 0 });
  });

  it('rejects with exit code 1, and says why for a person', async () => {
    const run = await runCli('judge', 'locked-counter', path.join(temporary.folder, 'no-result.py'));
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('rule-violation (RV)');
    expect(run.stdout).toContain('none was started');
  });

  it('a solution that does not parse is a compile error with its line', async () => {
    const run = await runCli('judge', 'locked-counter', path.join(temporary.folder, 'broken.py'), '--json');
    expect(run.code).toBe(1);
    expect(JSON.parse(lastLine(run.stdout))).toMatchObject({ verdict: 'compile-error', compileError: { line: 1 } });
  });

  it('a forbidden system call is a sandbox violation that names it', async () => {
    const run = await runCli('judge', 'locked-counter', path.join(temporary.folder, 'forbidden.py'), '--json');
    expect(run.code).toBe(1);
    const report = JSON.parse(lastLine(run.stdout));
    expect(report).toMatchObject({ verdict: 'sandbox-violation' });
    expect(report.sentence).toContain('ptrace');
  });

  it.each([
    ['no arguments', []],
    ['an unknown exercise', ['judge', 'no-such-exercise', 'x.py']],
    ['an unknown option', ['judge', 'locked-counter', 'x.py', '--fast']],
    ['an unknown command', ['race', 'locked-counter', 'x.py']],
    ['a file that is not there', ['judge', 'locked-counter', 'no-such-file.py']],
  ])('%s is a usage error with exit code 2', async (_name, args) => {
    const run = await runCli(...args);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('Usage:');
    expect(run.stdout).toBe('');
  });

  it.each([
    ['latin1.py', 'not UTF-8'],
    ['large.py', 'at most 65536'],
  ])('%s is refused: %s', async (file, message) => {
    const run = await runCli('judge', 'locked-counter', path.join(temporary.folder, file));
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(message);
  });

  it.each([
    ['never ends', 'export function check(){ for(;;){} }'],
    ['throws', 'export function check(){ throw new Error("no") }'],
    ['floods memory', 'export function check(){ const a: unknown[] = []; for(;;) a.push(new Array(100000).fill(1)) }'],
    ['answers nonsense', 'export function check(){ return "yes" }'],
  ])('a checker that %s is a judge-error with exit code 3', async (_name, source) => {
    const copy = path.join(temporary.folder, `exercise-${_name.replace(' ', '-')}`, 'shared-memory-double');
    await cp(exercise('shared-memory-double'), copy, { recursive: true });
    const original = await import('node:fs/promises').then((fs) => fs.readFile(path.join(copy, 'checker.ts'), 'utf8'));
    const generators = original.replace(/export function check\b/, 'function originalCheck');
    await writeFile(path.join(copy, 'checker.ts'), `${generators}\n${source}\n`);
    const run = await runCli('judge', copy, await reference('shared-memory-double', 'accepted'), '--json');
    expect(run.code).toBe(3);
    expect(JSON.parse(lastLine(run.stdout))).toMatchObject({ verdict: 'judge-error', claim: null });
  });
});

describe('lockstep replay', () => {
  it('plays the schedule that judge printed, and refuses it for another file', async () => {
    const racy = exercise('locked-counter/submissions/race/no_lock.py');
    const judged = await runCli('judge', 'locked-counter', racy, '--json');
    expect(judged.code).toBe(1);
    const report = Report.parse(JSON.parse(lastLine(judged.stdout)));
    expect(report.verdict).toBe('race');
    const schedule = report.findings[0]?.failing.schedule ?? '';
    const replayed = await runCli('replay', 'locked-counter', racy, schedule, '--json');
    expect(replayed.code).toBe(0);
    expect(JSON.parse(lastLine(replayed.stdout)).trace.steps).toEqual(report.findings[0]?.failing.steps);
    const other = await runCli('replay', 'locked-counter', await reference('locked-counter', 'accepted'), schedule);
    expect(other).toMatchObject({ code: 1, stdout: '' });
    expect(other.stderr).toContain('does not fit this program');
    expect(await runCli('replay', 'locked-counter', racy, 'nonsense')).toMatchObject({ code: 1 });
  });

  it("plays a schedule of a question's own program", async () => {
    const outcomes = JSON.parse(await readFile(path.join(exercise('two-increments-each'), 'outcomes.json'), 'utf8'));
    const { trace } = outcomes.outcomes[0];
    const replayed = await runCli('replay', 'two-increments-each', trace.schedule, '--json');
    expect(replayed.code).toBe(0);
    expect(JSON.parse(lastLine(replayed.stdout)).trace.steps).toEqual(trace.steps);
  });

  it('runs and explores a call of ones own, and says what it can come to', async () => {
    const racy = exercise('locked-counter/submissions/race/no_lock.py');
    const run = await runCli('judge', 'locked-counter', racy, '--call', 'count(2, 1)');
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(/^ran {2}Locked counter\n/);
    expect(run.stdout).toContain('2 different results: 1, 2.');
    const wrong = await runCli('judge', 'locked-counter', racy, '--call', 'count(2)');
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('has 1 argument, but the entry is count(n_procs, n)');
  });
});

describe('exercises as packages', () => {
  it('a new one holds, its tests notice mistakes, and it travels as a file', async () => {
    const bank = path.join(temporary.folder, 'bank');
    await mkdir(bank);
    await cp(exercise('tracks.yaml'), path.join(bank, 'tracks.yaml'));
    const inBank = ['--exercises', bank];
    expect(await runCli('new', 'my-own', ...inBank)).toMatchObject({ code: 0 });
    const verified = await runCli('verify', 'my-own', '--mutants', '--json', ...inBank);
    expect(verified.code).toBe(0);
    const { rows, mutants } = JSON.parse(lastLine(verified.stdout));
    expect(rows.map((row: { outcome: string }) => row.outcome)).not.toContain('different');
    const fates = mutants.map((row: { fate: string }) => row.fate);
    expect(fates.filter((fate: string) => fate === 'killed').length).toBeGreaterThan(3);
    expect(fates).toContain('equivalent');
    const file = path.join(temporary.folder, 'my-own.zip');
    expect(await runCli('export', 'my-own', file, ...inBank)).toMatchObject({ code: 0 });
    expect((await runCli('export', 'my-own', file, ...inBank)).stderr).toContain('--replace');
    const again = await runCli('import', file, ...inBank);
    expect(again).toMatchObject({ code: 2 });
    expect(again.stderr).toContain('already');
    expect(again.stderr).not.toContain('Usage');
    expect(await runCli('import', file, '--replace', ...inBank)).toMatchObject({ code: 0 });
  }, 240_000);
});

describe('lockstep verify', () => {
  it('agrees with every reference submission of an exercise', async () => {
    const run = await runCli('verify', 'isolated-global', '--json');
    expect(run).toMatchObject({ code: 0 });
    const { rows } = JSON.parse(lastLine(run.stdout));
    expect(rows.length).toBeGreaterThan(6);
    for (const row of rows) expect(row.outcome).toBe('as-expected');
  }, 240_000);

  it('ends with 1 and names the submission when a verdict differs', async () => {
    const bank = path.join(temporary.folder, 'weak');
    await mkdir(bank);
    await runCli('new', 'weak-one', '--exercises', bank);
    const submissions = path.join(bank, 'weak-one/submissions');
    await rm(path.join(submissions, 'deadlock'), { recursive: true });
    await rm(path.join(submissions, 'submissions.yaml'));
    await writeFile(path.join(submissions, 'accepted/zz-wrong.py'), 'def double(numbers):\n    return [1]\n');
    const run = await runCli('verify', 'weak-one', '--mutants', '--exercises', bank);
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('zz-wrong.py');
    expect(run.stdout).toContain('DIFFERENT');
    // Nor are its mistakes noted that change nothing.
    expect(run.stdout).toMatch(/queue\.py:13 +drop-join +SURVIVED/);
  });
});

describe('questions', () => {
  it('a new one holds; when its program is changed, its outcomes are refused until they are computed again', async () => {
    const bank = path.join(temporary.folder, 'questions');
    await mkdir(bank);
    const inBank = ['--exercises', bank];
    expect(await runCli('new', 'my-question', '--question', ...inBank)).toMatchObject({ code: 0 });
    const verified = await runCli('verify', 'my-question', '--json', ...inBank);
    expect(verified).toMatchObject({ code: 0 });
    const { questions } = JSON.parse(lastLine(verified.stdout));
    expect(questions).toMatchObject([{ question: 'my-question', problem: null, outcomes: ['1', '2'] }]);

    const program = path.join(bank, 'my-question/program.py');
    await writeFile(program, (await readFile(program, 'utf8')).replace('range(2)', 'range(1)'));
    const stale = await runCli('verify', 'my-question', ...inBank);
    expect(stale.code).toBe(2);
    expect(stale.stderr).toContain('npx lockstep outcomes my-question');
    const computed = await runCli('outcomes', 'my-question', '--json', ...inBank);
    expect(computed).toMatchObject({ code: 0 });
    expect(JSON.parse(lastLine(computed.stdout)).outcomes).toMatchObject([{ text: '1', interleavings: '1' }]);

    // A right program with an answer that somebody typed in.
    const file = path.join(bank, 'my-question/outcomes.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"text":"1"', '"text":"2"'));
    const lying = await runCli('verify', 'my-question', ...inBank);
    expect(lying.code).toBe(1);
    expect(lying.stdout).toContain('DIFFERENT: other outcomes');
  }, 120_000);

  it('have no code to judge, and a broken one is listed with its errors', async () => {
    const bank = path.join(temporary.folder, 'broken-question');
    await mkdir(bank);
    const inBank = ['--exercises', bank];
    await runCli('new', 'my-question', '--question', ...inBank);
    const judged = await runCli('judge', 'my-question', await reference('locked-counter', 'accepted'), ...inBank);
    expect(judged.code).toBe(2);
    expect(judged.stderr).toContain('a question');
    await rm(path.join(bank, 'my-question/explanation.md'));
    await cp(exercise('tracks.yaml'), path.join(bank, 'tracks.yaml'));
    const verified = await runCli('verify', ...inBank);
    expect(verified.code).toBe(1);
    expect(verified.stdout).toContain('broken and left out: my-question\n  explanation.md: the file is missing');
  }, 120_000);
});
