/** Everything about one test that its candidate may see. A chunk of its own, see tests-table.tsx. */
import type { SampleView, TestView } from '@lockstep/protocol';
import { Icon } from '../../../../shared/ui/icon.tsx';
import { VerdictChip } from '../../../../shared/ui/verdict.tsx';
import { ExceptionView } from '../exception-view.tsx';
import { RUN } from './messages.ts';
import { RunOutput } from './run-output.tsx';
import { RunProcesses } from './run-processes.tsx';

export default function TestDetail(props: {
  readonly test: TestView;
  readonly sample: SampleView | null;
  readonly onGoToLine: (line: number) => void;
}) {
  const { test, sample } = props;
  return (
    <div className="test-detail">
      <p className="test-message">{test.message}</p>
      {test.flags.length > 0 ? (
        <p className="row wrap">
          <span className="caption">{RUN.alsoFound}</span>
          {test.flags.map((flag) => (
            <VerdictChip key={flag} verdict={flag} />
          ))}
        </p>
      ) : null}
      {sample?.explanation == null ? null : <p className="ink2">{sample.explanation}</p>}
      {test.expected === null && test.got === null ? null : (
        <dl className="compare">
          {test.expected === null ? null : (
            <>
              <dt>{RUN.expected}</dt>
              <dd className="mono">{test.expected}</dd>
            </>
          )}
          {test.got === null ? null : (
            <>
              <dt>{RUN.got}</dt>
              <dd className={test.got === test.expected ? 'mono' : 'mono compare-got'}>{test.got}</dd>
            </>
          )}
        </dl>
      )}
      {test.exception === null ? null : <ExceptionView exception={test.exception} onGoToLine={props.onGoToLine} />}
      {test.revealed ? <RunOutput test={test} onGoToLine={props.onGoToLine} /> : null}
      <RunProcesses test={test} />
      {test.revealed ? null : (
        <p className="small ink3 row">
          <Icon name="lock" small />
          {RUN.hiddenNote}
        </p>
      )}
    </div>
  );
}
