/** A failing schedule in small: a lane for each process, and on it the steps in which it went on. */
import { useMemo } from 'react';
import { ITEM } from './messages.ts';
import { type Lane, scheduleLanes } from './schedule-lanes.ts';

const LABEL = 64;
const LANE = 16;
const WIDTH = 420;
/** Wider steps would say nothing more. */
const MOST_STEP = 16;
/** So many lanes have colours of their own. */
const COLOURS = 6;

export function LanesFigure({ schedule }: { readonly schedule: string }) {
  const drawn = useMemo(() => scheduleLanes(schedule), [schedule]);
  if (drawn === null) return null;
  const { lanes, steps } = drawn;
  const step = Math.min(MOST_STEP, (WIDTH - LABEL) / steps);
  const height = lanes.length * LANE + 4;
  return (
    <svg
      className="report-lanes"
      role="img"
      aria-label={ITEM.lanes(orderWords(lanes))}
      viewBox={`0 0 ${LABEL + steps * step + 4} ${height}`}
      width={LABEL + steps * step + 4}
      height={height}
    >
      {lanes.map(({ path, runs }, index) => (
        <g key={path} className={index === 0 ? 'lane-of-main' : `lane-of-${(index - 1) % COLOURS}`}>
          <text x={LABEL - 8} y={index * LANE + 13} textAnchor="end">
            {nameOf(path)}
          </text>
          <path className="lane-line" d={`M${LABEL} ${index * LANE + 9}h${steps * step}`} />
          {runs.map(({ from, to }) => (
            <rect
              key={from}
              x={LABEL + from * step + 0.5}
              y={index * LANE + 3}
              width={Math.max(1, (to - from) * step - 1)}
              height={LANE - 4}
              rx="3"
            />
          ))}
        </g>
      ))}
    </svg>
  );
}

function nameOf(path: string): string {
  if (path === '0') return ITEM.main;
  const children = path.split('.').slice(1);
  return ITEM.child(children.map((place) => Number(place) + 1).join('.'));
}

/** All runs in the order of their steps. */
function orderWords(lanes: readonly Lane[]): string {
  return lanes
    .flatMap(({ path, runs }) => runs.map((run) => ({ ...run, path })))
    .toSorted((a, b) => a.from - b.from)
    .map(({ path, from, to }) => ITEM.run(nameOf(path), from + 1, to))
    .join(', ');
}
