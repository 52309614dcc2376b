/** What a screen reader hears when judging begins and ends. Pure. */
import { VERDICT_FACES } from '../../../shared/ui/verdict.tsx';
import { RESULT } from '../messages.ts';
import type { FollowState } from './follower.ts';

export function announcement(state: FollowState): string {
  if (state.kind !== 'shown') return '';
  const { cancelled, mode, panel } = state.submission;
  if (cancelled) return `${RESULT.cancelledTitle} ${RESULT.cancelledText}`;
  if (panel.stage.kind !== 'finished') return RESULT.judging;
  const { verdict, sentence } = panel.stage.result;
  const word = mode === 'own' && verdict === 'accepted' ? RESULT.ran : VERDICT_FACES[verdict].word;
  return `${word}. ${sentence}`;
}
