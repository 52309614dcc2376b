/** The entry's signature as the author writes it: `def count(n_procs: int, n: int) -> int`. */

export interface Signature {
  readonly name: string;
  readonly parameters: readonly string[];
  /** The signature with single spaces, without a final colon. */
  readonly signature: string;
}

export type SignatureResult =
  | { readonly kind: 'parsed'; readonly value: Signature }
  | { readonly kind: 'refused'; readonly message: string };

const MOST_PARAMETERS = 16;
const ANNOTATION = /^[\w\s[\],|.()]+$/;

/** Parses a signature. Every parameter and the result carry an annotation; defaults and stars are refused. Pure. */
export function parseSignature(text: string): SignatureResult {
  const signature = text.trim().replace(/\s+/g, ' ').replace(/:$/, '');
  const match = /^def ([A-Za-z_]\w*)\s?\((.*)\) -> (.+)$/.exec(signature);
  if (match === null) return refused('write it as "def name(parameter: type, ...) -> type"');
  const [, name = '', inside = '', result = ''] = match;
  if (!ANNOTATION.test(result)) return refused(`"${result}" is not a type`);
  const parameters: string[] = [];
  for (const part of splitAtCommas(inside)) {
    const parameter = /^([A-Za-z_]\w*): ?(.+)$/.exec(part.trim());
    const [, parameterName = '', type = ''] = parameter ?? [];
    if (parameter === null || !ANNOTATION.test(type)) {
      return refused(`"${part.trim()}" is not "parameter: type", without default, star or slash`);
    }
    if (parameters.includes(parameterName)) return refused(`the parameter ${parameterName} stands there twice`);
    parameters.push(parameterName);
  }
  if (parameters.length > MOST_PARAMETERS) return refused(`more than ${MOST_PARAMETERS} parameters`);
  return { kind: 'parsed', value: { name, parameters, signature } };
}

/** Commas inside brackets belong to a type. */
function splitAtCommas(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of text) {
    if ('[('.includes(character)) depth += 1;
    if (')]'.includes(character)) depth -= 1;
    if (character === ',' && depth === 0) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  if (part.trim() !== '') parts.push(part);
  return parts;
}

function refused(message: string): SignatureResult {
  return { kind: 'refused', message };
}
