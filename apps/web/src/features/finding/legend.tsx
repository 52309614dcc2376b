/** What the marks and lines of a figure mean; of those that it may have. */
import type { Trace } from '@lockstep/protocol';
import { Mark, type Shape, shapeOf } from '../../shared/timeline/step-mark.tsx';
import { LEGEND } from './messages.ts';

const SHAPES = ['read', 'write', 'acquire', 'release'] as const satisfies readonly Shape[];

export function Legend({ trace, crossed }: { readonly trace: Trace; readonly crossed: boolean }) {
  const shapes = new Set(trace.steps.map(shapeOf));
  return (
    <ul className="finding-legend" aria-hidden="true">
      {SHAPES.filter((shape) => shapes.has(shape)).map((shape) => (
        <li key={shape}>
          <svg viewBox="-7 -7 14 14" className="lane-m" aria-hidden="true">
            <Mark shape={shape} x={0} y={0} />
          </svg>
          {LEGEND[shape]}
        </li>
      ))}
      <li>
        <svg viewBox="-7 -7 14 14" className="lane-m" aria-hidden="true">
          <path className="life life-idle" d="M0 -6V6" />
        </svg>
        {LEGEND.idle}
      </li>
      {trace.steps.some(({ held }) => held.length > 0) ? (
        <li>
          <svg viewBox="0 0 14 14" className="lane-0" aria-hidden="true">
            <rect className="span" x="3" y="1" width="9" height="12" rx="2" />
            <rect className="span-edge" x="3" y="1" width="2" height="12" />
          </svg>
          {LEGEND.holds}
        </li>
      ) : null}
      {trace.steps.some(({ message }) => message !== null) ? (
        <li>
          <svg viewBox="0 0 14 14" className="lane-0" aria-hidden="true">
            <path className="message-line" d="M2 2C2 9 6 9 11 9M8 6L11 9L8 12" />
          </svg>
          {LEGEND.message}
        </li>
      ) : null}
      {crossed ? (
        <li>
          <svg viewBox="0 0 14 14" aria-hidden="true">
            <rect className="crossing-ground" x="1" y="1" width="12" height="12" rx="3" />
          </svg>
          {LEGEND.crossing}
        </li>
      ) : null}
    </ul>
  );
}
