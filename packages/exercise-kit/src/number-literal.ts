/** Python's int and float literals with an optional sign. Source: Python Language Reference, 2.4.4 to 2.4.6. */
import type { PythonValue } from '@lockstep/protocol';
import type { Cursor } from './literal-cursor.ts';

/** Python itself refuses to read longer ints. */
const MOST_DIGITS = 4_300;

/** The number at the cursor, or null when none begins here. Throws LiteralError on a malformed one. */
export function readNumber(cursor: Cursor): PythonValue | null {
  const start = cursor.position;
  const signs = cursor.take(/(?:[+-][ \t]*)*/y) ?? '';
  const negative = (signs.match(/-/g)?.length ?? 0) % 2 === 1;
  const text = cursor.take(/(?:0[xXoObB]|\.?\d)(?:[\w.]|(?<=[eE])[+-])*/y);
  if (text === null) {
    if (signs === '') return null;
    throw cursor.error('a number has to follow the sign');
  }
  const digits = text.replaceAll('_', '');
  if (/^0[xX](?:_?[\da-fA-F])+$|^0[oO](?:_?[0-7])+$|^0[bB](?:_?[01])+$|^(?:[1-9](?:_?\d)*|0(?:_?0)*)$/.test(text)) {
    if (digits.length > MOST_DIGITS) throw cursor.error(`an int of more than ${MOST_DIGITS} digits`);
    const value = BigInt(digits.toLowerCase());
    return int(negative ? -value : value);
  }
  const part = '\\d(?:_?\\d)*';
  const float = new RegExp(`^(?:(?:${part})?\\.${part}|${part}\\.?)(?:[eE][+-]?${part})?$`);
  const hasPointOrExponent = /[.eE]/.test(text);
  if (hasPointOrExponent && float.test(text)) {
    const value = Number(digits) * (negative ? -1 : 1);
    if (Number.isFinite(value)) return { float: value };
    return { float: value > 0 ? 'inf' : '-inf' };
  }
  cursor.position = start;
  throw cursor.error(
    /^0\d/.test(digits) ? `"${text}": an int does not begin with 0` : `"${text}" is not an int or float`,
  );
}

function int(value: bigint): PythonValue {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : { int: value.toString() };
}
