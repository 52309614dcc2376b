/** Python in lines of coloured parts, with the colours of the editor. Pure. */
import { highlightCode, tagHighlighter } from '@lezer/highlight';
import { parser } from '@lezer/python';
import { CODE_TOKENS } from './code-tokens.ts';

const highlighter = tagHighlighter(CODE_TOKENS.flatMap(({ tags, name }) => tags.map((tag) => ({ tag, class: name }))));

export interface CodePart {
  readonly text: string;
  /** Class of text.css; empty for plain text. */
  readonly look: string;
}

/** The parts of each line, from the first; a line break at the end ends the last line and begins none. */
export function pythonLines(source: string): readonly (readonly CodePart[])[] {
  const text = source.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  const lines: CodePart[][] = [[]];
  highlightCode(
    text,
    parser.parse(text),
    highlighter,
    (part, look) => lines.at(-1)?.push({ text: part, look }),
    () => lines.push([]),
  );
  return lines;
}
