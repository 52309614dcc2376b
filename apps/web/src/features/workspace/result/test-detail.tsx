/** Everything about one test that its candidate may see. */
import type { SampleView, TestView } from '@lockstep/protocol';
import { formatMs } from '../../../shared/format.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { laneClass } from '../../../shared/ui/lanes.ts';
import { scroller } from '../../../shared/ui/scroller.ts';
import { VerdictChip } from '../../../shared/ui/verdict.tsx';
import { RESULT } from '../messages.ts';
import { CpuBar } from './cpu-bar.tsx';
import { headline } from './panel-state.ts';

export function TestDetail(props: {
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
          <span className="caption">{RESULT.alsoFound}</span>
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
              <dt>{RESULT.expected}</dt>
              <dd className="mono">{test.expected}</dd>
            </>
          )}
          {test.got === null ? null : (
            <>
              <dt>{RESULT.got}</dt>
              <dd className={test.got === test.expected ? 'mono' : 'mono compare-got'}>{test.got}</dd>
            </>
          )}
        </dl>
      )}
      {test.exception === null ? null : <ExceptionView exception={test.exception} onGoToLine={props.onGoToLine} />}
      {test.revealed ? <Output output={test.output} /> : null}
      <Processes test={test} />
      {test.revealed ? null : (
        <p className="small ink3 row">
          <Icon name="lock" small />
          {RESULT.hiddenNote}
        </p>
      )}
    </div>
  );
}

export function ExceptionView(props: {
  readonly exception: NonNullable<TestView['exception']>;
  readonly onGoToLine: (line: number) => void;
}) {
  const { type, message, line, traceback } = props.exception;
  return (
    <div className="exception">
      <p className="row wrap">
        <b className="mono">{headline(type, message)}</b>
        {line === null ? null : (
          <button type="button" className="button small" onClick={() => props.onGoToLine(line)}>
            <Icon name="arrow" small />
            {RESULT.goToLine(line)}
          </button>
        )}
      </p>
      {traceback === null ? null : <Block text={traceback} label={RESULT.traceback} />}
    </div>
  );
}

function Output({ output }: { readonly output: TestView['output'] }) {
  return (
    <section className="outputs">
      <h4>{RESULT.output}</h4>
      {output.length === 0 ? <p className="small ink3">{RESULT.noOutput}</p> : null}
      {output.map((part) => (
        <div key={`${part.process} ${part.stream}`}>
          <p className="caption">{RESULT.outputOf(part.process, part.stream)}</p>
          <Block text={part.text} label={RESULT.outputOf(part.process, part.stream)} />
          {part.truncated ? <p className="small ink3">{RESULT.truncated}</p> : null}
        </div>
      ))}
    </section>
  );
}

function Processes({ test }: { readonly test: TestView }) {
  if (test.processes.length === 0) return null;
  return (
    <section>
      <h4>{RESULT.processes}</h4>
      <CpuBar test={test} />
      <table className="processes">
        <thead>
          <tr>
            <th scope="col">{RESULT.process}</th>
            <th scope="col" className="number">
              {RESULT.columns.cpu}
            </th>
            <th scope="col" className="number">
              {RESULT.exitCode}
            </th>
          </tr>
        </thead>
        <tbody>
          {test.processes.map(({ index, name, cpuMs, exitCode }) => (
            <tr key={index}>
              <td className="mono">
                <span className={`lane-dot ${laneClass(index)}`} aria-hidden="true" />
                {name}
              </td>
              <td className="number">{formatMs(cpuMs)}</td>
              <td className={exitCode !== null && exitCode !== 0 ? 'number ink-bad' : 'number'}>
                {exitCode ?? RESULT.noExit}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Text of a program: wrapped, so that it needs no sideways scrolling. */
function Block({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <pre className="text-block" {...scroller(label)}>
      {text}
    </pre>
  );
}
