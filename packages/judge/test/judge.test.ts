import { describe, expect, it } from 'vitest';
import { decide, judgeSubmission, ProgressError } from '../src/index.ts';
import { anExercise, aProcess, aRun, aTest, family, portsFor } from './fakes.ts';

const never = new AbortController().signal;
const job = { exercise: anExercise(), source: 'def count(n_procs, n): ...', mode: 'full' } as const;
const right = (args: readonly unknown[]) => {
  const [procs, n] = args as [number, number];
  return aRun({ observation: { kind: 'returned', value: procs * n }, processes: family(procs), aliveTogether: procs });
};

describe('a submission that does everything right', () => {
  it('is accepted with the claim that so many schedules were seen', async () => {
    const report = await judgeSubmission(job, portsFor(right).ports, never);
    expect(report).toMatchObject({
      verdict: 'accepted',
      code: 'AC',
      flags: [],
      claim: { kind: 'sampled', schedules: '2', reason: null },
    });
    expect(report.timing.fullScaleMs).not.toBeNull();
  });

  it('reports its phases and tests in order', async () => {
    const { ports, progress } = portsFor(right);
    await judgeSubmission(job, ports, never);
    expect(
      progress.map((step) =>
        step.kind === 'phase'
          ? `${step.phase} ${step.status}`
          : step.kind === 'test'
            ? `test ${step.report.name}`
            : step.kind,
      ),
    ).toEqual([
      'compile running',
      'compile passed',
      'samples running',
      'test one',
      'samples passed',
      'full-scale running',
      'test many',
      'full-scale passed',
    ]);
  });

  it('runs only the samples when only they are asked for', async () => {
    const { ports, calls } = portsFor(right);
    const report = await judgeSubmission({ ...job, mode: 'samples' }, ports, never);
    expect(calls).toEqual([[1, 2]]);
    expect(report.timing.fullScaleMs).toBeNull();
  });
});

describe('verdicts', () => {
  const verdictOf = async (answer: Parameters<typeof portsFor>[0]) => {
    const report = await judgeSubmission(job, portsFor(answer).ports, never);
    return { verdict: report.verdict, flags: report.flags };
  };

  it.each([
    ['wrong-answer', { observation: { kind: 'returned', value: 1 } }],
    ['wrong-answer', { observation: { kind: 'returned', value: { opaque: 'numpy.ndarray' } } }],
    ['wrong-answer', { observation: { kind: 'unsendable', reason: 'too deep' } }],
    ['time-limit', { ending: { kind: 'killed', limit: 'wall' }, observation: null }],
    ['time-limit', { ending: { kind: 'killed', limit: 'cpu' }, observation: null }],
    ['memory-limit', { ending: { kind: 'killed', limit: 'memory' }, observation: null }],
    ['output-limit', { ending: { kind: 'killed', limit: 'output' }, observation: null }],
    ['process-limit', { ending: { kind: 'killed', limit: 'processes' }, observation: null }],
    ['runtime-error', { ending: { kind: 'exited', code: 1 }, observation: null }],
    ['runtime-error', { ending: { kind: 'signalled', signal: 11 }, observation: null }],
  ] as const)('%s is given for %j', async (verdict, changes) => {
    expect((await verdictOf(() => aRun({ processes: family(4), ...changes }))).verdict).toBe(verdict);
  });

  it('a missing observation is never accepted', async () => {
    expect((await verdictOf(() => aRun({ observation: null, processes: family(4) }))).verdict).toBe('runtime-error');
  });

  it('an exception is a runtime error, MemoryError a memory limit', async () => {
    const raised = (type: string) => () =>
      aRun({
        processes: family(4),
        observation: { kind: 'raised', during: 'call', exception: { type, message: '', line: 3, traceback: '' } },
      });
    expect((await verdictOf(raised('ValueError'))).verdict).toBe('runtime-error');
    expect((await verdictOf(raised('MemoryError'))).verdict).toBe('memory-limit');
  });

  it("a child's non-zero exit is a runtime error although the result is right", async () => {
    const answer = (args: readonly unknown[]) => ({
      ...right(args),
      processes: [...family(4), aProcess(5, { exitCode: 1 })],
    });
    expect((await verdictOf(answer)).verdict).toBe('runtime-error');
  });

  it('a child that raised is shown with the exception and the line that it printed', async () => {
    const text =
      'noise\nProcess Process-5:\nTraceback (most recent call last):\n  File "/usr/lib/python3.11/multiprocessing/process.py", line 314, in _bootstrap\n    self.run()\n  File "/tmp/solution/solution.py", line 7, in work\n    undefined\nNameError: name \'undefined\' is not defined\n';
    const answer = (args: readonly unknown[]) => ({
      ...right(args),
      processes: [...family(4), aProcess(5, { exitCode: 1 })],
      output: [{ process: 'Process-5', stream: 'stderr' as const, text, truncated: false }],
    });
    const report = await judgeSubmission(job, portsFor(answer).ports, never);
    const [first] = report.tests;
    expect(first?.exception).toMatchObject({ type: 'NameError', line: 7, message: "name 'undefined' is not defined" });
    expect(first?.message).toBe(
      "Child process Process-5 ended with exit code 1: NameError in line 7: name 'undefined' is not defined",
    );
    expect(first?.exception?.traceback).toContain('File "solution.py", line 7');
  });

  it('the right result without the processes asked for is a rule violation, at full scale only', async () => {
    const answer = (args: readonly unknown[]) => ({ ...right(args), processes: family(0) });
    expect(await verdictOf(answer)).toEqual({ verdict: 'rule-violation', flags: [] });
    const samples = await judgeSubmission({ ...job, mode: 'samples' }, portsFor(answer).ports, never);
    expect(samples.verdict).toBe('accepted');
  });

  it('what is left behind is a leak, and a flag beside a wrong answer', async () => {
    const leftovers = { processes: [], sharedMemory: [{ name: 'psm_1', bytes: 8 }], semaphores: [] };
    expect(await verdictOf((args) => ({ ...right(args), leftovers }))).toEqual({ verdict: 'leak', flags: [] });
    const wrong = aRun({ observation: { kind: 'returned', value: 1 }, processes: family(4), leftovers });
    expect(await verdictOf(() => wrong)).toEqual({ verdict: 'wrong-answer', flags: ['leak'] });
  });

  it('a forbidden system call comes before everything that the program returned', async () => {
    const refusedCalls = [{ name: 'ptrace', count: 1 }];
    expect((await verdictOf((args) => ({ ...right(args), refusedCalls }))).verdict).toBe('sandbox-violation');
  });

  it('a limit that was reached counts although the program went on', async () => {
    expect((await verdictOf((args) => ({ ...right(args), limitsReached: ['processes'] }))).verdict).toBe(
      'process-limit',
    );
  });

  it('after a test that did not end in time the others are not run', async () => {
    const exercise = anExercise({ fullScale: ['a', 'b', 'c', 'd'].map((name) => aTest(name, [4, 1], 4)) });
    const { ports, calls } = portsFor((args) =>
      args[0] === 4 ? aRun({ ending: { kind: 'killed', limit: 'wall' }, observation: null }) : right(args),
    );
    const report = await judgeSubmission({ ...job, exercise }, ports, never);
    expect(report.verdict).toBe('time-limit');
    expect(calls).toHaveLength(2);
  });
});

describe('compiling', () => {
  it('an exception while importing is a compile error and nothing else runs', async () => {
    const exception = { type: 'SyntaxError', message: 'invalid syntax', line: 4, traceback: '' };
    const imported = aRun({ observation: { kind: 'raised', during: 'parse', exception } });
    const { ports, calls } = portsFor(right, { imported });
    const report = await judgeSubmission(job, ports, never);
    expect(report).toMatchObject({ verdict: 'compile-error', compileError: { line: 4 }, tests: [] });
    expect(calls).toEqual([]);
  });

  it('a missing entry says what is asked for', async () => {
    const report = await judgeSubmission(
      job,
      portsFor(right, { imported: aRun({ observation: { kind: 'no-entry' } }) }).ports,
      never,
    );
    expect(report.verdict).toBe('compile-error');
    expect(report.sentence).toContain('def count(n_procs: int, n: int) -> int');
  });

  it('an import that never ends is a time limit', async () => {
    const imported = aRun({ ending: { kind: 'killed', limit: 'wall' }, observation: null });
    expect((await judgeSubmission(job, portsFor(right, { imported }).ports, never)).verdict).toBe('time-limit');
  });
});

describe('our own faults', () => {
  it('a sandbox that fails gives a judge-error with its cause, not a verdict on the submission', async () => {
    const { ports } = portsFor(right, {
      runProgram: async () => {
        throw new Error('the sandbox did not start');
      },
    });
    const report = await judgeSubmission(job, ports, never);
    expect(report).toMatchObject({ verdict: 'judge-error', claim: null });
    expect(report.fault).toContain('the sandbox did not start');
    expect(report.sentence).not.toContain('sandbox did not start');
  });

  it('progress that cannot be delivered reaches the caller as it is', async () => {
    const lost = new Error('lease lost');
    const { ports } = portsFor(right, { onProgress: () => Promise.reject(lost) });
    const failed = await judgeSubmission(job, ports, never).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(ProgressError);
    expect((failed as ProgressError).cause).toBe(lost);
  });
});

describe('what a candidate reads', () => {
  it('the sentence of a hidden test holds nothing made from its input', async () => {
    const answer = (args: readonly unknown[]) =>
      args[0] === 4
        ? aRun({ observation: { kind: 'returned', value: 'input was 4, 50000' }, processes: family(4) })
        : right(args);
    const report = await judgeSubmission(job, portsFor(answer).ports, never);
    expect(report.sentence).toBe('Title of many: The result is not the expected one.');
  });

  it('the sentence of a revealed test says what differs', async () => {
    const exercise = anExercise({ fullScale: [{ ...aTest('many', [4, 2], 8), revealed: true }] });
    const answer = (args: readonly unknown[]) =>
      args[0] === 4 ? aRun({ observation: { kind: 'returned', value: 5 }, processes: family(4) }) : right(args);
    expect((await judgeSubmission({ ...job, exercise }, portsFor(answer).ports, never)).sentence).toBe(
      'count(4, 2): The result is 5, expected 8.',
    );
  });

  it('no test at all is accepted with nothing claimed about more than it saw', () => {
    expect(decide([], [])).toMatchObject({ verdict: 'accepted', flags: [] });
  });
});
