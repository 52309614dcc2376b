import { asNumber, type PythonValue } from '@lockstep/checker/author';

/** The transcript of n rounds. */
export function transcript(n: PythonValue): PythonValue {
  return Array.from({ length: asNumber(n) ?? 0 }, (_, i) => [`Main message ${i}`, `Worker reply ${i}`]).flat();
}
