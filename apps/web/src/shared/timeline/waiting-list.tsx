/** Who waits for what at a deadlock, and who holds it. */
import type { Trace } from '@lockstep/protocol';
import { Icon } from '../ui/icon.tsx';
import { TIMELINE } from './messages.ts';
import { laneOf, nameOf } from './names.ts';

/** `holders`: names of those who hold what is waited for; a process that is waited for holds nothing. */
function waitingOf(trace: Trace) {
  return trace.waiting.map((waiting) => {
    const { process, object, heldBy } = waiting;
    const holders = heldBy.map((holder) => nameOf(trace, holder)).filter((name) => name !== object);
    return { ...waiting, holders, self: heldBy.length === 1 && heldBy[0] === process };
  });
}

export function WaitingList(props: {
  readonly trace: Trace;
  /** Below the heading that it belongs to. */
  readonly level: 'h3' | 'h4';
  readonly onGoToLine: (line: number) => void;
}) {
  const { trace, level: Heading } = props;
  if (trace.waiting.length === 0) return null;
  return (
    <section className="waiting" aria-label={TIMELINE.waiting}>
      <Heading>{TIMELINE.waiting}</Heading>
      <ul>
        {waitingOf(trace).map(({ process, text, line, holders, self }) => (
          <li key={process}>
            <Icon name={holders.length === 0 ? 'clock' : 'lock'} small />
            <span>
              <b className={`step-who ${laneOf(trace, process)}`}>{nameOf(trace, process)}</b>{' '}
              {TIMELINE.waits(text, holders, self)}
            </span>
            {line === null ? null : (
              <button
                type="button"
                className="step-line"
                title={TIMELINE.goToLine(line)}
                onClick={() => props.onGoToLine(line)}
              >
                {TIMELINE.line(line)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
