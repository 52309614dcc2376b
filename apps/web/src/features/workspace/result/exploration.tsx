/** What exploration found: how far it is, each explored call, and the failing schedule step by step beside a passing one. */
import type { ExplorationProgress, Finding, ScopeReport, Trace, TraceStep } from '@lockstep/protocol';
import { useState } from 'react';
import { formatCount, formatMs } from '../../../shared/format.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { VERDICT_FACES } from '../../../shared/ui/verdict.tsx';
import { EXPLORATION } from '../messages.ts';
import { laneClass } from './cpu-bar.tsx';
import type { PanelState } from './panel-state.ts';

export function ExplorationResult(props: { readonly panel: PanelState; readonly onGoToLine: (line: number) => void }) {
  const { exploring, scopes, findings } = props.panel;
  return (
    <>
      <div role="status">{exploring === null ? null : <Exploring progress={exploring} />}</div>
      {findings.map((finding) => (
        <FindingCard key={finding.verdict} finding={finding} onGoToLine={props.onGoToLine} />
      ))}
      {scopes.length === 0 ? null : <Scopes scopes={scopes} />}
    </>
  );
}

function Exploring({ progress }: { readonly progress: ExplorationProgress }) {
  const { scope, scopes, call, states, interleavings } = progress;
  return (
    <p className="strip strip-quiet exploring">
      <Icon name="half" small />
      <span>
        {EXPLORATION.exploring(scope + 1, scopes)} <code>{call}</code>
      </span>
      <span className="spring" />
      <span className="number">
        {EXPLORATION.states(formatCount(String(states)))}
        {interleavings === '0' ? '' : `, ${EXPLORATION.interleavings(formatCount(interleavings))}`}
      </span>
    </p>
  );
}

function Scopes({ scopes }: { readonly scopes: readonly ScopeReport[] }) {
  return (
    <section className="tests" aria-label={EXPLORATION.title}>
      <header>
        <h3>{EXPLORATION.title}</h3>
        <span className="small ink3">{EXPLORATION.note}</span>
      </header>
      <table className="tests-table scopes">
        <thead>
          <tr>
            <th scope="col">{EXPLORATION.columns.call}</th>
            <th scope="col">{EXPLORATION.columns.verdict}</th>
            <th scope="col">{EXPLORATION.columns.outcomes}</th>
            <th scope="col" className="number">
              {EXPLORATION.columns.interleavings}
            </th>
            <th scope="col" className="number">
              {EXPLORATION.columns.time}
            </th>
          </tr>
        </thead>
        <tbody>
          {scopes.map((scope) => (
            <tr key={scope.name}>
              <th scope="row">
                <code>{scope.call}</code>
              </th>
              <td>
                <span className={`tone-${VERDICT_FACES[scope.verdict].tone}`}>
                  <Icon name={VERDICT_FACES[scope.verdict].icon} small /> {VERDICT_FACES[scope.verdict].word}
                </span>
              </td>
              <td>{scope.outcomes.length === 0 ? scope.message : <Outcomes scope={scope} />}</td>
              <td className="number">{coverageWords(scope)}</td>
              <td className="number">{formatMs(scope.wallMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Outcomes({ scope }: { readonly scope: ScopeReport }) {
  return (
    <ul className="outcomes">
      {scope.outcomes.map(({ text, right, interleavings }) => (
        <li key={text}>
          <Icon name={right ? 'check' : 'x'} small />
          <span className="sr">{right ? EXPLORATION.right : EXPLORATION.wrong}: </span>
          <code>{text}</code>
          {interleavings === null ? null : <span className="small ink3"> {formatCount(interleavings)}</span>}
        </li>
      ))}
    </ul>
  );
}

function coverageWords({ coverage }: ScopeReport): string {
  switch (coverage?.kind) {
    case 'exhaustive':
      return formatCount(coverage.interleavings);
    case 'bounded':
      return EXPLORATION.bounded(coverage.preemptions);
    case 'sampled':
      return EXPLORATION.sampled(formatCount(coverage.schedules));
    case undefined:
      return EXPLORATION.unexplored;
  }
}

function FindingCard(props: { readonly finding: Finding; readonly onGoToLine: (line: number) => void }) {
  const { finding, onGoToLine } = props;
  const [shown, setShown] = useState<'failing' | 'passing'>('failing');
  const trace = shown === 'passing' && finding.passing !== null ? finding.passing : finding.failing;
  return (
    <section className="finding" aria-label={EXPLORATION.finding(VERDICT_FACES[finding.verdict].word, finding.call)}>
      <header>
        <h3>
          {VERDICT_FACES[finding.verdict].word}: <code>{finding.call}</code>
        </h3>
      </header>
      <p className="finding-sentence">{finding.sentence}</p>
      <dl className="finding-values">
        {finding.expected === null ? null : (
          <>
            <dt>{EXPLORATION.expected}</dt>
            <dd>
              <code>{finding.expected}</code>
            </dd>
          </>
        )}
        <dt>{EXPLORATION.got}</dt>
        <dd>
          <code>{trace.outcome}</code>
        </dd>
      </dl>
      {finding.passing === null ? null : (
        <div className="finding-switch">
          {(['failing', 'passing'] as const).map((which) => (
            <button
              key={which}
              type="button"
              className="button small"
              aria-pressed={shown === which}
              onClick={() => setShown(which)}
            >
              {EXPLORATION.schedules[which]}
            </button>
          ))}
        </div>
      )}
      <Steps
        trace={trace}
        marked={shown === 'failing' ? finding.unordered : []}
        label={EXPLORATION.schedules[shown]}
        onGoToLine={onGoToLine}
      />
    </section>
  );
}

function Steps(props: {
  readonly trace: Trace;
  /** Steps that nothing ordered. */
  readonly marked: readonly number[];
  readonly label: string;
  readonly onGoToLine: (line: number) => void;
}) {
  const { trace, marked } = props;
  const laneOf = (path: string): number =>
    Math.max(
      0,
      trace.processes.findIndex((process) => process.path === path),
    );
  const nameOf = (path: string): string => trace.processes[laneOf(path)]?.name ?? path;
  return (
    <>
      <ol className="steps" aria-label={props.label}>
        {numbered(trace.steps).map(({ step, index }) => (
          <li key={index} className={marked.includes(index) ? 'step step-marked' : 'step'}>
            <span className={`step-lane ${laneClass(laneOf(step.actor.process))}`}>
              {nameOf(step.actor.process)}
              {step.actor.feeder ? ` ${EXPLORATION.feeder}` : ''}
            </span>
            <span className="step-text">
              {marked.includes(index) ? <strong className="step-mark">{EXPLORATION.unordered} </strong> : null}
              {step.preemption ? <span className="step-switch">{EXPLORATION.switched} </span> : null}
              {step.text}
              <Change step={step} />
            </span>
            {step.line === null ? null : (
              <button type="button" className="link small" onClick={() => props.onGoToLine(step.line ?? 1)}>
                {EXPLORATION.line(step.line)}
              </button>
            )}
          </li>
        ))}
      </ol>
      {trace.waiting.length === 0 ? null : (
        <ul className="waiting" aria-label={EXPLORATION.waiting}>
          {trace.waiting.map(({ process, text, heldBy }) => (
            <li key={process}>
              <span className={`step-lane ${laneClass(laneOf(process))}`}>{nameOf(process)}</span> {text}
              {heldBy.length === 0 ? '' : ` (${EXPLORATION.heldBy(heldBy.map(nameOf).join(', '))})`}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Steps have no other identity than their place. */
function numbered(steps: readonly TraceStep[]): { readonly step: TraceStep; readonly index: number }[] {
  return steps.map((step, index) => ({ step, index }));
}

function Change({ step }: { readonly step: TraceStep }) {
  if (step.before === null || step.after === null || step.before === step.after) return null;
  return (
    <code className="step-change">
      {step.object}: {step.before} → {step.after}
    </code>
  );
}
