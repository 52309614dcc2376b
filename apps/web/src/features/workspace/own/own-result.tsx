/** What a call of one's own gave: the value, which results are possible, output, processes. Loaded with the first. */
import type { ScopeReport, SubmissionId, TestView } from '@lockstep/protocol';
import { Link } from '@tanstack/react-router';
import { formatBytes, formatCount, formatMs } from '../../../shared/format.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { scroller } from '../../../shared/ui/scroller.ts';
import { ExceptionView } from '../result/exception-view.tsx';
import type { PanelState } from '../result/panel-state.ts';
import { RunOutput } from '../result/run/run-output.tsx';
import { RunProcesses } from '../result/run/run-processes.tsx';
import { OWN_RESULT } from './messages.ts';
import './own.css';
import { type OutcomeShare, outcomeShares } from './outcome-shares.ts';

export default function OwnResult(props: {
  readonly id: SubmissionId;
  readonly panel: Pick<PanelState, 'tests' | 'scopes' | 'stage'>;
  readonly onGoToLine: (line: number) => void;
}) {
  const { tests, scopes, stage } = props.panel;
  const test = tests[0]?.test;
  const scope = scopes[0];
  if (test === undefined) return null;
  return (
    <div className="own-result">
      <section className="tests" aria-label={OWN_RESULT.label}>
        <Value test={test} onGoToLine={props.onGoToLine} />
        <dl className="own-figures">
          <div>
            <dt>{OWN_RESULT.figures.wall}</dt>
            <dd>{formatMs(test.wallMs)}</dd>
          </div>
          <div>
            <dt>{OWN_RESULT.figures.cpu}</dt>
            <dd>{formatMs(test.cpuMs)}</dd>
          </div>
          <div>
            <dt>{OWN_RESULT.figures.peak}</dt>
            <dd>{formatBytes(test.peakBytes)}</dd>
          </div>
        </dl>
      </section>
      {scope === undefined ? null : (
        // What was learned is kept with the verdict.
        <Possible scope={scope} playable={stage.kind === 'finished' && scope.coverage !== null ? props.id : null} />
      )}
      <section className="tests own-run">
        <RunOutput test={test} onGoToLine={props.onGoToLine} />
        <RunProcesses test={test} />
      </section>
    </div>
  );
}

function Value(props: { readonly test: TestView; readonly onGoToLine: (line: number) => void }) {
  const { call, got, exception, message } = props.test;
  if (exception !== null) {
    return (
      <>
        <p className="own-said">
          <code>{call}</code> {OWN_RESULT.raised}
        </p>
        <ExceptionView exception={exception} onGoToLine={props.onGoToLine} />
      </>
    );
  }
  if (got === null) {
    return (
      <p className="own-said">
        <code>{call}</code> {message}
      </p>
    );
  }
  return (
    <>
      <p className="own-said">
        <code>{call}</code> {OWN_RESULT.returned}
      </p>
      <pre className="own-value" {...scroller(`${call} ${OWN_RESULT.returned}`)}>
        {got}
      </pre>
    </>
  );
}

function Possible({ scope, playable }: { readonly scope: ScopeReport; readonly playable: SubmissionId | null }) {
  const shares = outcomeShares(scope.outcomes);
  return (
    <section className="tests" aria-label={OWN_RESULT.outcomes}>
      <header className="own-possible-head">
        <h3>{OWN_RESULT.outcomes}</h3>
        <span className="spring" />
        {playable === null ? null : (
          <Link
            to="/submissions/$id/play/$scope"
            params={{ id: playable, scope: '0' }}
            className="button small"
            aria-label={OWN_RESULT.playCall(scope.call)}
          >
            <Icon name="play" small />
            {OWN_RESULT.play}
          </Link>
        )}
      </header>
      {shares.length === 0 ? (
        <p className="ink2">{scope.message}</p>
      ) : (
        <table className="own-outcomes">
          <thead className="sr">
            <tr>
              <th scope="col">{OWN_RESULT.columns.outcome}</th>
              <th scope="col">{OWN_RESULT.columns.share}</th>
              <th scope="col">{OWN_RESULT.columns.count}</th>
            </tr>
          </thead>
          <tbody>
            {shares.map((outcome) => (
              <Outcome key={outcome.text} outcome={outcome} />
            ))}
          </tbody>
        </table>
      )}
      {scope.coverage === null ? null : (
        <p className="small ink3">
          {OWN_RESULT.seen} {coverageWords(scope.coverage)} · {OWN_RESULT.states(formatCount(scope.states))} ·{' '}
          {formatMs(scope.wallMs)}
        </p>
      )}
    </section>
  );
}

function Outcome({ outcome: { text, share, interleavings } }: { readonly outcome: OutcomeShare }) {
  return (
    <tr>
      <th scope="row">
        <code>{text}</code>
      </th>
      <td>
        {share === null ? null : (
          <>
            <span className="own-share" aria-hidden="true">
              <i style={{ width: `${Math.max(100 * share, 1)}%` }} />
            </span>
            <span className="sr">{`${(100 * share).toFixed(1)} %`}</span>
          </>
        )}
      </td>
      <td className="number">{interleavings === null ? OWN_RESULT.notCounted : formatCount(interleavings)}</td>
    </tr>
  );
}

function coverageWords(coverage: NonNullable<ScopeReport['coverage']>): string {
  switch (coverage.kind) {
    case 'exhaustive':
      return OWN_RESULT.all(formatCount(coverage.interleavings), coverage.interleavings === '1');
    case 'bounded':
      return OWN_RESULT.bounded(coverage.preemptions);
    case 'sampled':
      return OWN_RESULT.sampled(formatCount(coverage.schedules));
    default:
      return coverage satisfies never;
  }
}
