import { accept, asList, asNumber, type CheckAnswer, type PythonValue, reject } from '@lockstep/checker/author';

/** n values from 0 to 65,535 that look random, the same for the same seed. */
export function mixed(n: PythonValue, seed: PythonValue): PythonValue {
  let state = (asNumber(seed) ?? 0) >>> 0;
  return Array.from({ length: asNumber(n) ?? 0 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 16;
  });
}

/** The same value n times. */
export function repeated(value: PythonValue, n: PythonValue): PythonValue {
  return Array.from({ length: asNumber(n) ?? 0 }, () => value);
}

/** Every bin has the number of its values. */
export function check(args: readonly PythonValue[], outcome: PythonValue): CheckAnswer {
  const data = asList(args[0] ?? null) ?? [];
  const bins = asNumber(args[1] ?? null) ?? 1;
  const counts = asList(outcome);
  if (counts === null) return reject('the result is no list');
  if (counts.length !== bins) return reject(`the result has ${counts.length} bins, expected ${bins}`);
  const expected = Array.from({ length: bins }, () => 0);
  for (const value of data) {
    const bin = (asNumber(value) ?? 0) % bins;
    expected[bin] = (expected[bin] ?? 0) + 1;
  }
  for (const [bin, count] of expected.entries()) {
    const found = asNumber(counts[bin] ?? null);
    if (found === null) return reject(`bin ${bin} holds no number`);
    if (found !== count) return reject(`bin ${bin} holds ${found}, expected ${count}`);
  }
  return accept();
}
