/** Events of explored submissions: a race with its schedules, a deadlock, an exploration under way. */
import type { Finding, ScopeReport, SubmissionEvent, Trace, TraceStep } from '@lockstep/protocol';

const PROCESSES = [
  { path: '0', name: 'main' },
  { path: '0.0', name: 'Process-1' },
  { path: '0.1', name: 'Process-2' },
];

function step(process: string, text: string, change: Partial<TraceStep> = {}): TraceStep {
  return {
    actor: { process, feeder: false },
    kind: 'read',
    object: 'counter',
    objectName: '0#1',
    text,
    before: '0',
    after: '0',
    result: null,
    line: 7,
    preemption: false,
    held: [],
    ...change,
  };
}

const FAILING: Trace = {
  schedule: '1;0*2,0.1,0.0*2,0.1;9f2c01ab',
  processes: PROCESSES,
  steps: [
    step('0', 'starts Process-1', {
      object: 'Process-1',
      objectName: 'process 0.0',
      before: null,
      after: null,
      line: 13,
    }),
    step('0', 'starts Process-2', {
      object: 'Process-2',
      objectName: 'process 0.1',
      before: null,
      after: null,
      line: 13,
    }),
    step('0.1', 'reads counter: 0', { result: '["0"]' }),
    step('0.0', 'reads counter: 0', { result: '["0"]', preemption: true }),
    step('0.0', 'writes counter: 1', { after: '1' }),
    step('0.1', 'writes counter: 1', { before: '1', after: '1' }),
    step('0', 'reads counter: 1', { before: '1', after: '1', line: 16 }),
  ],
  preemptions: 1,
  waiting: [],
  outcome: 'returned 1',
};

const RACE: Finding = {
  verdict: 'race',
  call: 'count(2, 1)',
  pattern: 'lost-update',
  sentence:
    'Process-2 read counter, Process-1 changed it, and then Process-2 wrote what it had made of the old value: the change of Process-1 was lost.',
  expected: '2',
  got: 'returned 1',
  unordered: [4, 5],
  failing: FAILING,
  passing: { ...FAILING, steps: FAILING.steps.slice(0, 3), preemptions: 0, outcome: 'returned 2' },
};

const DEADLOCK: Finding = {
  ...RACE,
  verdict: 'deadlock',
  pattern: 'lock-order',
  sentence: 'Process-1 waits for right, which Process-2 holds; Process-2 waits for left, which Process-1 holds.',
  got: 'never ends',
  unordered: [],
  failing: {
    ...FAILING,
    outcome: 'never ends',
    waiting: [
      { process: '0.0', text: 'waits for right', object: 'right', line: 6, heldBy: ['0.1'] },
      { process: '0.1', text: 'waits for left', object: 'left', line: 6, heldBy: ['0.0'] },
    ],
  },
};

function scope(verdict: 'accepted' | 'race' | 'deadlock', outcomes: ScopeReport['outcomes']): ScopeReport {
  return {
    name: 'small',
    call: 'count(2, 1)',
    verdict,
    code: verdict === 'accepted' ? 'AC' : verdict === 'race' ? 'RC' : 'DL',
    flags: [],
    message: '',
    coverage: {
      kind: 'exhaustive',
      interleavings: '1724235',
      states: 1_576,
      merged: false,
      loops: false,
      reduced: false,
    },
    states: 1_576,
    histories: 83,
    outcomes,
    wallMs: 184,
  };
}

const RUNNING: SubmissionEvent = { kind: 'phase', phase: 'explore', status: 'running', wallMs: null };
const FAILED: SubmissionEvent = { kind: 'phase', phase: 'explore', status: 'failed', wallMs: 200 };

export const EXPLORING: readonly SubmissionEvent[] = [
  RUNNING,
  {
    kind: 'explore',
    progress: { scope: 0, scopes: 2, call: 'count(2, 1)', states: 40_960, interleavings: '684', executors: 83 },
  },
];

export const RACED: readonly SubmissionEvent[] = [
  ...EXPLORING,
  {
    kind: 'scope',
    index: 0,
    total: 1,
    scope: scope('race', [
      { text: 'returned 2', right: true, interleavings: '960000' },
      { text: 'returned 1', right: false, interleavings: '764235' },
    ]),
  },
  { kind: 'finding', finding: RACE },
  FAILED,
];

export const DEADLOCKED: readonly SubmissionEvent[] = [
  ...EXPLORING,
  {
    kind: 'scope',
    index: 0,
    total: 1,
    scope: scope('deadlock', [{ text: 'never ends', right: false, interleavings: null }]),
  },
  { kind: 'finding', finding: DEADLOCK },
  FAILED,
];
