import { asNumber, type PythonValue } from '@lockstep/checker/author';

/** 0, 1, 4, 9 ... : the squares of the numbers below n. */
export function squares(n: PythonValue): PythonValue {
  return Array.from({ length: asNumber(n) ?? 0 }, (_, i) => i * i);
}
