/** A schedule that leads to an outcome, to step through. A chunk of its own, loaded when the first one is opened. */
import type { Trace } from '@lockstep/protocol';
import { useState } from 'react';
import { TIMELINE } from '../../shared/timeline/messages.ts';
import { Timeline } from '../../shared/timeline/timeline.tsx';
import { WaitingList } from '../../shared/timeline/waiting-list.tsx';
import { SOLUTION } from './messages.ts';
import type { ProgramLines } from './program-lines.ts';

export default function OutcomeTrace(props: {
  readonly trace: Trace;
  readonly label: string;
  readonly lines: ProgramLines;
}) {
  const { trace, lines } = props;
  const [line, setLine] = useState<number | null>(null);
  const show = (to: number | null): void => {
    setLine(to);
    lines.show(to);
  };
  const goTo = (to: number): void => {
    show(to);
    lines.goTo(to);
  };
  const code = line === null ? undefined : lines.text(line);
  return (
    <div className="trace">
      <p className="small ink3">{TIMELINE.summary(trace.steps.length, trace.preemptions)}</p>
      <Timeline trace={trace} crossing={null} startAt={0} label={props.label} onGoToLine={goTo} onShowLine={show} />
      {line === null || code === undefined ? null : (
        <p className="trace-line small">
          <span className="ink3">{SOLUTION.lineNow(line)}</span> <code>{code}</code>
        </p>
      )}
      <WaitingList trace={trace} level="h3" onGoToLine={goTo} />
    </div>
  );
}
