import { accept, asList, asNumber, type CheckAnswer, float, type PythonValue, reject } from '@lockstep/checker/author';

/** 0.0, 0.5, 1.0 ... : n floats, each of them exact. */
export function ramp(n: PythonValue): PythonValue {
  return Array.from({ length: asNumber(n) ?? 0 }, (_, i) => float(i / 2));
}

/** n floats of changing sign and size, from tiny to huge. */
export function mixed(n: PythonValue): PythonValue {
  return Array.from({ length: asNumber(n) ?? 0 }, (_, i) => {
    const sign = i % 2 === 0 ? 1 : -1;
    return float(sign * (i + 0.1) * 2 ** ((i % 200) - 100));
  });
}

/** Every value is exactly twice its input. */
export function check(args: readonly PythonValue[], outcome: PythonValue): CheckAnswer {
  const values = asList(args[0] ?? null) ?? [];
  const doubled = asList(outcome);
  if (doubled === null) return reject('the result is no list');
  if (doubled.length !== values.length) {
    return reject(`the result has ${doubled.length} values, expected ${values.length}`);
  }
  for (const [index, value] of values.entries()) {
    const before = asNumber(value) ?? 0;
    const after = asNumber(doubled[index] ?? null);
    if (after === null) return reject(`value ${index} is no number`);
    if (after !== 2 * before) return reject(`value ${index} is ${after}, expected ${2 * before}`);
  }
  return accept();
}
