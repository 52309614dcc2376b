/** What a run printed: by process and stream, each of which can be hidden; every line can be copied and leads into the code. */
import type { TestView } from '@lockstep/protocol';
import { type KeyboardEvent, useState } from 'react';
import { Icon } from '../../../../shared/ui/icon.tsx';
import { laneClass } from '../../../../shared/ui/lanes.ts';
import { LinkedText } from '../linked-text.tsx';
import { RUN } from './messages.ts';
import { type OutputLines, outputLines } from './output-parts.ts';
import './run.css';

/** More are shown on demand: a program may print thousands. */
const LINES_AT_FIRST = 100;

export function RunOutput(props: {
  readonly test: Pick<TestView, 'output' | 'processes'>;
  readonly onGoToLine: (line: number) => void;
}) {
  const parts = outputLines(props.test);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState('');
  const toggle = (key: string): void => {
    const next = new Set(hidden);
    if (!next.delete(key)) next.add(key);
    setHidden(next);
  };
  const copy = async (text: string, line: number): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(RUN.copied(line));
    } catch {
      // No clipboard without a secure connection, or not allowed.
      setSaid(RUN.notCopied);
    }
  };
  const shown = parts.filter(({ key }) => !hidden.has(key));
  return (
    <section className="outputs">
      <div className="outputs-head">
        <h4>{RUN.output}</h4>
        <span className="small ink3" role="status">
          {said}
        </span>
      </div>
      {parts.length === 0 ? <p className="small ink3">{RUN.noOutput}</p> : null}
      {parts.length > 1 ? (
        <fieldset className="output-filter">
          <legend className="sr">{RUN.shown}</legend>
          {parts.map((part) => (
            <button key={part.key} type="button" aria-pressed={!hidden.has(part.key)} onClick={() => toggle(part.key)}>
              <Icon name={hidden.has(part.key) ? 'skip' : 'check'} small />
              {RUN.partOf(part.process, part.stream)} <span className="ink3">{RUN.lines(part.lines.length)}</span>
            </button>
          ))}
        </fieldset>
      ) : null}
      {parts.length > 0 && shown.length === 0 ? <p className="small ink3">{RUN.allHidden}</p> : null}
      {shown.map((part) => (
        <Part key={part.key} part={part} onCopy={(text, line) => void copy(text, line)} onGoToLine={props.onGoToLine} />
      ))}
    </section>
  );
}

function Part(props: {
  readonly part: OutputLines;
  readonly onCopy: (text: string, line: number) => void;
  readonly onGoToLine: (line: number) => void;
}) {
  const { process, stream, index, lines, truncated } = props.part;
  const [all, setAll] = useState(false);
  /** The line whose button is the stop of the Tab key, from 0. */
  const [stop, setStop] = useState(0);
  const shown = all ? lines : lines.slice(0, LINES_AT_FIRST);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const to = { ArrowDown: stop + 1, ArrowUp: stop - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (to === undefined || to < 0 || to >= shown.length) return;
    event.preventDefault();
    setStop(to);
    event.currentTarget.querySelectorAll<HTMLElement>('.line-copy')[to]?.focus();
  };
  return (
    <div className={`output-part output-${stream}`}>
      <p className="caption">
        {index === null ? null : <span className={`lane-dot ${laneClass(index)}`} aria-hidden="true" />}
        {RUN.partOf(process, stream)}
      </p>
      <ol className="lines" aria-label={RUN.partOf(process, stream)} onKeyDown={onKeyDown}>
        {shown.map(({ number, text }) => (
          <li key={number}>
            <span>
              <LinkedText text={text} onGoToLine={props.onGoToLine} />
            </span>
            <button
              type="button"
              className="line-copy"
              tabIndex={number === stop + 1 ? 0 : -1}
              aria-label={RUN.copyLine(number)}
              title={`${RUN.copyLine(number)}. ${RUN.copyHint}`}
              onFocus={() => setStop(number - 1)}
              onClick={() => props.onCopy(text, number)}
            >
              <Icon name="copy" small />
            </button>
          </li>
        ))}
      </ol>
      {shown.length < lines.length ? (
        <button type="button" className="button small" onClick={() => setAll(true)}>
          {RUN.allLines(lines.length)}
        </button>
      ) : null}
      {truncated ? <p className="small ink3">{RUN.truncated}</p> : null}
    </div>
  );
}
