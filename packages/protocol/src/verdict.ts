/** Verdicts, their two-letter codes and the claim of an accepted one. A verdict is never a submission's state. */
import { z } from 'zod';

export const VERDICT_CODES = {
  accepted: 'AC',
  'wrong-answer': 'WA',
  race: 'RC',
  deadlock: 'DL',
  'runtime-error': 'RE',
  'time-limit': 'TLE',
  'memory-limit': 'MLE',
  'output-limit': 'OLE',
  'process-limit': 'PLE',
  leak: 'LK',
  'rule-violation': 'RV',
  'sandbox-violation': 'SV',
  'compile-error': 'CE',
  'judge-error': 'JE',
} as const;

export type Verdict = keyof typeof VERDICT_CODES;
export type VerdictCode = (typeof VERDICT_CODES)[Verdict];

export const VERDICTS = Object.keys(VERDICT_CODES) as [Verdict, ...Verdict[]];
export const Verdict = z.enum(VERDICTS);
export const VerdictCode = z.enum(Object.values(VERDICT_CODES) as [VerdictCode, ...VerdictCode[]]);

export function verdictCode(verdict: Verdict): VerdictCode {
  return VERDICT_CODES[verdict];
}

/**
 * What an accepted verdict stands for. Counts are decimal strings: numbers of interleavings outgrow 2^53.
 * `exhaustive`: all interleavings of every scope. `bounded`: all with at most that many preemptions.
 * `sampled`: only that many schedules were seen; the runs for real count as one schedule each.
 */
export const Claim = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('exhaustive'), interleavings: z.string().regex(/^\d+$/) }),
  z.object({
    kind: z.literal('bounded'),
    preemptions: z.int().min(0),
    interleavings: z.string().regex(/^\d+$/),
  }),
  z.object({ kind: z.literal('sampled'), schedules: z.string().regex(/^\d+$/) }),
]);
export type Claim = z.infer<typeof Claim>;
