/**
 * Python literals as exercise packages write them: `[(0, 1), {'a': b'\x00'}, 50_000, -2.5, None]`. A recursive-descent
 * parser from text to PythonValue, and the one form above it, a call with such arguments.
 *
 * Accepted: None, True, False, ints (decimal, hex, octal, binary, underscores), floats, strings and bytes with Python's
 * escapes, list, tuple, dict, set, nesting, trailing commas, unary minus and plus. Refused with a position: everything
 * else, f-strings, triple quotes, joined strings, names, operators. Pure and deterministic.
 * Source: Python Language Reference, 2.4 "Literals" and 6.2 "Atoms".
 */
import { PYTHON_VALUE_LIMITS, type PythonValue } from '@lockstep/protocol';
import { hashKey, UnhashableError } from './hash-key.ts';
import { Cursor, type LiteralError } from './literal-cursor.ts';
import { readNumber } from './number-literal.ts';
import { readString } from './string-literal.ts';

export type LiteralResult<T> =
  | { readonly kind: 'parsed'; readonly value: T }
  | { readonly kind: 'refused'; readonly message: string };

/** An argument of a call: a literal, or a call of a function by name with literals. */
export type ParsedArgument =
  | { readonly kind: 'literal'; readonly value: PythonValue }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly ParsedArgument[] };

export interface ParsedCall {
  readonly name: string;
  readonly args: readonly ParsedArgument[];
}

/** Parses a whole text as one literal or one call of a function by name, as it stands in `expect`. */
export function parseArgument(text: string): LiteralResult<ParsedArgument> {
  return whole(text, (cursor) => readArgument(cursor, 0));
}

/** Parses a whole text as one call: `count(2, 2)`. */
export function parseCall(text: string): LiteralResult<ParsedCall> {
  return whole(text, (cursor) => {
    const name = cursor.takeName();
    if (name === null) throw cursor.error('a call begins with the name of a function');
    if (!cursor.takeIf('(')) throw cursor.error(`expected "(" after ${name}`);
    return { name, args: readArguments(cursor, 0) };
  });
}

/** Parses a whole text as one literal. */
export function parseLiteral(text: string): LiteralResult<PythonValue> {
  return whole(text, (cursor) => readValue(cursor, 0));
}

function whole<T>(text: string, read: (cursor: Cursor) => T): LiteralResult<T> {
  const cursor = new Cursor(text);
  try {
    const value = read(cursor);
    cursor.skipSpace();
    if (!cursor.atEnd) throw cursor.error(`unexpected ${cursor.shown} after the end`);
    return { kind: 'parsed', value };
  } catch (error) {
    if (Cursor.isError(error)) return { kind: 'refused', message: error.message };
    throw error;
  }
}

/** The arguments up to and with the closing parenthesis; the opening one is read. */
function readArguments(cursor: Cursor, depth: number): ParsedArgument[] {
  const args: ParsedArgument[] = [];
  while (!cursor.takeIf(')')) {
    if (args.length > 0) cursor.expect(',', 'between arguments');
    if (args.length > 0 && cursor.takeIf(')')) break;
    args.push(readArgument(cursor, depth + 1));
    if (cursor.takeIf('=')) throw cursor.error('arguments are given by position, not by name');
  }
  return args;
}

function readArgument(cursor: Cursor, depth: number): ParsedArgument {
  cursor.skipSpace();
  const start = cursor.position;
  const name = cursor.takeName();
  if (name !== null && !KEYWORDS.has(name) && cursor.takeIf('(')) {
    if (depth > MOST_CALLS_DEEP) throw cursor.error('calls nested too deep');
    return { kind: 'call', name, args: readArguments(cursor, depth) };
  }
  cursor.position = start;
  return { kind: 'literal', value: readValue(cursor, 0) };
}

const MOST_CALLS_DEEP = 3;
const KEYWORDS: ReadonlyMap<string, PythonValue> = new Map<string, PythonValue>([
  ['None', null],
  ['True', true],
  ['False', false],
]);

function readValue(cursor: Cursor, depth: number): PythonValue {
  // One less than the limit of values: the list of arguments holds them.
  if (depth >= PYTHON_VALUE_LIMITS.depth) throw cursor.error(`nested deeper than ${PYTHON_VALUE_LIMITS.depth}`);
  cursor.skipSpace();
  const next = cursor.peek();
  if (next === '[') return readItems(cursor, ']', depth).items;
  if (next === '(') return readParentheses(cursor, depth);
  if (next === '{') return readBraces(cursor, depth);
  const text = readString(cursor);
  if (text !== null) return text;
  const number = readNumber(cursor);
  if (number !== null) return number;
  const start = cursor.position;
  const name = cursor.takeName();
  const keyword = name === null ? undefined : KEYWORDS.get(name);
  if (keyword !== undefined) return keyword;
  cursor.position = start;
  throw name === null
    ? cursor.error(cursor.atEnd ? 'a value is missing' : `unexpected ${cursor.shown}`)
    : cursor.error(`"${name}" is not a literal`);
}

function readParentheses(cursor: Cursor, depth: number): PythonValue {
  const { items, comma } = readItems(cursor, ')', depth);
  const [only] = items;
  return items.length === 1 && !comma && only !== undefined ? only : { tuple: items };
}

/** Items up to the closing mark; `comma` tells whether one stood after the last. */
function readItems(cursor: Cursor, closing: string, depth: number): { items: PythonValue[]; comma: boolean } {
  cursor.position += 1;
  const items: PythonValue[] = [];
  let comma = true;
  while (!cursor.takeIf(closing)) {
    if (!comma) throw cursor.error(`expected "," or "${closing}"`);
    items.push(readValue(cursor, depth + 1));
    comma = cursor.takeIf(',');
  }
  return { items, comma };
}

function readBraces(cursor: Cursor, depth: number): PythonValue {
  cursor.position += 1;
  if (cursor.takeIf('}')) return { dict: [] };
  const seen = new Set<string>();
  const pairs: [PythonValue, PythonValue][] = [];
  const members: PythonValue[] = [];
  do {
    if (cursor.takeIf('}')) return members.length > 0 ? { set: members } : { dict: pairs };
    cursor.skipSpace();
    const start = cursor.position;
    const key = readValue(cursor, depth + 1);
    if (cursor.takeIf(':')) {
      if (members.length > 0) throw cursor.error('a set has no ":"');
      pairs.push([key, readValue(cursor, depth + 1)]);
    } else {
      if (pairs.length > 0) throw cursor.error('expected ":" after the key');
      members.push(key);
    }
    remember(seen, key, cursor, start);
  } while (cursor.takeIf(','));
  if (!cursor.takeIf('}')) throw cursor.error('expected "," or "}"');
  return members.length > 0 ? { set: members } : { dict: pairs };
}

/** Refuses what Python could not hash, and doubles, which Python would drop without a word. */
function remember(seen: Set<string>, key: PythonValue, cursor: Cursor, start: number): void {
  const refused = (message: string): LiteralError => {
    cursor.position = start;
    return cursor.error(message);
  };
  let hash: string;
  try {
    hash = hashKey(key);
  } catch (error) {
    if (error instanceof UnhashableError) throw refused(error.message);
    throw error;
  }
  if (seen.has(hash)) throw refused('the same key twice');
  seen.add(hash);
}
