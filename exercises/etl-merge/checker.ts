import {
  accept,
  asDict,
  asList,
  asNumber,
  asText,
  asTuple,
  type CheckAnswer,
  type PythonValue,
  reject,
  tuple,
} from '@lockstep/checker/author';

/** n records over so many keys, amounts from -500 to 999, that look random; the same for the same seed. */
export function sales(n: PythonValue, keys: PythonValue, seed: PythonValue): PythonValue {
  const keyCount = asNumber(keys) ?? 1;
  let state = (asNumber(seed) ?? 0) >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
  return Array.from({ length: asNumber(n) ?? 0 }, () => tuple(`shop-${next() % keyCount}`, (next() % 1500) - 500));
}

/** The same record n times. */
export function repeated(key: PythonValue, amount: PythonValue, n: PythonValue): PythonValue {
  return Array.from({ length: asNumber(n) ?? 0 }, () => tuple(key, amount));
}

/** Every key has the sum of its amounts, and there is no other key. */
export function check(args: readonly PythonValue[], outcome: PythonValue): CheckAnswer {
  const expected = new Map<string, number>();
  for (const record of asList(args[0] ?? null) ?? []) {
    const [key, amount] = asTuple(record) ?? [];
    const name = asText(key ?? null) ?? '';
    expected.set(name, (expected.get(name) ?? 0) + (asNumber(amount ?? null) ?? 0));
  }
  const entries = asDict(outcome);
  if (entries === null) return reject('the result is no dict');
  const found = new Map<string, PythonValue>();
  for (const [key, value] of entries) {
    const name = asText(key);
    if (name === null || !expected.has(name)) return reject('the result has a key that no record has');
    found.set(name, value);
  }
  for (const [name, total] of expected) {
    if (!found.has(name)) return reject(`the key '${name}' is missing`);
    const value = asNumber(found.get(name) ?? null);
    if (value !== total) return reject(`the total of '${name}' is ${value ?? 'no number'}, expected ${total}`);
  }
  return accept();
}
