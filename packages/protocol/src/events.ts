/**
 * The events of a submission, as its candidate gets them: numbered from 1 without gaps, stored, then streamed.
 * A judging that is repeated (a grader died, our own fault) goes on in the same numbering with a `restarted` event;
 * what came before it is void. The last one, which comes exactly once, is `finished` or `cancelled`.
 */
import { z } from 'zod';
import { ExplorationProgress, Finding } from './finding.ts';
import { Phase, ScopeReport, TestView, Timing } from './report.ts';
import { Claim, Verdict, VerdictCode } from './verdict.ts';

export const CompileErrorView = z.object({
  type: z.string(),
  message: z.string(),
  line: z.int().nullable(),
  traceback: z.string(),
});

export const SubmissionEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('queued'), place: z.int().min(1) }),
  /** Judging begins. `phases` lists what will run, with the number of tests of each. */
  z.object({
    kind: z.literal('started'),
    attempt: z.int().min(1),
    phases: z.array(z.object({ phase: Phase, tests: z.int().min(0) })),
  }),
  z.object({ kind: z.literal('restarted'), reason: z.enum(['grader-lost', 'judge-error']) }),
  z.object({
    kind: z.literal('phase'),
    phase: Phase,
    status: z.enum(['running', 'passed', 'failed', 'skipped']),
    wallMs: z.number().nullable(),
  }),
  z.object({ kind: z.literal('test'), phase: Phase, index: z.int().min(0), total: z.int().min(1), test: TestView }),
  /** How far the exploration of a scope is; a later one replaces it. */
  z.object({ kind: z.literal('explore'), progress: ExplorationProgress }),
  z.object({ kind: z.literal('scope'), index: z.int().min(0), total: z.int().min(1), scope: ScopeReport }),
  z.object({ kind: z.literal('finding'), finding: Finding }),
  z.object({
    kind: z.literal('finished'),
    verdict: Verdict,
    code: VerdictCode,
    claim: Claim.nullable(),
    flags: z.array(Verdict),
    sentence: z.string(),
    compileError: CompileErrorView.nullable(),
    timing: Timing,
  }),
  /** The candidate no longer wanted it: there is no verdict. */
  z.object({ kind: z.literal('cancelled') }),
]);

export type SubmissionEvent = z.infer<typeof SubmissionEvent>;

/** Whether nothing comes after this event. */
export function isLastEvent({ kind }: SubmissionEvent): boolean {
  return kind === 'finished' || kind === 'cancelled';
}

export const NumberedEvent = z.object({ seq: z.int().min(1), at: z.iso.datetime(), event: SubmissionEvent });
export type NumberedEvent = z.infer<typeof NumberedEvent>;
