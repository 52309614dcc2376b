import { asNumber, dict, type PythonValue, tuple } from '@lockstep/checker/author';

function entries(n: PythonValue): [string, string][] {
  return Array.from({ length: asNumber(n) ?? 0 }, (_, i) => [`name${i}`, `text ${i * i}`]);
}

/** A dict of n strings, without the entry 'key'. */
export function numbered(n: PythonValue): PythonValue {
  return dict(entries(n));
}

/** What becomes of ([-1, -2], numbered(n), 3). */
export function changed(n: PythonValue): PythonValue {
  return tuple([42, -2], dict([...entries(n), ['key', 'value']]), 100);
}

/** What becomes of (range(n), {'a': '1', 'key': '2', 'z': '3'}, 77). */
export function longList(n: PythonValue): PythonValue {
  const items = Array.from({ length: asNumber(n) ?? 0 }, (_, i) => (i === 0 ? 42 : i));
  const mapping = dict([
    ['a', '1'],
    ['key', 'value'],
    ['z', '3'],
  ]);
  return tuple(items, mapping, 100);
}
