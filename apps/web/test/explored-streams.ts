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
