import type { Exercise, ProgramRun, PythonValue } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { type CheckerResult, type ExploredOutcome, judgeSubmission, refute } from '../src/index.ts';
import { anExercise, aRun, aTest, family, portsFor } from './fakes.ts';

const never = new AbortController().signal;
const returned = (value: number): ExploredOutcome => ({
  kind: 'ended',
  result: { kind: 'returned', value: String(value) },
  failures: [],
});

/** A program whose calls multiply, but for those that it is told; its explored call has these outcomes. */
async function refuted(
  outcomes: readonly number[],
  wrong: readonly PythonValue[] = [],
  changes: Partial<Exercise> = {},
) {
  const exercise = anExercise({
    scopes: [{ ...aTest('small', [2, 2], 4), revealed: true }],
    samples: [aTest('one', [1, 2], 2)],
    fullScale: [aTest('many', [4, 1], 4), aTest('more', [4, 2], 8)],
    ...changes,
  });
  const run = (args: readonly PythonValue[]): ProgramRun =>
    aRun({
      observation: { kind: 'returned', value: wrong.includes(args[1] ?? null) ? 0 : Number(args[0]) * Number(args[1]) },
      processes: family(4),
    });
  const recorded = portsFor(run, {
    openExploration: async () => ({
      survey: async () => ({
        kind: 'surveyed',
        coverage: { kind: 'exhaustive', interleavings: 684n, merged: false, loops: false, reduced: false },
        states: 158,
        histories: 70,
        outcomes: outcomes.map((value, number) => ({ number, outcome: returned(value), interleavings: 1n })),
        aliveTogether: 2,
        watched: null,
        uses: [],
        idleChildren: [],
        notices: 'cannot',
      }),
      trace: async ([number = 0]) => ({
        number,
        trace: { schedule: '1', processes: [], steps: [], preemptions: 1, waiting: [], outcome: '' },
        pattern: 'lost-update',
        sentence: 'An update was lost.',
        unordered: [],
      }),
      confirm: async () => true,
      record: () => null,
      close: async () => {},
    }),
  });
  const report = await refute({ exercise, source: '', mode: 'full' }, recorded.ports, never);
  return { report, ...recorded };
}

describe('refuting a program', () => {
  it('ends with the first explored call that is not right, and says so and no more', async () => {
    const { report, calls, progress } = await refuted([4, 3], [1]);
    expect(report).toMatchObject({
      verdict: 'race',
      claim: null,
      decidedBy: { kind: 'scope', call: 'count(2, 2)', preemptions: 1 },
      sentence: 'count(2, 2): An update was lost.',
      tests: [],
    });
    expect(report.scopes).toHaveLength(1);
    expect([calls, progress]).toEqual([[], []]);
  });

  it('ends with the first run that is not right', async () => {
    const { report, calls } = await refuted([4], [1]);
    expect(report).toMatchObject({
      verdict: 'wrong-answer',
      decidedBy: { kind: 'test', group: 'full-scale', title: 'Title of many', call: 'count(4, 1)' },
    });
    expect(report.tests.map(({ name }) => name)).toEqual(['one', 'many']);
    // The explored call is run for real once.
    expect(calls).toEqual([
      [2, 2],
      [1, 2],
      [4, 1],
    ]);
  });

  it('accepts what nothing is found in, with what was seen of it', async () => {
    const { report } = await refuted([4]);
    expect(report).toMatchObject({
      verdict: 'accepted',
      claim: { kind: 'exhaustive', interleavings: '684' },
      decidedBy: { kind: 'everything', tests: 3, scopes: 1 },
    });
    expect(report.timing).toMatchObject({ compileMs: null, samplesMs: 10, fullScaleMs: 20 });
  });
});

describe('a checker that fails', () => {
  const fault = (fault: string, detail: string): CheckerResult<never> => ({ kind: 'fault', fault, detail });
  it.each([
    ['timeout', 'did not end within 5 s', 'checker.ts did not end within 5 s, in check'],
    ['memory', 'used more than 256 MiB of memory', 'checker.ts used more than 256 MiB of memory, in check'],
    ['threw', 'TypeError: no', 'checker.ts threw in check: TypeError: no'],
    ['malformed', 'no answer', 'checker.ts, in check: no answer (malformed)'],
  ])('(%s) is its author’s fault, and says where', async (kind, detail, wanted) => {
    const many = { ...aTest('many', [4, 1], 4), expectation: { kind: 'checker' } as const };
    const exercise = anExercise({ checker: '', samples: [], fullScale: [many] });
    const checker = { generate: async () => fault(kind, detail), check: async () => fault(kind, detail) };
    const { ports } = portsFor(() => aRun({ observation: { kind: 'returned', value: 4 } }), { checker });
    const job = { exercise, source: '', mode: 'full' } as const;
    for (const report of [await judgeSubmission(job, ports, never), await refute(job, ports, never)]) {
      expect(report).toMatchObject({ verdict: 'judge-error', fault: wanted, faultIn: 'checker', decidedBy: null });
    }
  });
});
