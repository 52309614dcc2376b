/** Python as coloured text, with the colours of the editor. */
import { memo, type ReactNode, useMemo } from 'react';
import { scroller } from '../ui/scroller.ts';
import { type CodePart, pythonLines } from './python-lines.ts';
import './text.css';

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
  const lines = useMemo(() => pythonLines(source).map((parts, index) => ({ number: index + 1, parts })), [source]);
  return (
    <pre className={props.numbered ? 'code code-numbered' : 'code'} {...scroller(props.label)}>
      {lines.map(({ number, parts }) => (
        <Line key={number} number={number} parts={parts} shown={number === shownLine} note={notes?.get(number)} />
      ))}
    </pre>
  );
}

/** Drawn again only when something about itself changes: programs are stepped through. */
const Line = memo(function Line(props: {
  readonly number: number;
  readonly parts: readonly CodePart[];
  readonly shown: boolean;
  readonly note: ReactNode;
}) {
  return (
    <span className={props.shown ? 'code-line code-line-shown' : 'code-line'} data-line={props.number}>
      <CodeParts parts={props.parts} />
      {props.note}
      {'\n'}
    </span>
  );
});

/** Parts of one line. */
export function CodeParts({ parts }: { readonly parts: readonly CodePart[] }) {
  let from = 0;
  return parts.map(({ text, look }) => {
    const key = from;
    from += text.length;
    return look === '' ? (
      text
    ) : (
      <span key={key} className={look}>
        {text}
      </span>
    );
  });
}
