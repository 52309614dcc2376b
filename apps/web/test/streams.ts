/** Canned event streams, one for each kind of outcome. */
import type { SubmissionEvent, TestView, Verdict } from '@lockstep/protocol';
import { verdictCode } from '@lockstep/protocol';
import { DEADLOCKED, EXPLORING, FOUND, OWN_EXPLORED, RACED, UNFLUSHED } from './explored-streams.ts';

const MIB = 2 ** 20;

function processes(children: readonly number[], exitCode: number | null = 0): TestView['processes'] {
  return [
    { index: 0, name: 'main', cpuMs: 21, exitCode: 0 },
    ...children.map((cpuMs, i) => ({ index: i + 1, name: `Process-${i + 1}`, cpuMs, exitCode })),
  ];
}

function test(name: string, call: string | null, change: Partial<TestView> = {}): TestView {
  const verdict = change.verdict ?? 'accepted';
  const children = change.processes ?? processes([4, 5]);
  return {
    name,
    group: call === null ? 'full-scale' : 'sample',
    title: `Test ${name}`,
    revealed: call !== null,
    verdict,
    code: verdictCode(verdict),
    flags: [],
    message: 'As expected.',
    call,
    expected: call === null ? null : '4',
    got: call === null ? null : '4',
    output: [],
    exception: null,
    wallMs: 34.2,
    cpuMs: children.reduce((sum, process) => sum + process.cpuMs, 0),
    peakBytes: 21.4 * MIB,
    processes: children,
    ...change,
  };
}

const SAMPLES = [
  test('1', 'count(2, 2)'),
  test('2', 'count(1, 3)', { expected: '3', got: '3', wallMs: 28, peakBytes: 18.9 * MIB, processes: processes([6]) }),
  test('3', 'count(3, 1)', {
    expected: '3',
    got: '3',
    wallMs: 41,
    peakBytes: 24 * MIB,
    processes: processes([3, 4, 3]),
  }),
];

const FOUR_BUSY = processes([588, 602, 611, 584]);

const FULL_PASSED = [
  test('many', 'count(4, 50_000)', {
    group: 'full-scale',
    title: 'Fifty thousand each',
    expected: '200000',
    got: '200000',
    wallMs: 1284,
    peakBytes: 26.8 * MIB,
    processes: FOUR_BUSY,
  }),
  test('none', null, {
    title: 'No increments at all',
    wallMs: 38,
    peakBytes: 26.6 * MIB,
    processes: processes([2, 2, 2, 2]),
  }),
  test('many-processes', null, {
    title: 'More processes than cores',
    wallMs: 903,
    peakBytes: 31.2 * MIB,
    processes: processes([120, 118, 131, 127, 119, 122, 130, 126]),
  }),
];

const FULL_WRONG = [
  test('many', 'count(4, 50_000)', {
    group: 'full-scale',
    title: 'Fifty thousand each',
    verdict: 'wrong-answer',
    code: 'WA',
    message: 'Returned 143918, expected 200000: 56,082 increments were lost.',
    expected: '200000',
    got: '143918',
    wallMs: 1284,
    peakBytes: 26.8 * MIB,
    processes: FOUR_BUSY,
    output: [
      { process: 'main', stream: 'stdout', text: 'starting 4 workers\n', truncated: false },
      { process: 'Process-1', stream: 'stdout', text: 'done after 50000 steps\n', truncated: false },
      { process: 'Process-2', stream: 'stderr', text: 'warning: counter moved backwards\n', truncated: true },
    ],
  }),
  test('none', null, {
    title: 'No increments at all',
    wallMs: 38,
    peakBytes: 26.6 * MIB,
    processes: processes([2, 2, 2, 2], null),
  }),
  test('many-processes', null, {
    title: 'More processes than cores',
    verdict: 'wrong-answer',
    code: 'WA',
    message: 'The result is not the expected one.',
    wallMs: 903,
    peakBytes: 31.2 * MIB,
    processes: processes([120, 118, 131, 127, 119, 122, 130, 126], null),
  }),
];

const ERROR_LINE = 8;
const RAISED = test('1', 'count(2, 2)', {
  verdict: 'runtime-error',
  code: 'RE',
  message: 'TypeError in line 8: unsupported operand.',
  got: null,
  exception: {
    type: 'TypeError',
    message: "unsupported operand type(s) for +: 'NoneType' and 'int'",
    line: ERROR_LINE,
    traceback:
      "Traceback (most recent call last):\n  File \"solution.py\", line 8, in work\n    counter.value = seen + 1\nTypeError: unsupported operand type(s) for +: 'NoneType' and 'int'",
  },
  processes: processes([3, 3], 1),
});

const PHASES = [
  { phase: 'compile', tests: 0 },
  { phase: 'samples', tests: 3 },
  { phase: 'full-scale', tests: 3 },
  { phase: 'explore', tests: 2 },
] as const;

function started(mode: 'full' | 'samples'): SubmissionEvent[] {
  return [
    { kind: 'queued', place: 2 },
    { kind: 'queued', place: 1 },
    { kind: 'started', attempt: 1, phases: PHASES.slice(0, mode === 'full' ? 4 : 2).map((phase) => ({ ...phase })) },
    { kind: 'phase', phase: 'compile', status: 'running', wallMs: null },
  ];
}

function tests(phase: 'samples' | 'own' | 'full-scale', rows: readonly TestView[]): SubmissionEvent[] {
  const failed = rows.some((row) => row.verdict !== 'accepted');
  return [
    { kind: 'phase', phase, status: 'running', wallMs: null },
    ...rows.map((row, index): SubmissionEvent => ({ kind: 'test', phase, index, total: rows.length, test: row })),
    { kind: 'phase', phase, status: failed ? 'failed' : 'passed', wallMs: 1400 },
  ];
}

function finished(
  verdict: Verdict,
  sentence: string,
  change: Partial<Extract<SubmissionEvent, { kind: 'finished' }>> = {},
): SubmissionEvent {
  return {
    kind: 'finished',
    verdict,
    code: verdictCode(verdict),
    claim: null,
    flags: [],
    sentence,
    compileError: null,
    timing: { totalMs: 2431, compileMs: 61, samplesMs: 103, fullScaleMs: 2225, exploreMs: null },
    ...change,
  };
}

const COMPILED: SubmissionEvent = { kind: 'phase', phase: 'compile', status: 'passed', wallMs: 61 };

export type StreamName =
  | 'accepted'
  | 'wrong'
  | 'raised'
  | 'uncompiled'
  | 'judge-error'
  | 'rule'
  | 'restarted'
  | 'exploring'
  | 'race'
  | 'deadlock'
  | 'feeder'
  | 'own'
  | 'samples';

export const STREAMS: Readonly<Record<StreamName, readonly SubmissionEvent[]>> = {
  accepted: [
    ...started('full'),
    COMPILED,
    ...tests('samples', SAMPLES),
    ...tests('full-scale', FULL_PASSED),
    finished('accepted', 'All 6 tests passed in real processes.', {
      claim: { kind: 'sampled', schedules: '7', reason: null },
    }),
  ],
  wrong: [
    ...started('full'),
    COMPILED,
    ...tests('samples', SAMPLES),
    ...tests('full-scale', FULL_WRONG),
    finished('wrong-answer', 'count(4, 50_000) returned 143918 instead of 200000.', { flags: ['leak'] }),
  ],
  raised: [
    ...started('full'),
    COMPILED,
    ...tests('samples', [RAISED, ...SAMPLES.slice(1)]),
    ...tests('full-scale', FULL_PASSED),
    finished('runtime-error', 'count(2, 2) raised TypeError in line 8.'),
  ],
  uncompiled: [
    ...started('full'),
    { kind: 'phase', phase: 'compile', status: 'failed', wallMs: 44 },
    { kind: 'phase', phase: 'samples', status: 'skipped', wallMs: null },
    { kind: 'phase', phase: 'full-scale', status: 'skipped', wallMs: null },
    finished('compile-error', 'The solution does not parse: line 4 needs a colon.', {
      compileError: {
        type: 'SyntaxError',
        message: "expected ':'",
        line: 4,
        traceback:
          '  File "solution.py", line 4\n    def work(counter, lock, n)\n                              ^\nSyntaxError: expected \':\'',
      },
      timing: { totalMs: 51, compileMs: 44, samplesMs: null, fullScaleMs: null, exploreMs: null },
    }),
  ],
  'judge-error': [...started('full'), COMPILED, finished('judge-error', 'This submission could not be judged.')],
  rule: [
    ...started('full'),
    COMPILED,
    ...tests('samples', SAMPLES),
    ...tests('full-scale', [
      test('many', 'count(4, 50_000)', {
        group: 'full-scale',
        title: 'Fifty thousand each',
        verdict: 'rule-violation',
        code: 'RV',
        flags: ['leak'],
        message: 'Right number, but no child process was started; at least 4 are asked for.',
        expected: '200000',
        got: '200000',
        wallMs: 2,
        peakBytes: 12 * MIB,
        processes: processes([]),
      }),
      ...FULL_PASSED.slice(1),
    ]),
    finished('rule-violation', 'The number is right, but no child process was started.', { flags: ['leak'] }),
  ],
  exploring: [
    ...started('full'),
    COMPILED,
    ...tests('samples', SAMPLES),
    ...tests('full-scale', FULL_PASSED),
    ...EXPLORING,
  ],
  race: [
    ...started('full'),
    COMPILED,
    ...tests('samples', SAMPLES),
    ...tests('full-scale', FULL_PASSED),
    ...RACED,
    finished('race', FOUND.race.sentence),
  ],
  deadlock: [
    ...started('full'),
    COMPILED,
    ...tests('samples', SAMPLES),
    ...tests('full-scale', FULL_PASSED),
    ...DEADLOCKED,
    finished('deadlock', FOUND.deadlock.sentence),
  ],
  feeder: [
    ...started('full'),
    COMPILED,
    ...tests('samples', SAMPLES),
    ...tests('full-scale', FULL_PASSED),
    ...UNFLUSHED,
    finished('race', FOUND.feeder.sentence),
  ],
  restarted: [
    ...started('full'),
    COMPILED,
    ...tests('samples', SAMPLES).slice(0, 3),
    { kind: 'restarted', reason: 'grader-lost' },
    { kind: 'queued', place: 1 },
  ],
  own: [
    { kind: 'queued', place: 1 },
    {
      kind: 'started',
      attempt: 1,
      phases: [
        { phase: 'compile', tests: 0 },
        { phase: 'own', tests: 1 },
        { phase: 'explore', tests: 1 },
      ],
    },
    { kind: 'phase', phase: 'compile', status: 'running', wallMs: null },
    COMPILED,
    ...tests('own', [
      test('own', 'count(3, 2)', {
        group: 'own',
        expected: null,
        got: '6',
        processes: processes([4, 5, 3]),
        output: [
          { process: 'main', stream: 'stdout', text: 'starting 3 workers\n', truncated: false },
          { process: 'Process-1', stream: 'stdout', text: 'step 1\nstep 2\n', truncated: false },
          {
            process: 'Process-1',
            stream: 'stderr',
            text: 'Traceback (most recent call last):\n  File "/box/solution.py", line 7, in work\n    seen = counter.value\nUserWarning: late\n',
            truncated: false,
          },
        ],
      }),
    ]),
    ...OWN_EXPLORED,
    finished('accepted', 'count(3, 2) returned 6. That comes out of 1,680 of the 16,800 interleavings.'),
  ],
  samples: [
    ...started('samples'),
    COMPILED,
    ...tests('samples', SAMPLES),
    finished('accepted', 'All 3 samples passed.', { claim: { kind: 'sampled', schedules: '3', reason: null } }),
  ],
};
