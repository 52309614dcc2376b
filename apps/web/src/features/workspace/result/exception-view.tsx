/** An exception: what it is, the way to its line, its traceback. */
import type { TestView } from '@lockstep/protocol';
import { Icon } from '../../../shared/ui/icon.tsx';
import { scroller } from '../../../shared/ui/scroller.ts';
import { RESULT } from '../messages.ts';
import { LinkedText } from './linked-text.tsx';
import { headline } from './panel-state.ts';

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
      {traceback === null ? null : (
        <pre className="text-block" {...scroller(RESULT.traceback)}>
          <LinkedText text={traceback} onGoToLine={props.onGoToLine} />
        </pre>
      )}
    </div>
  );
}
