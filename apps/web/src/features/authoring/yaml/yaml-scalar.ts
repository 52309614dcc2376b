/** Single values of YAML 1.2 (core schema) as their text, both ways. Pure. */

export type YamlScalar = string | number | boolean | null;

/** How a value is written: plain, in quotes, or as a block of lines behind `|` or `>`. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'block';

export function readPlain(text: string): YamlScalar {
  const folded = foldLines(text);
  if (/^(null|Null|NULL|~|)$/.test(folded)) return null;
  if (/^(true|True|TRUE)$/.test(folded)) return true;
  if (/^(false|False|FALSE)$/.test(folded)) return false;
  if (/^[-+]?\d+$/.test(folded) || /^0x[\da-fA-F]+$/.test(folded) || /^0o[0-7]+$/.test(folded)) return Number(folded);
  if (/^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(folded)) return Number(folded);
  if (/^[-+]?\.(inf|Inf|INF)$/.test(folded)) return folded.startsWith('-') ? -Infinity : Infinity;
  if (/^\.(nan|NaN|NAN)$/.test(folded)) return Number.NaN;
  return folded;
}

/** The text between quotes, these included; undefined for an escape that YAML does not have. */
export function readQuoted(text: string): string | undefined {
  const inside = text.slice(1, -1);
  if (text.startsWith("'")) return foldLines(inside).replaceAll("''", "'");
  let known = true;
  // A line break behind a backslash joins two lines without a space.
  const joined = foldLines(inside.replace(/\\\r?\n[ \t]*/g, ''));
  const value = joined.replace(/\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|.)/g, (whole, code: string) => {
    const found = ESCAPES[code] ?? (code.length > 1 ? codePoint(Number.parseInt(code.slice(1), 16)) : undefined);
    known &&= found !== undefined;
    return found ?? whole;
  });
  return known ? value : undefined;
}

const ESCAPES: Readonly<Record<string, string>> = {
  0: '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '\t': '\t',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

function codePoint(code: number): string | undefined {
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** Lines of a value become one: a line break is a space, and an empty line a line break. */
function foldLines(text: string): string {
  const [first = '', ...rest] = text.split(/\r?\n/);
  if (rest.length === 0) return text;
  let folded = first.replace(/[ \t]+$/, '');
  let breaks = 0;
  for (const [index, line] of rest.entries()) {
    const last = index === rest.length - 1;
    const trimmed = last ? line.replace(/^[ \t]+/, '') : line.replace(/^[ \t]+|[ \t]+$/g, '');
    if (trimmed === '' && !last) breaks += 1;
    else {
      folded += breaks === 0 ? ' ' : '\n'.repeat(breaks);
      folded += trimmed;
      breaks = 0;
    }
  }
  return folded;
}

/** `header`: `>-` and the like. `content`: the lines below it. undefined where an indentation is named, which nobody writes. */
export function readBlock(header: string, content: string): string | undefined {
  const parts = /^([|>])([-+]?)[ \t]*(#.*)?$/.exec(header);
  if (parts === null) return undefined;
  const lines = content.replace(/\r?\n$/, '').split(/\r?\n/);
  const indent = /^ */.exec(lines.find((line) => line.trim() !== '') ?? '')?.[0].length ?? 0;
  const inner = lines.map((line) => line.slice(indent));
  const end = inner.findLastIndex((line) => line.trim() !== '') + 1;
  const text = parts[1] === '|' ? inner.slice(0, end).join('\n') : foldBlock(inner.slice(0, end));
  if (text === '') return parts[2] === '+' ? '\n'.repeat(inner.length) : '';
  return text + (parts[2] === '-' ? '' : parts[2] === '+' ? '\n'.repeat(inner.length - end + 1) : '\n');
}

/** Lines that are indented further, and those around them, stay lines. */
function foldBlock(lines: readonly string[]): string {
  let text = lines[0] ?? '';
  let breaks = 0;
  let before = text;
  for (const line of lines.slice(1)) {
    if (line === '') {
      breaks += 1;
      continue;
    }
    const kept = /^[ \t]/.test(line) || /^[ \t]/.test(before);
    text += kept ? '\n'.repeat(breaks + 1) : breaks === 0 && before !== '' ? ' ' : '\n'.repeat(breaks);
    text += line;
    before = line;
    breaks = 0;
  }
  return text;
}

/** The value as it is written in one line. `style`: as it was written before, kept where it can be. */
export function writeScalar(value: YamlScalar, style: ScalarStyle, inFlow: boolean): string {
  if (typeof value !== 'string') return value === null ? 'null' : String(value);
  const printable = /^[^\p{Cc}\u2028\u2029\u0085\ufeff]*$/u.test(value) && value.isWellFormed();
  if (style === 'single' && printable && value === value.trim()) return `'${value.replaceAll("'", "''")}'`;
  if (style !== 'double' && printable && isPlain(value, inFlow)) return value;
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Careful: what merely might be read as something else goes into quotes. */
function isPlain(text: string, inFlow: boolean): boolean {
  if (readPlain(text) !== text || text !== text.trim()) return false;
  if (!/^[\p{L}\d_(/.]/u.test(text) || /^(\.\.\.|y|n|yes|no|on|off)$/i.test(text)) return false;
  if (/: |:$| #/.test(text)) return false;
  return !inFlow || !/[,[\]{}:]/.test(text);
}
