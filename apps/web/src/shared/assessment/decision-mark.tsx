/** A decision as a mark: icon and word; its tone comes third. */
import type { Decision, OutcomeDecision } from '@lockstep/protocol';
import { Icon, type IconName } from '../ui/icon.tsx';
import { DECISIONS, OUTCOMES } from './messages.ts';

const DECISION_LOOKS: Readonly<Record<Decision, { readonly icon: IconName; readonly tone: string }>> = {
  'strong-no': { icon: 'x', tone: 'tone-bad' },
  no: { icon: 'down', tone: 'tone-bad' },
  yes: { icon: 'up', tone: 'tone-good' },
  'strong-yes': { icon: 'check', tone: 'tone-good' },
};

export function DecisionMark({ decision }: { readonly decision: Decision }) {
  const { icon, tone } = DECISION_LOOKS[decision];
  return (
    <span className={`chip ${tone}`}>
      <Icon name={icon} small />
      {DECISIONS[decision]}
    </span>
  );
}

const OUTCOME_LOOKS: Readonly<Record<OutcomeDecision, { readonly icon: IconName; readonly tone: string }>> = {
  advance: { icon: 'arrow', tone: 'tone-good' },
  hold: { icon: 'pause', tone: 'tone-warn' },
  decline: { icon: 'ban', tone: 'tone-bad' },
};

export function OutcomeMark({ decision }: { readonly decision: OutcomeDecision }) {
  const { icon, tone } = OUTCOME_LOOKS[decision];
  return (
    <span className={`chip ${tone}`}>
      <Icon name={icon} small />
      {OUTCOMES[decision]}
    </span>
  );
}
