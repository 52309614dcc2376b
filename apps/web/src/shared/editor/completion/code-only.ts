/** Python without what only looks like code. Pure, and right for code that is half written. */

/**
 * The text with the insides of strings and comments blanked out, character for character, so that places stay the
 * same. A string that is not closed ends with its line, or with the text if it has three quotes.
 */
export function codeOnly(text: string): string {
  let code = '';
  let at = 0;
  while (at < text.length) {
    const here = text[at] ?? '';
    if (here === '#') {
      const end = endOfLine(text, at);
      code += HIDDEN.repeat(end - at);
      at = end;
    } else if (here === '"' || here === "'") {
      const quote = text.startsWith(here.repeat(3), at) ? here.repeat(3) : here;
      const end = endOfString(text, at + quote.length, quote);
      code += `${quote}${hide(text.slice(at + quote.length, end.inside))}${text.slice(end.inside, end.after)}`;
      at = end.after;
    } else {
      code += here;
      at += 1;
    }
  }
  return code;
}

/** Stands where a string or a comment stood; in no code. */
export const HIDDEN = '\u0000';

function hide(text: string): string {
  return text.replace(/[^\n]/g, HIDDEN);
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function endOfString(text: string, from: number, quote: string): { readonly inside: number; readonly after: number } {
  const isLong = quote.length === 3;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text.startsWith(quote, at)) return { inside: at, after: at + quote.length };
    else if (text[at] === '\n' && !isLong) return { inside: at, after: at };
  }
  return { inside: text.length, after: text.length };
}
