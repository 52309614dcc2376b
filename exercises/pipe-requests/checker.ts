import { asNumber, int, type PythonValue } from '@lockstep/checker/author';

/** The squares of 0 to n - 1. */
export function squaresBelow(n: PythonValue): PythonValue {
  return Array.from({ length: asNumber(n) ?? 0 }, (_, i) => int(i * i));
}
