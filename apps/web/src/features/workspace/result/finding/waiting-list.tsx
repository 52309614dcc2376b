/** Who waits for what at a deadlock, and who holds it. */
import type { Trace } from '@lockstep/protocol';
import { Icon } from '../../../../shared/ui/icon.tsx';
import { FINDING } from './messages.ts';
import { laneOf, nameOf } from './names.ts';

/** `holders`: names of those who hold what is waited for; a process that is waited for holds nothing. */
function waitingOf(trace: Trace) {
  return trace.waiting.map((waiting) => {
    const { process, object, heldBy } = waiting;
    const holders = heldBy.map((holder) => nameOf(trace, holder)).filter((name) => name !== object);
    return { ...waiting, holders, self: heldBy.length === 1 && heldBy[0] === process };
  });
}

export function WaitingList(props: { readonly trace: Trace; readonly onGoToLine: (line: number) => void }) {
  const { trace } = props;
  if (trace.waiting.length === 0) return null;
  return (
    <section className="waiting" aria-label={FINDING.waiting}>
      <h4>{FINDING.waiting}</h4>
      <ul>
        {waitingOf(trace).map(({ process, text, line, holders, self }) => (
          <li key={process}>
            <Icon name={holders.length === 0 ? 'clock' : 'lock'} small />
            <span>
              <b className={`step-who ${laneOf(trace, process)}`}>{nameOf(trace, process)}</b>{' '}
              {FINDING.waits(text, holders, self)}
            </span>
            {line === null ? null : (
              <button
                type="button"
                className="step-line"
                title={FINDING.goToLine(line)}
                onClick={() => props.onGoToLine(line)}
              >
                {FINDING.line(line)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
