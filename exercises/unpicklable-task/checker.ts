import { asNumber, int, type PythonValue } from '@lockstep/checker/author';

/** n*n + 1 for every n below a number. */
export function images(below: PythonValue): PythonValue {
  return Array.from({ length: asNumber(below) ?? 0 }, (_, n) => int(n * n + 1));
}
