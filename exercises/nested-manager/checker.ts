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

/** n pairs over so many keys, values from -100 to 899, that look random; the same for the same seed. */
export function mixed(n: PythonValue, keys: PythonValue, seed: PythonValue): PythonValue {
  const keyCount = asNumber(keys) ?? 1;
  let state = (asNumber(seed) ?? 0) >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
  return Array.from({ length: asNumber(n) ?? 0 }, () => tuple(`group-${next() % keyCount}`, (next() % 1000) - 100));
}

/** n pairs of one key, with values that fall from n to 1. */
export function falling(key: PythonValue, n: PythonValue): PythonValue {
  const count = asNumber(n) ?? 0;
  return Array.from({ length: count }, (_, i) => tuple(key, count - i));
}

/** Every key has the sorted list of its values, and there is no other key. */
export function check(args: readonly PythonValue[], outcome: PythonValue): CheckAnswer {
  const expected = new Map<string, number[]>();
  for (const pair of asList(args[0] ?? null) ?? []) {
    const [key, value] = asTuple(pair) ?? [];
    const name = asText(key ?? null) ?? '';
    expected.set(name, [...(expected.get(name) ?? []), asNumber(value ?? null) ?? 0]);
  }
  const entries = asDict(outcome);
  if (entries === null) return reject('the result is no dict');
  const found = new Map<string, PythonValue>();
  for (const [key, values] of entries) {
    const name = asText(key);
    if (name === null || !expected.has(name)) return reject('the result has a key that no pair has');
    found.set(name, values);
  }
  for (const [name, values] of expected) {
    if (!found.has(name)) return reject(`the key '${name}' is missing`);
    const list = asList(found.get(name) ?? null);
    if (list === null) return reject(`what stands under '${name}' is no list`);
    if (list.length !== values.length) {
      return reject(`the list of '${name}' has length ${list.length}, expected ${values.length}`);
    }
    values.sort((a, b) => a - b);
    for (const [index, value] of values.entries()) {
      if (asNumber(list[index] ?? null) !== value) {
        return reject(`item ${index} in the list of '${name}' is not ${value}`);
      }
    }
  }
  return accept();
}
