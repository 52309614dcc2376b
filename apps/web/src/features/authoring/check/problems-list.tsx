/** Everything that is wrong with the package, file by file: a click goes there. */
import type { PackageFault } from '@lockstep/protocol';
import { Icon } from '../../../shared/ui/icon.tsx';
import { LoadFailure, Notice } from '../../../shared/ui/states.tsx';
import { PROBLEMS } from '../draft/messages.ts';

export function ProblemsList(props: {
  /** null: the package was not checked yet. */
  readonly faults: readonly PackageFault[] | null;
  readonly error: Error | null;
  readonly onRetry: () => void;
  readonly onGoTo: (fault: PackageFault) => void;
}) {
  const { faults, error, onRetry } = props;
  if (faults === null) {
    return error === null ? (
      <p className="side-text ink2" role="status">
        {PROBLEMS.checking}
      </p>
    ) : (
      <LoadFailure error={error} retry={onRetry} />
    );
  }
  return (
    <>
      {error === null ? null : (
        <p className="side-strip ink-warn" role="status">
          {PROBLEMS.failed} {error.message}
          <button type="button" className="button small" onClick={onRetry}>
            {PROBLEMS.retry}
          </button>
        </p>
      )}
      {faults.length === 0 ? <Notice icon="check" title={PROBLEMS.none} text={PROBLEMS.noneText} /> : null}
      <ul className="problem-list">
        {faults.map((fault) => {
          const { file, key, line, message } = fault;
          return (
            <li key={`${file} ${key} ${message}`}>
              <button type="button" disabled={file === ''} onClick={() => props.onGoTo(fault)}>
                <Icon name="error" small className="ink-bad" />
                <span>
                  <span className="mono small ink2">{file === '' ? PROBLEMS.package : PROBLEMS.place(file, line)}</span>
                  <span>
                    {key === '' ? null : <code>{key} </code>}
                    {message}
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
