import { describe, expect, it } from 'vitest';
import {
  type ExploredSurvey,
  JudgeFault,
  type OpenExploration,
  possibleOutcomes,
  type Undecided,
} from '../src/index.ts';

const JOB = {
  call: 'main()',
  source: '',
  entry: 'main',
  args: [],
  startMethod: 'fork' as const,
  limits: { wallMs: 1_000, cpuMs: 1_000, memoryBytes: 2 ** 26, outputBytes: 0, processes: 4 },
  maxMs: 1_000,
};

type Outcomes = ExploredSurvey['outcomes'];

function surveyed(outcomes: Outcomes, changes: Partial<ExploredSurvey> = {}): ExploredSurvey {
  return {
    kind: 'surveyed',
    coverage: { kind: 'exhaustive', interleavings: 9n, merged: false, loops: false, reduced: false },
    states: 5,
    histories: 4,
    outcomes,
    aliveTogether: 1,
    watched: null,
    uses: [],
    idleChildren: [],
    notices: 'cannot',
    ...changes,
  };
}

const returned = (number: number, value: unknown, interleavings: bigint | null = 1n): Outcomes[number] => ({
  number,
  interleavings,
  outcome: { kind: 'ended', result: { kind: 'returned', value: JSON.stringify(value) }, failures: [] },
});
const failure = (type: string) => ({ type, message: '', line: null });

/** An exploration with this survey; what was traced and whether it was closed can be seen. */
function exploring(survey: ExploredSurvey | Undecided, confirms = true) {
  const seen = { traced: [] as number[][], closed: false };
  const open: OpenExploration = async () => ({
    survey: async () => survey,
    trace: async (numbers) => {
      seen.traced.push([...numbers]);
      const trace = { schedule: '1;0;x', processes: [], steps: [], preemptions: 0, waiting: [], outcome: '' };
      return { number: [...numbers][0] ?? 0, trace, pattern: 'unknown', sentence: '', unordered: [] };
    },
    confirm: async () => confirms,
    record: () => null,
    close: async () => {
      seen.closed = true;
    },
  });
  return { seen, run: () => possibleOutcomes(JOB, open, new AbortController().signal) };
}

describe('the possible outcomes of a call', () => {
  it('are told in words and in one order, with their counts and schedules', async () => {
    const { run, seen } = exploring(
      surveyed([
        { number: 0, interleavings: 2n, outcome: { kind: 'stuck' } },
        returned(1, 10, 1n),
        returned(2, 9, 2n),
        returned(3, [1, { tuple: [2] }], 1n),
        {
          number: 4,
          interleavings: 1n,
          outcome: { kind: 'ended', result: { kind: 'raised', failure: failure('KeyError') }, failures: [] },
        },
        {
          number: 5,
          interleavings: 1n,
          outcome: {
            kind: 'ended',
            result: { kind: 'returned', value: '1' },
            failures: [{ process: '0.0', code: 1, failure: failure('ValueError') }],
          },
        },
        {
          number: 6,
          interleavings: 1n,
          outcome: {
            kind: 'ended',
            result: { kind: 'returned', value: '1' },
            failures: [{ process: '0.0', code: 3, failure: null }],
          },
        },
      ]),
    );
    const computed = await run();
    if (computed.kind !== 'computed') throw new Error(computed.why);
    expect(computed.outcomes.map(({ text, interleavings, trace }) => [text, interleavings, trace.outcome])).toEqual([
      ['9', 2n, '9'],
      ['10', 1n, '10'],
      ['[1, (2,)]', 1n, '[1, (2,)]'],
      ['a child ends with exit code 3', 1n, 'a child ends with exit code 3'],
      ['a child raises ValueError', 1n, 'a child raises ValueError'],
      ['never ends', 2n, 'never ends'],
      ['raises KeyError', 1n, 'raises KeyError'],
    ]);
    expect(computed).toMatchObject({ interleavings: 9n, states: 5 });
    expect(seen.closed).toBe(true);
  });

  it('of the same words are one', async () => {
    const { run, seen } = exploring(surveyed([returned(0, 1, 2n), returned(1, 2, 3n), returned(7, 1, 4n)]));
    const computed = await run();
    expect(computed).toMatchObject({
      outcomes: [
        { text: '1', interleavings: 6n },
        { text: '2', interleavings: 3n },
      ],
    });
    expect(seen.traced).toEqual([[0, 7], [1]]);
  });

  it('have no counts where not all were counted', async () => {
    const { run } = exploring(surveyed([returned(0, 1, 2n), returned(1, 2, null)]));
    expect(await run()).toMatchObject({
      interleavings: null,
      outcomes: [{ interleavings: 2n }, { interleavings: null }],
    });
  });

  it.each([
    ['a search that was cut off', surveyed([returned(0, 1)], { coverage: { kind: 'bounded', preemptions: 2 } })],
    ['a program that cannot be explored', { kind: 'undecided', reason: 'not-modelled', message: 'x' } as const],
  ])('are unknown after %s', async (_, survey) => {
    const { run, seen } = exploring(survey);
    expect((await run()).kind).toBe('unknown');
    expect(seen.closed).toBe(true);
  });

  it('are our fault when real processes do not follow the schedule', async () => {
    const { run, seen } = exploring(surveyed([returned(0, 1)]), false);
    await expect(run()).rejects.toThrow(JudgeFault);
    expect(seen.closed).toBe(true);
  });
});
