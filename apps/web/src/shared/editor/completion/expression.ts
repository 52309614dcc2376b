/** Chains of names, dots, calls and indices, found in code by their brackets. Pure. */

/** `["mp", ".Value", "(...)", ".get_lock", "()"]`; stops at what is no such part. */
export function partsOf(expression: string): string[] {
  const parts: string[] = [];
  let at = 0;
  while (at < expression.length) {
    const rest = expression.slice(at);
    const word = (at === 0 ? /^[A-Za-z_]\w*/ : /^\s*\.\s*[A-Za-z_]\w*/).exec(rest)?.[0];
    const part = word ?? (at > 0 && /^[([]/.test(rest) ? rest.slice(0, closing(rest)) : '');
    if (part === '') break;
    parts.push(part.trim());
    at += part.length;
  }
  return parts;
}

/** Length of the bracketed part at the beginning of the text; all of it when the bracket is not closed. */
function closing(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? '';
    if ('([{'.includes(letter)) depth += 1;
    else if (')]}'.includes(letter)) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

/** The names, dots, calls and indices that end where the text ends. */
export function expressionBefore(text: string): string {
  let at = text.length;
  while (at > 0) {
    const letter = text[at - 1] ?? '';
    if (/[)\]]/.test(letter)) {
      const open = opening(text, at);
      if (open === null) break;
      at = open;
    } else if (/[\w.]/.test(letter)) at -= 1;
    else break;
  }
  const expression = text.slice(at);
  return /^[A-Za-z_]/.test(expression) ? expression : '';
}

function opening(text: string, end: number): number | null {
  let depth = 0;
  for (let at = end - 1; at >= 0; at--) {
    const letter = text[at] ?? '';
    if (')]}'.includes(letter)) depth += 1;
    else if ('([{'.includes(letter)) depth -= 1;
    if (depth === 0) return at;
  }
  return null;
}
