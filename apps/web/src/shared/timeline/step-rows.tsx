/**
 * The rows of a timeline. Each says everything in words: who, what, where, and what is special about it. A row is drawn
 * again only when something about itself changes, so that a step through a long schedule costs two rows.
 */
import type { Trace } from '@lockstep/protocol';
import { type CSSProperties, memo } from 'react';
import { Icon } from '../ui/icon.tsx';
import { briefWords, columnWords } from './brief-words.ts';
import { WORDS_FROM } from './columns.ts';
import { changeWords, TIMELINE } from './messages.ts';
import { laneOf, nameOf, preempted } from './names.ts';

/** What a step is among those that made the schedule fail. `between`: it only lies among them. */
export type Part = 'none' | 'between' | 'conflict' | 'unordered';

export const StepRow = memo(function StepRow(props: {
  readonly trace: Trace;
  readonly index: number;
  readonly current: boolean;
  readonly part: Part;
  /** How the words stand in the column of the lane at `x`; null: right of all lanes. */
  readonly words: 'full' | 'brief' | null;
  readonly x: number;
  readonly onSelect: (index: number) => void;
  /** Null where the code stands beside the rows anyway. */
  readonly onGoToLine: ((line: number) => void) | null;
}) {
  const { trace, index, current, part, words, onGoToLine } = props;
  const step = trace.steps[index];
  if (step === undefined) return null;
  const before = trace.steps[index - 1];
  const name = TIMELINE.actor(nameOf(trace, step.actor.process), step.actor.feeder);
  const again = before?.actor.process === step.actor.process && before.actor.feeder === step.actor.feeder;
  // Whether a lock is free or held is seen beside its lane.
  const change = step.kind === 'acquire' || step.kind === 'release' ? null : changeWords(step);
  const { line } = step;
  const classes = ['step-row', step.preemption ? 'step-preempts' : '', PARTS[part], current ? 'step-now' : ''];
  const shared = {
    className: classes.filter(Boolean).join(' '),
    'aria-current': current ? ('step' as const) : undefined,
  };
  const flags = [
    ...(step.preemption
      ? [
          {
            name: TIMELINE.switched,
            title: TIMELINE.switchedFrom(preempted(trace, index)),
            icon: 'arrow',
            bad: false,
          } as const,
        ]
      : []),
    ...(part === 'unordered'
      ? [{ name: TIMELINE.unordered, title: TIMELINE.unordered, icon: 'race', bad: true } as const]
      : []),
  ];
  if (words !== null) {
    const shown = words === 'brief' ? briefWords(step) : columnWords(step);
    const whole = shown === step.text;
    // What is seen is in it word for word, so that one can ask for it by voice.
    const said = [
      `${index + 1}: ${name} ${step.text}${change === null ? '' : ` ${change}`}`,
      ...(whole ? [] : [shown]),
      ...(line === null ? [] : [TIMELINE.line(line)]),
      ...flags.map((flag) => flag.name),
    ];
    return (
      <li {...shared} style={columnStyle(props.x)}>
        <button
          type="button"
          className="step-pick"
          tabIndex={-1}
          // Not hidden texts: a browser that clips hundreds of them is slow.
          aria-label={said.join(', ')}
          onClick={() => props.onSelect(index)}
        >
          <span className="step-number" data-number={index + 1} />
          <span className="step-words">
            <span>{shown}</span>
            {change === null || !whole ? null : <code> {change}</code>}
          </span>
          {flags.map(({ title, icon, bad }) => (
            <span key={icon} className={bad ? 'step-flag step-flag-bad' : 'step-flag'} title={title}>
              <Icon name={icon} small />
            </span>
          ))}
        </button>
      </li>
    );
  }
  return (
    <li {...shared}>
      <button type="button" className="step-pick" tabIndex={-1} onClick={() => props.onSelect(index)}>
        <span className="step-number">{index + 1}</span>
        <span className="step-words">
          <b className={again ? 'sr' : `step-who ${laneOf(trace, step.actor.process)}`}>{name} </b>
          <span>{step.text}</span>
          {change === null ? null : <code> {change}</code>}
        </span>
        {flags.map((flag) => (
          <span key={flag.icon} className={flag.bad ? 'step-flag step-flag-bad' : 'step-flag'} title={flag.title}>
            <Icon name={flag.icon} small />
            <span>{flag.name}</span>
          </span>
        ))}
      </button>
      {line === null || onGoToLine === null ? null : (
        <button
          type="button"
          className="step-line"
          tabIndex={current ? 0 : -1}
          title={TIMELINE.goToLine(line)}
          onClick={() => onGoToLine(line)}
        >
          {TIMELINE.line(line)}
        </button>
      )}
    </li>
  );
});

const PARTS: Readonly<Record<Part, string>> = {
  none: '',
  between: 'step-between',
  conflict: 'step-between step-conflict',
  unordered: 'step-between step-conflict',
};

function columnStyle(x: number): CSSProperties {
  return { '--words': `${x + WORDS_FROM}px` } as CSSProperties;
}

export const FoldRow = memo(function FoldRow(props: {
  readonly trace: Trace;
  readonly of: 'run' | 'others';
  readonly from: number;
  readonly to: number;
  readonly current: boolean;
  readonly part: Part;
  readonly onOpen: (from: number) => void;
}) {
  const { trace, of, from, to } = props;
  const count = to - from;
  const classes = [
    'step-row step-fold',
    of === 'others' ? 'step-others' : '',
    PARTS[props.part],
    props.current ? 'step-now' : '',
  ];
  return (
    <li className={classes.filter(Boolean).join(' ')} aria-current={props.current ? 'step' : undefined}>
      <button type="button" className="step-pick" onClick={() => props.onOpen(from)}>
        <span className="step-number">⋮</span>
        <span className="step-words">
          {of === 'others'
            ? TIMELINE.foldOthers(count)
            : TIMELINE.fold(nameOf(trace, trace.steps[from]?.actor.process ?? ''), count)}
        </span>
        <Icon name="down" small />
      </button>
    </li>
  );
});

export const EndRow = memo(function EndRow(props: { readonly trace: Trace; readonly words: 'full' | 'brief' | null }) {
  const { trace, words } = props;
  const stuck = trace.waiting.length > 0;
  return (
    <li className={stuck ? 'step-row step-end step-stuck' : 'step-row step-end'}>
      <span className="step-pick">
        <span className="step-number" />
        <span className="step-words">
          <span className={words === 'brief' ? 'sr' : undefined}>{stuck ? TIMELINE.stuck : TIMELINE.ended} </span>
          <code>{trace.outcome}</code>
        </span>
      </span>
    </li>
  );
});
