import type { Exercise, Trace } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import {
  type ExploredOutcome,
  type ExploredSurvey,
  judgeSubmission,
  ownCallExercise,
  type ScopeExploration,
} from '../src/index.ts';
import { anExercise, aProcess, aRun, aTest, portsFor } from './fakes.ts';

const never = new AbortController().signal;
const TRACE: Trace = { schedule: '1;;0', processes: [], steps: [], preemptions: 1, waiting: [], outcome: '' };

const returned = (value: number): ExploredOutcome => ({
  kind: 'ended',
  result: { kind: 'returned', value: String(value) },
  failures: [],
});
const raised: ExploredOutcome = {
  kind: 'ended',
  result: { kind: 'raised', failure: { type: 'KeyError', message: "'a'", line: 7 } },
  failures: [],
};
const failedChild: ExploredOutcome = {
  kind: 'ended',
  result: { kind: 'returned', value: '4' },
  failures: [{ process: '0.0', code: 1, failure: null }],
};
const stuck: ExploredOutcome = { kind: 'stuck' };

function survey(outcomes: readonly ExploredOutcome[], changes: Partial<ExploredSurvey> = {}): ExploredSurvey {
  return {
    kind: 'surveyed',
    coverage: { kind: 'exhaustive', interleavings: 684n, merged: false, loops: false, reduced: false },
    states: 158,
    histories: 70,
    outcomes: outcomes.map((outcome, number) => ({ number, outcome, interleavings: 1n })),
    aliveTogether: 2,
    watched: null,
    uses: ['cells', 'lock'],
    idleChildren: [],
    notices: 'cannot',
    ...changes,
  };
}

async function judge(
  found: Awaited<ReturnType<ScopeExploration['survey']>>,
  changes: Partial<Exercise> = {},
  exploration: Partial<ScopeExploration> = {},
  small: ReturnType<typeof aRun> | null = null,
) {
  const exercise = anExercise({ scopes: [{ ...aTest('small', [2, 2], 4), revealed: true }], ...changes });
  // What the explored call gives when it is run for real: unless told, something that was explored.
  const [first] = found.kind === 'surveyed' ? found.outcomes : [];
  const explored = first?.outcome.kind === 'ended' ? first.outcome : null;
  const likely = explored?.result?.kind === 'returned' ? Number.parseInt(explored.result.value, 10) || 0 : 0;
  const right = (args: readonly unknown[]) => {
    if (args[0] === 2 && args[1] === 2) {
      return small ?? aRun({ observation: { kind: 'returned', value: explored?.failures.length ? 0 : likely } });
    }
    return aRun({
      observation: { kind: 'returned', value: Number(args[0]) * Number(args[1]) },
      processes: [aProcess(0), ...[1, 2, 3, 4].map((index) => aProcess(index))],
    });
  };
  const { ports, progress } = portsFor(right, {
    openExploration: async () => ({
      survey: async () => found,
      trace: async (numbers) => {
        const [number] = numbers;
        if (number === undefined) return null;
        return { number, trace: TRACE, pattern: 'lost-update', sentence: 'An update was lost.', unordered: [1, 2] };
      },
      confirm: async () => true,
      record: () => null,
      close: async () => {},
      ...exploration,
    }),
  });
  const report = await judgeSubmission({ exercise, source: '', mode: 'full' }, ports, never);
  return { report, progress };
}

describe('the explored calls', () => {
  it('all right: accepted, with all interleavings claimed', async () => {
    const { report, progress } = await judge(survey([returned(4)]));
    expect(report).toMatchObject({
      verdict: 'accepted',
      claim: { kind: 'exhaustive', interleavings: '684', states: 158 },
      findings: [],
    });
    expect(progress.map(({ kind }) => kind)).toContain('scope');
  });

  it.each([
    ['some right and some wrong', [returned(4), returned(3)], 'race'],
    ['some right and some by an exception', [returned(4), raised], 'race'],
    ['a child that fails in some', [returned(4), failedChild], 'race'],
    ['none right', [returned(3), returned(2)], 'wrong-answer'],
    ['none right, some by an exception', [returned(3), raised], 'wrong-answer'],
    ['all by an exception', [raised], 'runtime-error'],
    ['one that never ends', [returned(4), stuck], 'deadlock'],
    ['none that ends', [stuck], 'deadlock'],
  ] as const)('%s', async (_name, outcomes, verdict) => {
    const { report } = await judge(survey(outcomes));
    expect(report.verdict).toBe(verdict);
    expect(report.claim).toBeNull();
    expect(report.findings.map((finding) => finding.verdict)).toEqual([verdict]);
  });

  it.each([
    ['a child that is alive at the return', { childrenEnded: true }, { together: 2, left: 1 }, 'one is still there'],
    [
      'children too few of which are together',
      { aliveTogether: 'n_procs' },
      { together: 1, left: 0 },
      'no more than 1 is',
    ],
  ] as const)('right, with %s: a rule violation', async (_, always, watched, words) => {
    const { report } = await judge(survey([returned(4)], { watched }), { exploration: { always } });
    expect(report.verdict).toBe('rule-violation');
    expect(report.sentence).toContain(words);
    const kept = await judge(survey([returned(4)], { watched: { together: 2, left: 0 } }), { exploration: { always } });
    expect(kept.report.verdict).toBe('accepted');
  });

  it('with threads where these are forbidden: a rule violation, though they cannot be explored', async () => {
    const found = { kind: 'undecided', reason: 'not-modelled', message: 'threading.Thread' } as const;
    const { report } = await judge(found, { exploration: { always: { avoids: ['thread'] } } });
    expect(report.verdict).toBe('rule-violation');
    expect(report.sentence).toContain('uses threading.Thread');
    expect((await judge(found)).report.verdict).toBe('accepted');
    const other = { ...found, message: 'socket.socket' } as const;
    expect((await judge(other, { exploration: { always: { avoids: ['thread'] } } })).report.verdict).toBe('accepted');
  });

  it('are recorded with how their outcomes were judged, unless that would be too long', async () => {
    const point = (label: string) => ({
      process: '0',
      announcement: { operation: { kind: 'pause' } as const, line: 1, label },
    });
    const histories = (label: string) => ({
      merging: 'none' as const,
      points: Array.from({ length: 10_000 }, () => point(label)),
      stands: [],
      steps: [],
      children: [],
      labels: [],
      blocks: [],
    });
    const found = survey([returned(4), returned(3), stuck]);
    const { progress } = await judge(found, {}, { record: () => histories('a') });
    const [event] = progress.filter(({ kind }) => kind === 'recording');
    expect(event).toMatchObject({
      index: 0,
      recording: {
        version: 1,
        call: 'count(2, 2)',
        outcomes: [
          { key: JSON.stringify(returned(4)), text: 'returned 4', right: true },
          { key: JSON.stringify(returned(3)), text: 'returned 3', right: false },
          { key: '{"kind":"stuck"}', text: 'never ends', right: false },
        ],
      },
    });
    const long = await judge(found, {}, { record: () => histories('a'.repeat(90)) });
    expect(long.progress.map(({ kind }) => kind)).not.toContain('recording');
  });

  it('a race and a deadlock: the deadlock, and the race as a flag', async () => {
    const { report } = await judge(survey([returned(4), returned(3), stuck]));
    expect(report).toMatchObject({ verdict: 'deadlock', flags: ['race'] });
    expect(report.findings).toHaveLength(2);
  });

  it('tell the failing schedule beside a passing one', async () => {
    const { report } = await judge(survey([returned(4), returned(3)]));
    expect(report.findings[0]).toMatchObject({
      sentence: 'An update was lost.',
      expected: '4',
      got: 'returned 3',
      failing: { outcome: 'returned 3' },
      passing: { outcome: 'returned 4' },
    });
    expect(report.sentence).toBe('count(2, 2): An update was lost.');
  });

  it('a race that real processes do not follow is our fault', async () => {
    const { report } = await judge(survey([returned(4), returned(3)]), {}, { confirm: async () => false });
    expect(report.verdict).toBe('judge-error');
    expect(report.fault).toContain('real processes');
  });

  it('a call that is right for real and in no interleaving is our fault, unless the program could notice', async () => {
    const four = aRun({ observation: { kind: 'returned', value: 4 } });
    const ours = await judge(survey([returned(3)]), {}, {}, four);
    expect(ours.report.verdict).toBe('judge-error');
    expect(ours.report.fault).toContain('in no explored interleaving');
    const theirs = await judge(survey([returned(3)], { notices: 'could' }), {}, {}, four);
    expect(theirs.report.verdict).toBe('rule-violation');
  });

  it('a call that is wrong for real and in no interleaving is not accepted', async () => {
    const three = aRun({ observation: { kind: 'returned', value: 3 } });
    expect((await judge(survey([returned(4)]), {}, {}, three)).report.verdict).toBe('wrong-answer');
    const noticing = await judge(survey([returned(4)], { notices: 'could' }), {}, {}, three);
    expect(noticing.report).toMatchObject({ verdict: 'rule-violation', flags: [] });
    // Where some interleavings are wrong, or not all were seen, any run fits.
    const mixed = await judge(survey([returned(4), returned(3)], { notices: 'could' }), {}, {}, three);
    expect(mixed.report.verdict).toBe('race');
    const coverage = { kind: 'bounded', preemptions: 2 } as const;
    expect((await judge(survey([returned(4)], { coverage }), {}, {}, three)).report.verdict).toBe('accepted');
  });

  it('a program that names what is ours breaks the rules', async () => {
    expect((await judge(survey([returned(4)], { notices: 'seeks' }))).report.verdict).toBe('rule-violation');
  });

  it('what bounds or samples say is claimed, no more', async () => {
    const bounded = await judge(survey([returned(4)], { coverage: { kind: 'bounded', preemptions: 2 } }));
    expect(bounded.report.claim).toEqual({ kind: 'bounded', preemptions: 2, states: 158 });
    const sampled = await judge(survey([returned(4)], { coverage: { kind: 'sampled', schedules: 50 } }));
    expect(sampled.report.claim).toMatchObject({ kind: 'sampled', schedules: '52' });
  });

  it('what cannot be explored is decided by the runs for real, and the claim says why', async () => {
    const { report } = await judge({ kind: 'undecided', reason: 'not-modelled', message: 'threading.Thread' });
    expect(report).toMatchObject({ verdict: 'accepted', claim: { kind: 'sampled', schedules: '2' } });
    expect(report.claim?.kind === 'sampled' ? report.claim.reason : '').toContain('threading.Thread');
  });

  it.each(['not-modelled', 'nondeterministic', 'too-large', 'lost'] as const)(
    'what is %s fails nobody who is right at full size',
    async (reason) => {
      const { report } = await judge({ kind: 'undecided', reason, message: 'something' });
      expect(report.verdict).toBe('accepted');
      expect(report.scopes[0]).toMatchObject({ coverage: null, outcomes: [], states: 0 });
      expect(report.scopes[0]?.message).toContain('something');
    },
  );

  it('a deadlock comes before a broken rule, which is told as a flag', async () => {
    const rules: Partial<Exercise> = { exploration: { always: { uses: ['queue'] } } };
    const { report } = await judge(survey([returned(4), stuck]), rules);
    expect(report).toMatchObject({ verdict: 'deadlock', flags: ['rule-violation'] });
    // A broken rule has no schedule.
    expect(report.findings.map(({ verdict }) => verdict)).toEqual(['deadlock']);
  });

  it('an exploration is closed, whatever comes of it', async () => {
    let closed = 0;
    const close = async () => {
      closed += 1;
    };
    await judge(survey([returned(4)]), {}, { close });
    await judge({ kind: 'undecided', reason: 'died', message: '' }, {}, { close });
    const failing = async () => {
      throw new Error('no more memory');
    };
    const { report } = await judge(survey([returned(4)]), {}, { close, survey: failing });
    expect(report.verdict).toBe('judge-error');
    expect(closed).toBe(3);
  });

  it.each([
    ['stuck', 'time-limit'],
    ['died', 'runtime-error'],
    ['garbage', 'rule-violation'],
  ] as const)('a program that is %s there gets %s', async (reason, verdict) => {
    const { report } = await judge({ kind: 'undecided', reason, message: 'process 0.0' });
    expect(report.verdict).toBe(verdict);
  });

  it('a malformed result is never right', async () => {
    const outcome: ExploredOutcome = { kind: 'ended', result: { kind: 'returned', value: '{' }, failures: [] };
    expect((await judge(survey([outcome]))).report.verdict).toBe('wrong-answer');
  });
});

describe('properties of the explored runs', () => {
  const two = { exploration: { sometimes: { aliveTogether: 'n_procs' } } } satisfies Partial<Exercise>;

  it('children that are never alive together break a sometimes', async () => {
    expect((await judge(survey([returned(4)], { aliveTogether: 1 }), two)).report.verdict).toBe('rule-violation');
    expect((await judge(survey([returned(4)]), two)).report.verdict).toBe('accepted');
  });

  it('a sometimes is denied by an exhaustive exploration only', async () => {
    const coverage = { kind: 'bounded', preemptions: 2 } as const;
    expect((await judge(survey([returned(4)], { aliveTogether: 1, coverage }), two)).report.verdict).toBe('accepted');
  });

  it('children that do nothing, kinds that are missing or forbidden break an always', async () => {
    const always = (rules: NonNullable<Exercise['exploration']['always']>): Partial<Exercise> => ({
      exploration: { always: rules },
    });
    const idle = survey([returned(4)], { idleChildren: ['0.1'] });
    expect((await judge(idle, always({ childrenAct: true }))).report.verdict).toBe('rule-violation');
    expect((await judge(survey([returned(4)]), always({ uses: ['queue'] }))).report.verdict).toBe('rule-violation');
    expect((await judge(survey([returned(4)]), always({ avoids: ['lock'] }))).report.verdict).toBe('rule-violation');
    expect((await judge(survey([returned(4)]), always({ uses: ['lock'], avoids: ['queue'] }))).report.verdict).toBe(
      'accepted',
    );
  });
});

describe("a candidate's own call", () => {
  const own = {
    ...aTest('own', [2, 2], 0),
    call: 'count(2, 2)',
    expectation: { kind: 'none' as const },
    revealed: true,
  };
  const run = async (
    found: Awaited<ReturnType<ScopeExploration['survey']>>,
    real = aRun({ observation: { kind: 'returned', value: 4 } }),
  ) => {
    const { ports, progress } = portsFor(() => real, {
      openExploration: async () => ({
        survey: async () => found,
        trace: async ([number]) => ({
          number: number ?? 0,
          trace: TRACE,
          pattern: 'unknown',
          sentence: '',
          unordered: [],
        }),
        confirm: async () => true,
        record: () => null,
        close: async () => {},
      }),
    });
    // Its rules would break here, and are not asked.
    const exercise = ownCallExercise(anExercise({ exploration: { always: { avoids: ['lock'] } } }), own);
    const report = await judgeSubmission({ exercise, source: '', mode: 'own' }, ports, never);
    return { report, phases: progress.flatMap((one) => (one.kind === 'phase' ? [one.phase] : [])) };
  };

  it('is run and explored, compared with nothing, and claims nothing', async () => {
    const { report, phases } = await run(survey([returned(4), returned(3)]));
    expect(report).toMatchObject({ verdict: 'accepted', claim: null, findings: [] });
    expect(report.sentence).toBe(
      'count(2, 2) returned 4. In all 684 interleavings there are 2 different results: 3, 4.',
    );
    expect(report.tests).toMatchObject([{ group: 'own', got: '4', expected: null }]);
    expect(report.scopes[0]?.outcomes.map(({ text, right }) => [text, right])).toEqual([
      ['returned 4', null],
      ['returned 3', null],
    ]);
    expect(new Set(phases)).toEqual(new Set(['compile', 'own', 'explore']));
  });

  it('says that every interleaving gives the same', async () => {
    const { report } = await run(survey([returned(4)]));
    expect(report.sentence).toBe('count(2, 2) returned 4. In all 684 interleavings it returned 4.');
  });

  it('says why its interleavings were not explored', async () => {
    const { report } = await run({ kind: 'undecided', reason: 'not-modelled', message: 'threading.Thread' });
    expect(report.sentence).toBe(
      'count(2, 2) returned 4. Interleavings were not explored: threading.Thread is not modelled.',
    );
  });

  it.each([
    ['race', survey([returned(4), raised])],
    ['deadlock', survey([returned(4), stuck])],
    ['runtime-error', survey([raised])],
  ] as const)('is a %s where that needs nobody who knows the right value', async (verdict, found) => {
    const { report } = await run(found);
    expect(report).toMatchObject({ verdict, findings: [{ verdict }] });
  });
});
