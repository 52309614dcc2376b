import { asNumber, type PythonValue } from '@lockstep/checker/author';

/** A list of n times the same value. */
export function same(n: PythonValue, value: PythonValue): PythonValue {
  return Array.from({ length: asNumber(n) ?? 0 }, () => value);
}
