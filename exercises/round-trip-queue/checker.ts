import { asNumber, dict, int, type PythonValue } from '@lockstep/checker/author';

/** 0, 7, 14 ... : n numbers. */
export function sevens(n: PythonValue): PythonValue {
  return Array.from({ length: asNumber(n) ?? 0 }, (_, i) => int(i * 7));
}

/** The answer to `sevens(n)`. */
export function answerToSevens(n: PythonValue): PythonValue {
  const items = Array.from({ length: asNumber(n) ?? 0 }, (_, i) => int(i === 0 ? 42 : i * 7));
  return dict([
    ['items', items],
    ['key', 'value'],
  ]);
}

/** The answer to `range(n)`. */
export function answerToRange(n: PythonValue): PythonValue {
  const items = Array.from({ length: asNumber(n) ?? 0 }, (_, i) => int(i === 0 ? 42 : i));
  return dict([
    ['items', items],
    ['key', 'value'],
  ]);
}
