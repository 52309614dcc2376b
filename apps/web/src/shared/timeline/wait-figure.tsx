/** Who waits for whom, drawn. All that it says stands in the list of waits as well, so that one tells it to those who listen. */
import type { Trace } from '@lockstep/protocol';
import { type CSSProperties, useId, useMemo } from 'react';
import { laneClass } from '../ui/lanes.ts';
import { WAITS } from './messages.ts';
import { type WaitGraph, waitGraph } from './wait-graph.ts';
import { layoutWaits } from './wait-layout.ts';
import './wait-figure.css';

/** `arises`: it is drawn edge by edge, as soon as it says so. */
export function WaitFigure({ trace, arises = true }: { readonly trace: Trace; readonly arises?: boolean }) {
  const id = useId();
  const graph = useMemo(() => waitGraph(trace), [trace]);
  const { nodes, edges, width, height, middle } = useMemo(() => layoutWaits(graph), [graph]);
  if (graph.edges.length === 0) return null;
  return (
    <svg
      className={arises ? 'waits waits-arise' : 'waits'}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
    >
      <title id={`${id}-title`}>{middle === null ? WAITS.chain : WAITS.circle}</title>
      <desc id={`${id}-desc`}>{description(graph)}</desc>
      {edges.map(({ from, to, kind, order, line, head, words, lane }) => (
        <g
          key={`${from} ${to}`}
          className={`wait-edge wait-${kind} ${lane < 0 ? '' : laneClass(lane)}`}
          style={{ '--order': order } as CSSProperties}
        >
          <path d={line} />
          <path className="wait-head" d={head} />
          {words === null ? null : (
            <text x={words.x} y={words.y} textAnchor={words.anchor}>
              {WAITS[kind]}
            </text>
          )}
        </g>
      ))}
      {nodes.map(({ id: key, kind, text, label, lane, note, x, y, width: w, height: h }) => (
        <g key={key} className={`wait-${kind} ${lane < 0 ? '' : laneClass(lane)}`}>
          <rect x={x - w / 2} y={y - h / 2} width={w} height={h} rx={kind === 'process' ? 8 : h / 2} />
          <text x={x} y={y + 4} textAnchor="middle">
            {text === label ? null : <title>{label}</title>}
            {text}
          </text>
          {note === 'none' ? null : (
            <text className="wait-note" x={x} y={y + h / 2 + 14} textAnchor="middle">
              {WAITS.notes[note]}
            </text>
          )}
        </g>
      ))}
      {middle === null ? null : (
        <g textAnchor="middle">
          <text className="wait-closed" x={middle.x} y={middle.y - 4}>
            {WAITS.closed}
          </text>
          <text className="wait-note" x={middle.x} y={middle.y + 14}>
            {WAITS.closedText}
          </text>
        </g>
      )}
    </svg>
  );
}

/** `Process-1 waits for second. second is held by Process-2.` */
function description({ nodes, edges }: WaitGraph): string {
  const label = (id: string): string => nodes.find((node) => node.id === id)?.label ?? '';
  return edges.map(({ from, to, kind }) => `${label(from)} ${WAITS[kind]} ${label(to)}.`).join(' ');
}
