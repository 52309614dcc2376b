/** How the newest verification of a draft stands: icon and words, the tone comes third. */
import type { VerificationSummary } from '@lockstep/protocol';
import { Icon, type IconName } from '../../shared/ui/icon.tsx';
import type { Tone } from '../../shared/ui/verdict.tsx';
import { VERIFIED } from './messages.ts';

type Shown = Pick<VerificationSummary, 'state' | 'green' | 'upToDate' | 'counts'>;

export function VerificationChip({ verification }: { readonly verification: Shown | null }) {
  const { icon, tone, words } = faceOf(verification);
  const stale = verification !== null && !verification.upToDate && verification.state !== 'running';
  return (
    <span className={`chip tone-${stale ? 'calm' : tone}`}>
      <Icon name={icon} small />
      {stale ? VERIFIED.changed(words) : words}
    </span>
  );
}

function faceOf(verification: Shown | null): {
  readonly icon: IconName;
  readonly tone: Tone | 'now';
  readonly words: string;
} {
  if (verification === null) return { icon: 'circle', tone: 'calm', words: VERIFIED.never };
  const { state, green, counts } = verification;
  switch (state) {
    case 'running':
      return { icon: 'clock', tone: 'now', words: VERIFIED.running(counts.ended, counts.total) };
    case 'cancelled':
      return { icon: 'ban', tone: 'calm', words: VERIFIED.cancelled };
    case 'finished':
      return green
        ? { icon: 'check', tone: 'good', words: VERIFIED.green }
        : { icon: 'error', tone: 'bad', words: VERIFIED.open(counts.different + counts.survived + counts.judgeErrors) };
    default:
      return state satisfies never;
  }
}
