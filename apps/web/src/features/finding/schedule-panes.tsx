/** The schedule that fails, the one that passes, and who waits for whom: one pane each, and the tabs between them. */
import type { Finding, Trace } from '@lockstep/protocol';
import type { ReactNode, RefObject } from 'react';
import type { Crossing } from '../../shared/timeline/crossing.ts';
import { TIMELINE } from '../../shared/timeline/messages.ts';
import type { TimelineLayout } from '../../shared/timeline/timeline-layout.ts';
import { LaneNames, type ROWS, TimelineRows } from '../../shared/timeline/timeline-rows.tsx';
import { useTimelineLayout } from '../../shared/timeline/use-timeline-layout.ts';
import { WaitFigure } from '../../shared/timeline/wait-figure.tsx';
import { WaitingList } from '../../shared/timeline/waiting-list.tsx';
import { Icon, type IconName } from '../../shared/ui/icon.tsx';
import { scroller } from '../../shared/ui/scroller.ts';
import { Tabs, tabPanel } from '../../shared/ui/tabs.tsx';
import { useWidth } from '../../shared/ui/use-width.ts';
import { Legend } from './legend.tsx';
import { FINDING_PAGE } from './messages.ts';

export type Side = 'failing' | 'passing' | 'waits';

const TABS = 'finding-side';
const ICONS: Readonly<Record<Side, IconName>> = { failing: 'x', passing: 'check', waits: 'deadlock' };

/** What can stand beside the failing schedule, the best first. */
export function sidesOf({ failing, passing }: Finding): readonly Exclude<Side, 'failing'>[] {
  return [
    ...(failing.waiting.length > 0 ? (['waits'] as const) : []),
    ...(passing === null ? [] : (['passing'] as const)),
  ];
}

export function SideTabs(props: {
  readonly finding: Finding;
  readonly sides: readonly Side[];
  readonly shown: Side | null;
  readonly onShow: (side: Side) => void;
}) {
  const { finding, sides, shown } = props;
  if (shown === null) return null;
  // Where there are several there is room for a word of each.
  const words = sides.length === 1 ? FINDING_PAGE : FINDING_PAGE.short;
  const outcome = (side: Side): string | undefined => {
    if (sides.length > 2 || side === 'waits') return undefined;
    return side === 'failing' ? finding.failing.outcome : finding.passing?.outcome;
  };
  return (
    <Tabs
      id={TABS}
      className="finding-tabs"
      label={FINDING_PAGE.schedules}
      tabs={sides.map((side) => ({
        name: side,
        label: (
          <>
            <Icon name={ICONS[side]} small className={side === 'passing' ? 'ink-good' : 'ink-bad'} />
            {words[side]} {outcome(side) === undefined ? null : <code>{outcome(side)}</code>}
          </>
        ),
      }))}
      selected={shown}
      onSelect={props.onShow}
    />
  );
}

/** `box` measures how wide the columns can be. */
export function FailingPane(props: {
  readonly finding: Finding;
  readonly layout: TimelineLayout;
  readonly crossing: Crossing | null;
  readonly at: number;
  readonly box: RefObject<HTMLDivElement | null>;
  /** It is one of the tabs. */
  readonly tabbed: boolean;
  readonly onSelect: (step: number) => void;
  readonly onOpenFold: (from: number) => void;
  readonly children: ReactNode;
}) {
  const { layout, crossing } = props;
  const { failing } = props.finding;
  const switches = failing.steps.flatMap(({ preemption }, at) => (preemption ? [at] : []));
  return (
    <section
      className="finding-schedule"
      {...(props.tabbed ? tabPanel(TABS, 'failing') : { 'aria-label': FINDING_PAGE.failing })}
    >
      <header className="finding-pane-head finding-failing-head">
        <h2>{FINDING_PAGE.failing}</h2>
        <span className="finding-outcome tone-bad">
          <Icon name={failing.waiting.length > 0 ? 'deadlock' : 'x'} small />
          {failing.outcome}
        </span>
        <span className="spring" />
        <span className="small ink3">{FINDING_PAGE.switches(switches)}</span>
      </header>
      {props.children}
      <LaneNames layout={layout} />
      <div className="finding-rows" ref={props.box}>
        <TimelineRows
          trace={failing}
          layout={layout}
          crossing={crossing}
          at={props.at}
          label={TIMELINE.steps(FINDING_PAGE.failing)}
          onSelect={props.onSelect}
          onOpenFold={props.onOpenFold}
          onGoToLine={null}
        />
      </div>
      <Legend trace={failing} crossed={crossing !== null} />
    </section>
  );
}

export function PassingPane(props: {
  readonly trace: Trace;
  /** The step that is the same as the current one; null: there is none. */
  readonly at: number | null;
  readonly sizes: (typeof ROWS)[keyof typeof ROWS];
  readonly onSelect: (step: number) => void;
}) {
  const { trace, at } = props;
  const { box, width } = useWidth<HTMLDivElement>();
  const { layout, open } = useTimelineLayout({ trace, crossing: null, ...props.sizes, width });
  return (
    <section className="finding-schedule" {...tabPanel(TABS, 'passing')}>
      <LaneNames layout={layout} />
      <div className="finding-rows" ref={box}>
        <TimelineRows
          trace={trace}
          layout={layout}
          crossing={null}
          at={at}
          label={TIMELINE.steps(FINDING_PAGE.passing)}
          onSelect={props.onSelect}
          onOpenFold={open}
          onGoToLine={null}
        />
      </div>
      <p className="finding-note small ink3">{at === null ? FINDING_PAGE.sameMissing : FINDING_PAGE.sameMarked}</p>
    </section>
  );
}

export function WaitsPane(props: { readonly trace: Trace; readonly atEnd: boolean }) {
  const { trace } = props;
  return (
    <section className="finding-schedule" {...tabPanel(TABS, 'waits')}>
      <div className="finding-waits" {...scroller(FINDING_PAGE.waits)}>
        <WaitFigure trace={trace} arises={props.atEnd} />
        <WaitingList trace={trace} level="h2" onGoToLine={null} />
      </div>
    </section>
  );
}
