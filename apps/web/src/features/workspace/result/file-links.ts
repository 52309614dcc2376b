/** Where a traceback names a line of the solution. Pure. */

export interface TextPart {
  readonly text: string;
  /** The line of solution.py that this part names; null: it is text like any other. */
  readonly line: number | null;
}

/** As Python writes it, whatever folder the file was run in. */
const PLACE = /File "(?:[^"\n]*\/)?solution\.py", line (\d{1,6})/g;

/** The text in parts, in order; together they are the text. */
export function linkedParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(PLACE)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index), line: null });
    parts.push({ text: match[0], line: Number(match[1]) });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), line: null });
  return parts;
}
