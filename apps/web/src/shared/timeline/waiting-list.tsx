/** Who waits for what at a deadlock, and who holds it. */
import type { Trace } from '@lockstep/protocol';
import { Icon } from '../ui/icon.tsx';
import { TIMELINE } from './messages.ts';
import { holdersOf, laneOf, nameOf } from './names.ts';

export function WaitingList(props: {
  readonly trace: Trace;
  /** Below the heading that it belongs to. */
  readonly level: 'h2' | 'h3' | 'h4';
  /** Null where the code stands beside it anyway. */
  readonly onGoToLine: ((line: number) => void) | null;
}) {
  const { trace, level: Heading, onGoToLine } = props;
  if (trace.waiting.length === 0) return null;
  return (
    <section className="waiting" aria-label={TIMELINE.waiting}>
      <Heading>{TIMELINE.waiting}</Heading>
      <ul>
        {trace.waiting.map((waiting) => {
          const { process, text, line } = waiting;
          const { names, self } = holdersOf(trace, waiting);
          return (
            <li key={process}>
              <Icon name={names.length === 0 ? 'clock' : 'lock'} small />
              <span>
                <b className={`step-who ${laneOf(trace, process)}`}>{nameOf(trace, process)}</b>{' '}
                {TIMELINE.waits(text, names, self)}
              </span>
              {line === null ? null : onGoToLine === null ? (
                <span className="step-line">{TIMELINE.line(line)}</span>
              ) : (
                <button
                  type="button"
                  className="step-line"
                  title={TIMELINE.goToLine(line)}
                  onClick={() => onGoToLine(line)}
                >
                  {TIMELINE.line(line)}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
