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

const Digits = z.string().regex(/^\d+$/);

/**
 * What an accepted verdict stands for. Counts are decimal strings: numbers of interleavings outgrow 2^53.
 * `exhaustive`: all interleavings of every scope. `merged`: equal local states were taken for one, which the program's own
 * processes vouched for and samples confirmed. `loops`: ways that differ only in how often somebody looked in vain count
 * once. `reduced`: of those that differ only in the order of independent steps one was explored and counted. `bounded`: all with at most that many preemptions. `sampled`: only that many schedules were seen, those at
 * random and the runs for real; `reason` says why not more.
 */
export const Claim = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('exhaustive'),
    interleavings: Digits,
    states: z.int().min(0),
    merged: z.boolean(),
    loops: z.boolean(),
    reduced: z.boolean(),
  }),
  z.object({ kind: z.literal('bounded'), preemptions: z.int().min(0), states: z.int().min(0) }),
  z.object({ kind: z.literal('sampled'), schedules: Digits, reason: z.string().nullable() }),
]);
export type Claim = z.infer<typeof Claim>;
