/** The schedule so far, in lanes. A step that is chosen there is gone back to. */
import type { Trace } from '@lockstep/protocol';
import { LaneNames, ROWS, TimelineRows } from '../../shared/timeline/timeline-rows.tsx';
import { useTimelineLayout } from '../../shared/timeline/use-timeline-layout.ts';
import { useLayoutMode } from '../../shared/ui/layout-mode.ts';
import { PLAY } from './messages.ts';

export function LanesPane(props: {
  readonly trace: Trace;
  readonly ended: boolean;
  /** The last step was just taken. */
  readonly fresh: boolean;
  /** Back to the position after so many steps. */
  readonly onBack: (steps: number) => void;
  readonly onGoToLine: (line: number) => void;
}) {
  const { trace, ended } = props;
  const sizes = useLayoutMode() === 'narrow' ? ROWS.narrow : ROWS.wide;
  // Nothing is wrong in a game that is under way, so no steps are marked.
  const { layout, open } = useTimelineLayout({ trace, crossing: null, ...sizes, unfinished: !ended });
  const last = trace.steps.length - 1;
  return (
    <section className="play-lanes" aria-label={PLAY.schedule}>
      <header className="play-head">
        <h2>{PLAY.schedule}</h2>
        <span className="small ink3">{last < 0 ? '' : PLAY.toStep}</span>
      </header>
      <LaneNames layout={layout} />
      {last < 0 ? (
        <p className="play-empty ink2">{PLAY.nothingYet}</p>
      ) : (
        <TimelineRows
          trace={trace}
          layout={layout}
          crossing={null}
          // At the end its row comes into view as well.
          at={ended ? last + 1 : last}
          fresh={props.fresh ? last : null}
          label={PLAY.scheduleSteps}
          onSelect={(step) => props.onBack(step + 1)}
          onOpenFold={open}
          onGoToLine={props.onGoToLine}
        />
      )}
    </section>
  );
}
