/** The lanes of a timeline, behind its rows. Says nothing that the rows do not say in words, so it is hidden from readers. */
import type { Trace } from '@lockstep/protocol';
import { memo, type ReactNode } from 'react';
import { laneClass } from '../ui/lanes.ts';
import type { Crossing } from './crossing.ts';
import { type Arc, arcsOf, messageWays } from './figure-paths.ts';
import { TIMELINE } from './messages.ts';
import { Mark, shapeOf } from './step-mark.tsx';
import { spanLabel, type TimelineLayout } from './timeline-layout.ts';

export const TimelineFigure = memo(function TimelineFigure(props: {
  readonly layout: TimelineLayout;
  readonly trace: Trace;
  readonly crossing: Crossing | null;
  /** A step that was just taken: its mark drops in. */
  readonly fresh?: number | null;
}) {
  const { layout, trace, crossing, fresh } = props;
  const { lanes, rows, lines, spans, starts, stuck } = layout;
  const xOf = (lane: number): number => lanes[lane]?.x ?? 0;
  const laneOf = (step: number) => lanes.find(({ path }) => path === trace.steps[step]?.actor.process);
  return (
    <Canvas layout={layout}>
      {spans.map((span) => {
        const { lane, x, width, from, to, open } = span;
        const label = spanLabel(span, layout);
        return (
          <g key={`${lane} ${x} ${from}`} className={laneClass(lane)}>
            <rect className="span" x={x} y={from} width={width} height={to - from} rx={open ? 0 : 2} />
            <rect className="span-edge" x={x} y={from} width={Math.min(2, width / 2)} height={to - from} />
            {label === null ? null : (
              <text className="span-name" transform={`translate(${x + 9} ${(from + to) / 2}) rotate(-90)`}>
                {label}
              </text>
            )}
          </g>
        );
      })}
      {lines.map(({ lane, from, to, runs }) => (
        <path
          key={`${lane} ${from}`}
          className={`${laneClass(lane)} ${runs ? 'life' : 'life life-idle'}`}
          d={`M${xOf(lane)} ${from}V${to}`}
        />
      ))}
      {starts.map(({ parent, child, y }) => (
        <path
          key={`${parent} ${y}`}
          className={`${laneClass(child)} life life-start`}
          d={`M${xOf(parent)} ${y}H${xOf(child) - 6}q6 0 6 6`}
        />
      ))}
      {crossing === null
        ? null
        : arcsOf(layout, trace, crossing, TIMELINE.holdsValue).map((arc) => <CrossingArc key={arc.key} arc={arc} />)}
      {rows.map((row) => {
        switch (row.kind) {
          case 'step': {
            const step = trace.steps[row.step];
            const lane = laneOf(row.step);
            if (step === undefined || lane === undefined) return null;
            return (
              <g key={row.step} className={`${laneClass(lane.index)} ${row.step === fresh ? 'mark-fresh' : ''}`}>
                <Mark shape={shapeOf(step)} x={lane.x} y={row.y} />
              </g>
            );
          }
          case 'fold': {
            const lane = laneOf(row.from);
            if (lane === undefined || row.of === 'others') return null;
            return (
              <path
                key={row.from}
                className={`${laneClass(lane.index)} life life-fold`}
                d={`M${lane.x} ${row.y - 8}V${row.y + 8}`}
              />
            );
          }
          case 'end':
            return stuck.map((lane) => (
              <g key={`end ${lane}`} className="lane-stuck">
                <Mark shape="wait" x={xOf(lane)} y={row.y} />
              </g>
            ));
          default:
            return row satisfies never;
        }
      })}
    </Canvas>
  );
});

function Canvas({ layout, children }: { readonly layout: TimelineLayout; readonly children: ReactNode }) {
  const { width, height } = layout;
  return (
    <svg className="lanes" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {children}
    </svg>
  );
}

function CrossingArc({ arc }: { readonly arc: Arc }) {
  const { kind, line, head, label } = arc;
  return (
    <g className={`crossing crossing-${kind}`}>
      <path d={line} />
      {head === null ? null : <path className="crossing-head" d={head} />}
      {label === null ? null : (
        <g transform={`translate(${label.x} ${label.y - 10})`}>
          <rect className="crossing-label" width={label.width} height="20" rx="4" />
          <text className="crossing-text" x={label.width / 2} y="14">
            {label.text}
          </text>
        </g>
      )}
    </g>
  );
}

/** From where each item was put to where it was taken. Apart from the lanes, as it changes with the current step. */
export function MessageLines(props: { readonly layout: TimelineLayout; readonly trace: Trace; readonly at: number }) {
  const { layout, trace, at } = props;
  const ways = messageWays(layout, trace, at);
  if (ways.length === 0) return null;
  return (
    <Canvas layout={layout}>
      {ways.map(({ key, lane, from, to, line, head }) => (
        <g key={key} className={`${laneClass(lane)} message ${from === at || to === at ? 'message-now' : ''}`}>
          <path d={line} />
          <path className="message-head" d={head} />
        </g>
      ))}
    </Canvas>
  );
}
