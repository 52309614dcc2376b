/** Python as coloured text, with the colours of the editor. */
import { pythonLanguage } from '@codemirror/lang-python';
import { highlightCode, tagHighlighter } from '@lezer/highlight';
import type { ReactNode } from 'react';
import { scroller } from '../../../shared/ui/scroller.ts';
import { CODE_TOKENS } from './code-tokens.ts';

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
    pythonLanguage.parser.parse(source),
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

export function PythonCode(props: { readonly source: string; readonly numbered?: boolean; readonly label: string }) {
  const lines = colouredLines(props.source.replace(/\n$/, ''));
  return (
    <pre className={props.numbered ? 'code code-numbered' : 'code'} {...scroller(props.label)}>
      {lines.map(({ number, parts }) => (
        <span className="code-line" key={number}>
          {parts}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}
