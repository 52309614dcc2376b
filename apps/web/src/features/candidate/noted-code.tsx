/**
 * A submission's code with the reviewers' notes below its lines. The line numbers are buttons, of which one is a stop of the Tab key;
 * arrows move among them, and N (or a press) writes a note on that line.
 */
import type { Note, SubmissionId } from '@lockstep/protocol';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { LineNotes } from '../../shared/assessment/line-notes.tsx';
import { notesByLine } from '../../shared/assessment/note-order.ts';
import '../../shared/assessment/assessment.css';
import { CodeParts } from '../../shared/text/python-code.tsx';
import { pythonLines } from '../../shared/text/python-lines.ts';
import { NOTED } from './messages.ts';

export function NotedCode(props: {
  readonly account: string;
  readonly sitting: string;
  readonly submission: SubmissionId;
  readonly source: string;
  readonly label: string;
  readonly notes: readonly Note[];
  /** The line to begin with; null: the first one. */
  readonly line: number | null;
}) {
  const { account, sitting, submission, source, label, notes, line } = props;
  const lines = useMemo(() => pythonLines(source).map((parts, index) => ({ number: index + 1, parts })), [source]);
  const threads = useMemo(() => notesByLine(notes, submission), [notes, submission]);
  const host = useRef<HTMLDivElement>(null);
  const last = lines.length;
  const inCode = (number: number): number => Math.min(last, Math.max(1, number));
  const [current, setCurrent] = useState(() => inCode(line ?? 1));
  const [writing, setWriting] = useState<number | null>(null);
  const buttonOf = (number: number) => host.current?.querySelector<HTMLElement>(`[data-number="${number}"]`);
  useEffect(() => {
    if (line === null) return;
    const button = host.current?.querySelector<HTMLElement>(`[data-number="${line}"]`);
    button?.scrollIntoView({ block: 'center' });
    button?.focus({ preventScroll: true });
  }, [line]);
  const go = (number: number): void => {
    const to = inCode(number);
    setCurrent(to);
    buttonOf(to)?.focus();
    buttonOf(to)?.scrollIntoView({ block: 'nearest' });
  };
  const write = (number: number): void => {
    setCurrent(number);
    setWriting(number);
  };
  const onKeyDown = (event: KeyboardEvent, number: number): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = {
      ArrowDown: number + 1,
      ArrowUp: number - 1,
      Home: 1,
      End: last,
      PageDown: number + 20,
      PageUp: number - 20,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      go(to);
    } else if (event.key.toLowerCase() === 'n') {
      event.preventDefault();
      write(number);
    }
  };
  return (
    <div ref={host} className="noted">
      <p className="small ink3">{NOTED.hint}</p>
      <ol className="noted-code" aria-label={label}>
        {lines.map(({ number, parts }) => {
          const thread = threads.get(number) ?? [];
          const open = thread.length > 0 || writing === number;
          return (
            <li key={number}>
              <div className={number === current ? 'noted-line noted-current' : 'noted-line'}>
                <button
                  type="button"
                  className="noted-number"
                  data-number={number}
                  tabIndex={number === current ? 0 : -1}
                  aria-keyshortcuts="N"
                  onClick={() => write(number)}
                  onFocus={() => setCurrent(number)}
                  onKeyDown={(event) => onKeyDown(event, number)}
                >
                  {thread.length === 0 ? null : (
                    <span className="noted-mark" aria-hidden="true">
                      {thread.length}
                    </span>
                  )}
                  <span className="sr">{NOTED.lineBefore} </span>
                  <span>{number}</span>
                  <span className="sr">, {NOTED.lineAfter(thread.length)}</span>
                </button>
                <code>
                  <CodeParts parts={parts} />
                </code>
              </div>
              {open ? (
                <LineNotes
                  account={account}
                  sitting={sitting}
                  submission={submission}
                  line={number}
                  notes={thread}
                  writing={writing === number}
                  onWritten={() => {
                    setWriting(null);
                    buttonOf(number)?.focus();
                  }}
                />
              ) : null}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
