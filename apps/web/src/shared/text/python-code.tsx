/** Python as coloured text, with the colours of the editor. */
import { highlightCode, tagHighlighter } from '@lezer/highlight';
import { parser } from '@lezer/python';
import { memo, type ReactNode, useMemo } from 'react';
import { scroller } from '../ui/scroller.ts';
import { CODE_TOKENS } from './code-tokens.ts';
import './text.css';

const highlighter = tagHighlighter(CODE_TOKENS.flatMap(({ tags, name }) => tags.map((tag) => ({ tag, class: name }))));

interface CodeLine {
  readonly number: number;
  readonly parts: ReactNode[];
}

function colouredLines(source: string): CodeLine[] {
  const lines: CodeLine[] = [{ number: 1, parts: [] }];
  let key = 0;
  highlightCode(
    source,
    parser.parse(source),
    highlighter,
    (text, classes) => {
      key += 1;
      lines.at(-1)?.parts.push(
        classes === '' ? (
          text
        ) : (
          <span key={key} className={classes}>
            {text}
          </span>
        ),
      );
    },
    () => lines.push({ number: lines.length + 1, parts: [] }),
  );
  return lines;
}

export function PythonCode(props: {
  readonly source: string;
  readonly numbered?: boolean;
  /** The line that is spoken of, from 1. */
  readonly shownLine?: number | null;
  /** What stands behind a line, by its number. */
  readonly notes?: ReadonlyMap<number, ReactNode>;
  readonly label: string;
}) {
  const { source, shownLine, notes } = props;
  const lines = useMemo(() => colouredLines(source.replace(/\n$/, '')), [source]);
  return (
    <pre className={props.numbered ? 'code code-numbered' : 'code'} {...scroller(props.label)}>
      {lines.map((line) => (
        <Line key={line.number} line={line} shown={line.number === shownLine} note={notes?.get(line.number)} />
      ))}
    </pre>
  );
}

/** Drawn again only when something about itself changes: programs are stepped through. */
const Line = memo(function Line(props: { readonly line: CodeLine; readonly shown: boolean; readonly note: ReactNode }) {
  const { number, parts } = props.line;
  return (
    <span className={props.shown ? 'code-line code-line-shown' : 'code-line'} data-line={number}>
      {parts}
      {props.note}
      {'\n'}
    </span>
  );
});
