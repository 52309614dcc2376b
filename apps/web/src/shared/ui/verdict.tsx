/** How verdicts look and what they are called. A chip is icon, word, code; its tone comes third. */
import type { Claim, Verdict, VerdictCode } from '@lockstep/protocol';
import { Icon, type IconName } from './icon.tsx';
import { CLAIM, VERDICT_WORDS } from './messages.ts';

export type Tone = 'good' | 'bad' | 'warn' | 'calm';

interface Face {
  readonly code: VerdictCode;
  readonly icon: IconName;
  readonly tone: Tone;
  readonly word: string;
  /** In a running sentence or a list of usual failures. */
  readonly lower: string;
}

const LOOKS: Readonly<Record<Verdict, Omit<Face, 'word' | 'lower'>>> = {
  accepted: { code: 'AC', icon: 'check', tone: 'good' },
  'wrong-answer': { code: 'WA', icon: 'x', tone: 'bad' },
  race: { code: 'RC', icon: 'race', tone: 'bad' },
  deadlock: { code: 'DL', icon: 'deadlock', tone: 'bad' },
  'runtime-error': { code: 'RE', icon: 'error', tone: 'bad' },
  'time-limit': { code: 'TLE', icon: 'clock', tone: 'warn' },
  'memory-limit': { code: 'MLE', icon: 'memory', tone: 'warn' },
  'output-limit': { code: 'OLE', icon: 'output', tone: 'warn' },
  'process-limit': { code: 'PLE', icon: 'fork', tone: 'warn' },
  leak: { code: 'LK', icon: 'leak', tone: 'warn' },
  'rule-violation': { code: 'RV', icon: 'rule', tone: 'warn' },
  'sandbox-violation': { code: 'SV', icon: 'ban', tone: 'warn' },
  'compile-error': { code: 'CE', icon: 'parse', tone: 'warn' },
  'judge-error': { code: 'JE', icon: 'shield', tone: 'calm' },
};

const faceOf = (verdict: Verdict): Face => ({ ...LOOKS[verdict], ...VERDICT_WORDS[verdict] });

export const VERDICT_FACES: Readonly<Record<Verdict, Face>> = {
  accepted: faceOf('accepted'),
  'wrong-answer': faceOf('wrong-answer'),
  race: faceOf('race'),
  deadlock: faceOf('deadlock'),
  'runtime-error': faceOf('runtime-error'),
  'time-limit': faceOf('time-limit'),
  'memory-limit': faceOf('memory-limit'),
  'output-limit': faceOf('output-limit'),
  'process-limit': faceOf('process-limit'),
  leak: faceOf('leak'),
  'rule-violation': faceOf('rule-violation'),
  'sandbox-violation': faceOf('sandbox-violation'),
  'compile-error': faceOf('compile-error'),
  'judge-error': faceOf('judge-error'),
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
      return { head: CLAIM.exhaustive, text: CLAIM.allInterleavings(claim.interleavings, claim.reduced) };
    case 'bounded':
      return { head: CLAIM.bounded, text: CLAIM.upToPreemptions(claim.preemptions) };
    case 'sampled':
      return { head: CLAIM.sampled, text: CLAIM.noProof(claim.schedules, claim.reason) };
    default:
      return claim satisfies never;
  }
}
