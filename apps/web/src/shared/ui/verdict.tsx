/** How verdicts look and what they are called. A chip is icon, word, code; its tone comes third. */
import type { Claim, Verdict, VerdictCode } from '@lockstep/protocol';
import { formatCount, plural } from '../format.ts';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'good' | 'bad' | 'warn' | 'calm';

interface Face {
  readonly code: VerdictCode;
  readonly icon: IconName;
  readonly word: string;
  /** In a running sentence or a list of usual failures. */
  readonly lower: string;
  readonly tone: Tone;
}

export const VERDICT_FACES: Readonly<Record<Verdict, Face>> = {
  accepted: { code: 'AC', icon: 'check', word: 'Accepted', lower: 'accepted', tone: 'good' },
  'wrong-answer': { code: 'WA', icon: 'x', word: 'Wrong answer', lower: 'wrong answer', tone: 'bad' },
  race: { code: 'RC', icon: 'race', word: 'Race', lower: 'race', tone: 'bad' },
  deadlock: { code: 'DL', icon: 'deadlock', word: 'Deadlock', lower: 'deadlock', tone: 'bad' },
  'runtime-error': { code: 'RE', icon: 'error', word: 'Runtime error', lower: 'error', tone: 'bad' },
  'time-limit': { code: 'TLE', icon: 'clock', word: 'Time limit', lower: 'time limit', tone: 'warn' },
  'memory-limit': { code: 'MLE', icon: 'memory', word: 'Memory limit', lower: 'memory limit', tone: 'warn' },
  'output-limit': { code: 'OLE', icon: 'output', word: 'Output limit', lower: 'output limit', tone: 'warn' },
  'process-limit': { code: 'PLE', icon: 'fork', word: 'Process limit', lower: 'process limit', tone: 'warn' },
  leak: { code: 'LK', icon: 'leak', word: 'Leak', lower: 'leak', tone: 'warn' },
  'rule-violation': { code: 'RV', icon: 'rule', word: 'Rule violation', lower: 'rule', tone: 'warn' },
  'sandbox-violation': { code: 'SV', icon: 'ban', word: 'Sandbox violation', lower: 'sandbox', tone: 'warn' },
  'compile-error': { code: 'CE', icon: 'parse', word: 'Does not compile', lower: 'does not compile', tone: 'warn' },
  'judge-error': { code: 'JE', icon: 'shield', word: 'Judge error', lower: 'judge error', tone: 'calm' },
};

const VERDICT_OF_CODE: ReadonlyMap<VerdictCode, Verdict> = new Map(
  (Object.entries(VERDICT_FACES) as [Verdict, Face][]).map(([verdict, face]) => [face.code, verdict]),
);

/** Total: the table above has every code. */
export function verdictOfCode(code: VerdictCode): Verdict {
  return VERDICT_OF_CODE.get(code) ?? 'judge-error';
}

export function VerdictChip({ verdict }: { readonly verdict: Verdict }) {
  const face = VERDICT_FACES[verdict];
  return (
    <span className={`chip tone-${face.tone}`} data-verdict={verdict}>
      <Icon name={face.icon} small />
      {face.word} <code>{face.code}</code>
    </span>
  );
}

/** What an accepted verdict stands for: a head word and a sentence. */
export function claimWords(claim: Claim): { readonly head: string; readonly text: string } {
  switch (claim.kind) {
    case 'exhaustive':
      return {
        head: 'Exhaustive.',
        text: `All ${formatCount(claim.interleavings)} interleavings of the small calls were explored, with no bound${claim.reduced ? '; those that differ only in the order of independent steps count once' : ''}.`,
      };
    case 'bounded':
      return {
        head: 'Bounded.',
        text: `All interleavings of the small calls with at most ${plural(claim.preemptions, 'preemption')} were explored.`,
      };
    case 'sampled':
      return {
        head: 'Sampled.',
        text: `${claim.schedules === '1' ? 'One schedule was' : `${formatCount(claim.schedules)} schedules were`} seen, so this is no proof. ${claim.reason ?? ''}`.trim(),
      };
    default:
      return claim satisfies never;
  }
}
