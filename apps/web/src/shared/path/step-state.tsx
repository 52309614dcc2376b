/** How the visitor stands with a step of the path, as icon and word, and the link to it. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Icon, type IconName } from '../ui/icon.tsx';
import { STEP } from './messages.ts';
import type { PathStep, StepState } from './path-model.ts';
import './step-state.css';

export const STATE_ICONS: Readonly<Record<PathStep['kind'], Readonly<Record<StepState, IconName>>>> = {
  question: { done: 'check', tried: 'x', todo: 'circle' },
  exercise: { done: 'check', tried: 'half', todo: 'circle' },
};
export const KIND_ICONS: Readonly<Record<PathStep['kind'], IconName>> = { question: 'question', exercise: 'code' };

/** A wrong answer is a result; a tried exercise is one's own work under way. */
export function stateClass({ kind, state }: Pick<PathStep, 'kind' | 'state'>): string {
  return state === 'tried' && kind === 'question' ? 'state-wrong' : `state-${state}`;
}

export function StepStateMark({ step }: { readonly step: Pick<PathStep, 'kind' | 'state'> }) {
  return (
    <span className={`step-state ${stateClass(step)}`}>
      <Icon name={STATE_ICONS[step.kind][step.state]} small />
      {STEP.states[step.kind][step.state]}
    </span>
  );
}

export function StepLink(props: {
  readonly step: PathStep;
  readonly className: string;
  readonly label?: string;
  readonly shortcut?: string;
  /** Marks a row that J and K go to. */
  readonly row?: boolean;
  readonly children: ReactNode;
}) {
  const { step, className, children } = props;
  const shared = {
    params: { slug: step.item.slug },
    className,
    'aria-label': props.label,
    'aria-keyshortcuts': props.shortcut,
    'data-step': props.row ? step.item.slug : undefined,
  };
  return step.kind === 'question' ? (
    <Link to="/questions/$slug" {...shared}>
      {children}
    </Link>
  ) : (
    <Link to="/exercises/$slug" {...shared}>
      {children}
    </Link>
  );
}
