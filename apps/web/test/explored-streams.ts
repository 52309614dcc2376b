/** Events of the exploration of three solutions of locked-counter, with what the judge found in them. */
import { readFileSync } from 'node:fs';
import { Finding, ScopeReport, type SubmissionEvent } from '@lockstep/protocol';
import { z } from 'zod';

const Found = z.object({ sentence: z.string(), scopes: z.array(ScopeReport), findings: z.array(Finding).min(1) });
export type Found = z.infer<typeof Found>;

const read = (name: string): Found =>
  Found.parse(JSON.parse(readFileSync(new URL(`findings/${name}.json`, import.meta.url), 'utf8')));

export const FOUND = { race: read('race'), deadlock: read('deadlock'), feeder: read('queue') } as const;

const RUNNING: SubmissionEvent = { kind: 'phase', phase: 'explore', status: 'running', wallMs: null };

export const EXPLORING: readonly SubmissionEvent[] = [
  RUNNING,
  {
    kind: 'explore',
    progress: {
      scope: 0,
      scopes: 2,
      call: 'count(2, 2)',
      states: 40_960,
      interleavings: '9007199254740993',
      executors: 83,
    },
  },
];

function explored({ scopes, findings }: Found): SubmissionEvent[] {
  const total = scopes.length;
  return [
    ...EXPLORING,
    ...scopes.map((scope, index): SubmissionEvent => ({ kind: 'scope', index, total, scope })),
    ...findings.map((finding): SubmissionEvent => ({ kind: 'finding', finding })),
    { kind: 'phase', phase: 'explore', status: 'failed', wallMs: 1_600 },
  ];
}

export const RACED = explored(FOUND.race);
export const DEADLOCKED = explored(FOUND.deadlock);
export const UNFLUSHED = explored(FOUND.feeder);

/** A call of one's own: nobody says which outcomes are right. */
export const OWN_EXPLORED: readonly SubmissionEvent[] = [
  RUNNING,
  {
    kind: 'explore',
    progress: { scope: 0, scopes: 1, call: 'count(3, 2)', states: 1_024, interleavings: '0', executors: 12 },
  },
  {
    kind: 'scope',
    index: 0,
    total: 1,
    scope: {
      name: 'own',
      call: 'count(3, 2)',
      verdict: 'accepted',
      code: 'AC',
      flags: [],
      message: 'Three results are possible.',
      coverage: {
        kind: 'exhaustive',
        interleavings: '16800',
        states: 4_213,
        merged: false,
        loops: false,
        reduced: false,
      },
      states: 4_213,
      histories: 96,
      outcomes: [
        { text: 'returned 6', right: null, interleavings: '1680' },
        { text: 'returned 5', right: null, interleavings: '9072' },
        { text: 'returned 4', right: null, interleavings: '6048' },
      ],
      wallMs: 412,
    },
  },
  { kind: 'phase', phase: 'explore', status: 'passed', wallMs: 412 },
];
