/** Exploration in the result pane: how far it is, at once; what it found, as soon as its code is loaded. */
import type { ExplorationProgress, SubmissionId } from '@lockstep/protocol';
import { lazy, Suspense } from 'react';
import { formatCount } from '../../../shared/format.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { Skeleton } from '../../../shared/ui/states.tsx';
import { EXPLORATION } from '../messages.ts';
import type { PanelState } from './panel-state.ts';

const Details = lazy(() => import('./finding/exploration-details.tsx'));

export function ExplorationResult(props: {
  readonly slug: string;
  readonly id: SubmissionId;
  readonly panel: PanelState;
  readonly onGoToLine: (line: number) => void;
  readonly onShowLine: (line: number | null) => void;
}) {
  const { exploring, scopes, findings } = props.panel;
  return (
    <>
      {exploring === null ? null : <Exploring progress={exploring} />}
      <p className="sr" role="status">
        {exploring === null ? '' : spoken(exploring)}
      </p>
      {scopes.length + findings.length === 0 ? null : (
        <Suspense fallback={<Skeleton lines={4} className="skeleton-result" />}>
          <Details {...props} />
        </Suspense>
      )}
    </>
  );
}

/** Each figure has its place, so that nothing moves while they grow. */
function Exploring({ progress }: { readonly progress: ExplorationProgress }) {
  const { scope, scopes, call, states, interleavings } = progress;
  return (
    <div className="exploring">
      <p>
        <Icon name="half" small />
        <span>{EXPLORATION.exploring(scope + 1, scopes)}</span>
        <code>{call}</code>
      </p>
      <dl>
        <dt>{EXPLORATION.states}</dt>
        <dd>{formatCount(states)}</dd>
        <dt>{EXPLORATION.interleavings}</dt>
        <dd>{interleavings === '0' ? EXPLORATION.notYet : formatCount(interleavings)}</dd>
      </dl>
    </div>
  );
}

/** What a screen reader hears: a figure only when it has grown tenfold, not each time that it changes. */
export function spoken({ scope, scopes, call, states }: ExplorationProgress): string {
  const tenfold = 10 ** (String(states).length - 1);
  const words = states < 1000 ? '' : ` ${EXPLORATION.moreThan(formatCount(tenfold))}`;
  return `${EXPLORATION.exploring(scope + 1, scopes)} ${call}.${words}`;
}
