/** The rows of a timeline. Each says everything in words: who, what, where, and what is special about it. */
import type { Trace } from '@lockstep/protocol';
import { Icon } from '../ui/icon.tsx';
import { changeWords, TIMELINE } from './messages.ts';
import { laneOf, nameOf, preempted } from './names.ts';

export function StepRow(props: {
  readonly trace: Trace;
  readonly index: number;
  readonly current: boolean;
  readonly unordered: boolean;
  readonly onSelect: (index: number) => void;
  readonly onGoToLine: (line: number) => void;
}) {
  const { trace, index, current, unordered } = props;
  const step = trace.steps[index];
  if (step === undefined) return null;
  const before = trace.steps[index - 1];
  const name = TIMELINE.actor(nameOf(trace, step.actor.process), step.actor.feeder);
  const again = before?.actor.process === step.actor.process && before.actor.feeder === step.actor.feeder;
  // Whether a lock is free or held is seen beside its lane.
  const change = step.kind === 'acquire' || step.kind === 'release' ? null : changeWords(step);
  const { line } = step;
  const classes = [
    'step-row',
    step.preemption ? 'step-preempts' : '',
    unordered ? 'step-unordered' : '',
    current ? 'step-now' : '',
  ];
  return (
    <li className={classes.filter(Boolean).join(' ')} aria-current={current ? 'step' : undefined}>
      <button type="button" className="step-pick" tabIndex={-1} onClick={() => props.onSelect(index)}>
        <span className="step-number">{index + 1}</span>
        <span className="step-words">
          <b className={again ? 'sr' : `step-who ${laneOf(trace, step.actor.process)}`}>{name} </b>
          <span>{step.text}</span>
          {change === null ? null : <code> {change}</code>}
        </span>
        {step.preemption ? (
          <span className="step-flag" title={TIMELINE.switchedFrom(preempted(trace, index))}>
            <Icon name="arrow" small />
            <span>{TIMELINE.switched}</span>
          </span>
        ) : null}
        {unordered ? (
          <span className="step-flag step-flag-bad">
            <Icon name="race" small />
            <span>{TIMELINE.unordered}</span>
          </span>
        ) : null}
      </button>
      {line === null ? null : (
        <button
          type="button"
          className="step-line"
          tabIndex={current ? 0 : -1}
          title={TIMELINE.goToLine(line)}
          onClick={() => props.onGoToLine(line)}
        >
          {TIMELINE.line(line)}
        </button>
      )}
    </li>
  );
}

export function FoldRow(props: {
  readonly trace: Trace;
  readonly from: number;
  readonly to: number;
  readonly onOpen: () => void;
}) {
  const { trace, from, to } = props;
  return (
    <li className="step-row step-fold">
      <button type="button" className="step-pick" onClick={props.onOpen}>
        <span className="step-number">⋮</span>
        <span className="step-words">
          {TIMELINE.fold(nameOf(trace, trace.steps[from]?.actor.process ?? ''), to - from)}
        </span>
        <Icon name="down" small />
      </button>
    </li>
  );
}

export function EndRow({ trace }: { readonly trace: Trace }) {
  const stuck = trace.waiting.length > 0;
  return (
    <li className={stuck ? 'step-row step-end step-stuck' : 'step-row step-end'}>
      <span className="step-pick">
        <span className="step-number" />
        <span className="step-words">
          {stuck ? TIMELINE.stuck : TIMELINE.ended} <code>{trace.outcome}</code>
        </span>
      </span>
    </li>
  );
}
