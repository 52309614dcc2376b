import { asNumber, float, type PythonValue } from '@lockstep/checker/author';

/** The floats from start upwards in steps of 1, size of them. */
export function upwards(size: PythonValue, start: PythonValue): PythonValue {
  const first = asNumber(start) ?? 0;
  return Array.from({ length: asNumber(size) ?? 0 }, (_, i) => float(first + i));
}
