/** Draws a progress graph: stroke width is the share of the paths, a hatched block is what the lock keeps apart. */
import { useId } from 'react';
import type { ProgressGraphModel } from './progress-graph-model.ts';

const PAD = 10;

export function ProgressGraph(props: {
  readonly graph: ProgressGraphModel;
  readonly size: number;
  readonly label: string;
  /** `quiet`: in grey, for an empty state. */
  readonly quiet?: boolean;
}) {
  const { graph, size } = props;
  const hatch = useId();
  const cell = size / graph.size;
  const at = (k: number) => PAD + k * cell;
  const whole = size + 2 * PAD;
  return (
    <svg
      className={props.quiet ? 'graph graph-quiet' : 'graph'}
      role="img"
      aria-label={props.label}
      width={whole}
      height={whole}
      viewBox={`0 0 ${whole} ${whole}`}
    >
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V6" className="graph-hatch" />
        </pattern>
      </defs>
      {graph.blocks.map((block) => (
        <rect
          key={`${block.at}`}
          className="graph-block"
          x={at(block.at[0]) - cell * 0.42}
          y={at(block.at[1]) - cell * 0.42}
          width={(block.width + 0.84) * cell}
          height={(block.height + 0.84) * cell}
          rx="4"
          fill={`url(#${hatch})`}
        />
      ))}
      {graph.edges.map(({ from, to, share }) => (
        <path
          key={`${from}-${to}`}
          className="graph-edge"
          d={`M${at(from[0])} ${at(from[1])}L${at(to[0])} ${at(to[1])}`}
          strokeWidth={1 + 5 * Math.sqrt(share)}
          opacity={0.16 + 0.5 * share}
        />
      ))}
      {graph.points.map(([i, j]) => (
        <circle key={`${i}-${j}`} className="graph-point" cx={at(i)} cy={at(j)} r="1.5" />
      ))}
      <circle className="graph-start" cx={at(0)} cy={at(0)} r="4" />
      <circle className="graph-end" cx={at(graph.size)} cy={at(graph.size)} r="4" />
    </svg>
  );
}
