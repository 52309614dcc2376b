/** Python's string and bytes literals in single or double quotes. Source: Python Language Reference, 2.4.1. */
import type { PythonValue } from '@lockstep/protocol';
import type { Cursor } from './literal-cursor.ts';

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

/** The string or bytes at the cursor, or null when none begins here. Throws LiteralError on a malformed one. */
export function readString(cursor: Cursor): PythonValue | null {
  const opening = cursor.take(/[A-Za-z]{0,2}["']/y);
  if (opening === null) return null;
  const quote = opening.slice(-1);
  const prefix = opening.slice(0, -1).toLowerCase();
  if (!['', 'u', 'r', 'b', 'br', 'rb'].includes(prefix)) throw cursor.error(`"${prefix}" strings are not literals`);
  if (cursor.peek() === quote && cursor.peek(1) === quote) throw cursor.error('triple quotes are not supported');
  const isBytes = prefix.includes('b');
  const text = readUntil(cursor, quote, prefix.includes('r'), isBytes);
  if (cursor.peek() !== '' && /["']/.test(cursor.peek()))
    throw cursor.error('strings are not joined; write one string');
  if (isBytes) return { bytes: Buffer.from(text, 'latin1').toString('base64') };
  if (!text.isWellFormed()) throw cursor.error('half of a surrogate pair is not text');
  return text;
}

function readUntil(cursor: Cursor, quote: string, raw: boolean, isBytes: boolean): string {
  let text = '';
  for (;;) {
    const plain = cursor.take(/[^\\'"\n]+/y);
    if (plain !== null) {
      if (isBytes && !isAscii(plain)) throw cursor.error('bytes hold ASCII characters and escapes only');
      text += plain;
      continue;
    }
    const next = cursor.peek();
    if (next === '') throw cursor.error('the string does not end');
    if (next === '\n') throw cursor.error('a string does not go over lines');
    cursor.position += 1;
    if (next === quote) return text;
    if (next !== '\\') text += next;
    else if (raw) {
      // In a raw string a backslash keeps a quote from ending it, and both stay.
      text += `\\${cursor.peek()}`;
      cursor.position += 1;
    } else text += readEscape(cursor, isBytes);
  }
}

/** What stands for an escape; the backslash is read. */
function readEscape(cursor: Cursor, isBytes: boolean): string {
  const simple = SIMPLE_ESCAPES.get(cursor.peek());
  if (simple !== undefined) {
    cursor.position += 1;
    return simple;
  }
  const octal = cursor.take(/[0-7]{1,3}/y);
  if (octal !== null) return character(cursor, Number.parseInt(octal, 8), isBytes ? 0xff : 0x1ff);
  const hex = cursor.take(isBytes ? /x[\da-fA-F]{2}/y : /x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}/y);
  if (hex !== null) return character(cursor, Number.parseInt(hex.slice(1), 16), 0x10ffff);
  throw cursor.error(`the escape "\\${cursor.peek()}" is not known`);
}

function character(cursor: Cursor, code: number, most: number): string {
  if (code > most) throw cursor.error('the escape stands for no character');
  return String.fromCodePoint(code);
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text, 'utf8') === text.length;
}
