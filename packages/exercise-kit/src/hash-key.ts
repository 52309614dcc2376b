/** Equality of hashable Python values as text: two values have the same key when Python's `==` says that they are equal. */
import { isList, type PythonValue } from '@lockstep/protocol';

export class UnhashableError extends Error {}

/** Throws UnhashableError for list, dict and set, which Python cannot use as a key or set member. */
export function hashKey(value: PythonValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'n1' : 'n0'; // True == 1
  if (typeof value === 'number') return `n${value}`;
  if (typeof value === 'string') return `s${JSON.stringify(value)}`;
  if (isList(value)) throw new UnhashableError('a list cannot be a key or a member of a set');
  if ('int' in value) return `n${value.int}`;
  if ('float' in value) {
    const { float } = value;
    return typeof float === 'number' && Number.isInteger(float) ? `n${BigInt(float)}` : `f${float}`;
  }
  if ('bytes' in value) return `b${value.bytes}`;
  if ('tuple' in value) return `(${value.tuple.map(hashKey).join(',')})`;
  throw new UnhashableError('a dict or set cannot be a key or a member of a set');
}
