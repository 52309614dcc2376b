/** Changes of a text, and places in it. Pure. */

/** From (inclusive) to (exclusive), in UTF-16 units. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface TextChange extends Range {
  readonly insert: string;
}

/** The text with the changes, which are in order and do not overlap. */
export function applied(text: string, changes: readonly TextChange[]): string {
  let result = '';
  let at = 0;
  for (const { from, to, insert } of changes) {
    result += text.slice(at, from) + insert;
    at = to;
  }
  return result + text.slice(at);
}

export function lineBegin(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Before its line break. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Where what stands in the range ends, without spaces and lines behind it. */
export function endOf(text: string, { from, to }: Range): number {
  return from + text.slice(from, to).trimEnd().length;
}

/** As many spaces as the place is away from the beginning of its line. */
export function indentOf(text: string, at: number): string {
  return ' '.repeat(at - lineBegin(text, at));
}

/** Takes whole lines out, from that which `from` is in to that which ends what is in the range. */
export function withoutLines(text: string, range: Range): TextChange {
  const end = lineEnd(text, endOf(text, range));
  return { from: lineBegin(text, range.from), to: Math.min(text.length, end + 1), insert: '' };
}
