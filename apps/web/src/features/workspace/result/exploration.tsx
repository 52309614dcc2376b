/** Exploration in the result pane: how far it is, at once; what it found, as soon as its code is loaded. */
import type { ExplorationProgress, SubmissionId, SubmissionMode } from '@lockstep/protocol';
import { Suspense } from 'react';
import { formatCount } from '../../../shared/format.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { lazyPart } from '../../../shared/ui/lazy-part.ts';
import { Skeleton } from '../../../shared/ui/states.tsx';
import { EXPLORATION } from '../messages.ts';
import { MissingPart } from './missing-part.tsx';
import type { PanelState } from './panel-state.ts';

const Details = lazyPart(() => import('./finding/exploration-details.tsx'), MissingPart);
const OwnResult = lazyPart(() => import('../own/own-result.tsx'), MissingPart);

export function ExplorationResult(props: {
  readonly slug: string;
  readonly id: SubmissionId;
  readonly mode: SubmissionMode;
  readonly panel: PanelState;
  readonly onGoToLine: (line: number) => void;
  readonly onShowLine: (line: number | null) => void;
}) {
  const { exploring, scopes, findings, tests } = props.panel;
  const own = props.mode === 'own';
  const shown = own ? findings.length : scopes.length + findings.length;
  return (
    <>
      {exploring === null ? null : <Exploring progress={exploring} />}
      <p className="sr" role="status">
        {exploring === null ? '' : spoken(exploring)}
      </p>
      {own && tests.length > 0 ? (
        <Suspense fallback={<Skeleton lines={4} className="skeleton-result" />}>
          <OwnResult {...props} />
        </Suspense>
      ) : null}
      {shown === 0 ? null : (
        <Suspense fallback={<Skeleton lines={4} className="skeleton-result" />}>
          {/* Of a call of one's own nobody says which results are right: its outcomes are told above. */}
          <Details {...props} panel={own ? { ...props.panel, scopes: [] } : props.panel} />
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
      {scopes === 1 ? null : <ScopesBar scope={scope} scopes={scopes} />}
      <dl>
        <dt>{EXPLORATION.states}</dt>
        <dd>{formatCount(states)}</dd>
        <dt>{EXPLORATION.interleavings}</dt>
        <dd>{interleavings === '0' ? EXPLORATION.notYet : formatCount(interleavings)}</dd>
      </dl>
    </div>
  );
}

/** One piece for each call: explored, being explored, to come. */
function ScopesBar({ scope, scopes }: { readonly scope: number; readonly scopes: number }) {
  return (
    <div
      className="exploring-bar"
      role="progressbar"
      aria-label={EXPLORATION.bar}
      aria-valuemin={0}
      aria-valuemax={scopes}
      aria-valuenow={scope}
      aria-valuetext={EXPLORATION.explored(scope, scopes)}
    >
      {Array.from({ length: scopes }, (_, at) => ({ key: `scope-${at}`, at })).map(({ key, at }) => (
        <i key={key} className={at < scope ? 'scope-done' : at === scope ? 'scope-now' : undefined} />
      ))}
    </div>
  );
}

/** What a screen reader hears: a figure only when it has grown tenfold, not each time that it changes. */
export function spoken({ scope, scopes, call, states }: ExplorationProgress): string {
  const tenfold = 10 ** (String(states).length - 1);
  const words = states < 1000 ? '' : ` ${EXPLORATION.moreThan(formatCount(tenfold))}`;
  return `${EXPLORATION.exploring(scope + 1, scopes)} ${call}.${words}`;
}
