/**
 * Python's `==` on values that came out of a sandbox: 1 == 1.0 == True, a list is never a tuple, a dict and a set have
 * no order, set == frozenset. Deviation: nan equals nan, since an expected nan could not be stated otherwise.
 * An opaque object equals nothing. (Python reference, "Value comparisons".)
 */
import { formatPython, isList, type PythonValue } from '@lockstep/protocol';

export interface EqualityOptions {
  /** The outermost lists are compared as multisets. */
  readonly unordered: boolean;
  /** Floats may differ by this relative error. Not applied inside sets, keys, or with `unordered`. */
  readonly relativeTolerance: number;
}

/** Where two values differ first, in words for a person, or null when they are equal. Pure. */
export function difference(expected: PythonValue, got: PythonValue, options: EqualityOptions): string | null {
  if (options.unordered && isList(expected) && isList(got)) return multisetDifference(expected, got);
  return differenceAt('', expected, got, options.relativeTolerance);
}

function differenceAt(path: string, expected: PythonValue, got: PythonValue, tolerance: number): string | null {
  const here = path === '' ? 'the result' : `result${path}`;
  const expectedItems = sequenceOf(expected);
  const gotItems = sequenceOf(got);
  if (expectedItems !== null && gotItems !== null && expectedItems.type === gotItems.type) {
    for (const [index, item] of expectedItems.items.entries()) {
      const other = gotItems.items[index];
      if (other === undefined) break;
      const found = differenceAt(`${path}[${index}]`, item, other, tolerance);
      if (found !== null) return found;
    }
    const [want, have] = [expectedItems.items.length, gotItems.items.length];
    return want === have ? null : `${here} has ${count(have, 'item')}, expected ${want}`;
  }
  const expectedPairs = dictOf(expected);
  const gotPairs = dictOf(got);
  if (expectedPairs !== null && gotPairs !== null) return dictDifference(path, expectedPairs, gotPairs, tolerance);
  if (tolerance > 0) {
    const [a, b] = [finiteNumber(expected), finiteNumber(got)];
    if (a !== null && b !== null && Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b))) return null;
  }
  const [want, have] = [canonical(expected), canonical(got)];
  if (want !== null && want === have) return null;
  return `${here} is ${describe(got)}, expected ${describe(expected)}`;
}

function dictDifference(
  path: string,
  expected: readonly (readonly [PythonValue, PythonValue])[],
  got: readonly (readonly [PythonValue, PythonValue])[],
  tolerance: number,
): string | null {
  const here = path === '' ? 'the result' : `result${path}`;
  const remaining = new Map(got.map(([key, value]) => [canonical(key), { key, value }]));
  for (const [key, value] of expected) {
    const id = canonical(key);
    const entry = id === null ? undefined : remaining.get(id);
    if (entry === undefined) return `${here} has no key ${formatPython(key, 60)}`;
    remaining.delete(id);
    const found = differenceAt(`${path}[${formatPython(key, 60)}]`, value, entry.value, tolerance);
    if (found !== null) return found;
  }
  for (const { key } of remaining.values()) return `${here} has a key too many, ${formatPython(key, 60)}`;
  return null;
}

function multisetDifference(expected: readonly PythonValue[], got: readonly PythonValue[]): string | null {
  const missing = new Map<string | null, { value: PythonValue; times: number }>();
  for (const value of expected) {
    const id = canonical(value);
    const entry = missing.get(id);
    if (entry === undefined) missing.set(id, { value, times: 1 });
    else entry.times += 1;
  }
  for (const value of got) {
    const id = canonical(value);
    const entry = id === null ? undefined : missing.get(id);
    if (entry === undefined || entry.times === 0) return `the result has ${formatPython(value, 60)} too often`;
    entry.times -= 1;
  }
  for (const { value, times } of missing.values()) {
    if (times > 0) return `the result has ${formatPython(value, 60)} too seldom`;
  }
  return null;
}

/** A text that is the same for two values exactly if they are equal in Python; null when an opaque object is inside. */
export function canonical(value: PythonValue): string | null {
  if (value === null) return 'N';
  if (typeof value === 'boolean') return value ? 'n1' : 'n0';
  if (typeof value === 'number') return `n${Object.is(value, -0) ? 0 : value}`;
  if (typeof value === 'string') return `s${JSON.stringify(value)}`;
  if (isList(value)) return wrap('[', value.map(canonical), ']');
  if ('int' in value) return `n${BigInt(value.int)}`;
  if ('float' in value) {
    if (typeof value.float === 'string') return `f${value.float}`;
    return Number.isInteger(value.float) ? `n${BigInt(value.float)}` : `f${value.float}`;
  }
  if ('tuple' in value) return wrap('(', value.tuple.map(canonical), ')');
  if ('set' in value) return wrap('{', sorted(value.set.map(canonical)), '}');
  if ('frozenset' in value) return wrap('{', sorted(value.frozenset.map(canonical)), '}');
  if ('bytes' in value) return `b${value.bytes}`;
  if ('opaque' in value) return null;
  return wrap('d{', sorted(value.dict.map(([key, inner]) => wrap('', [canonical(key), canonical(inner)], ''))), '}');
}

function wrap(open: string, parts: readonly (string | null)[], close: string): string | null {
  return parts.includes(null) ? null : `${open}${parts.join(',')}${close}`;
}

function sorted(parts: (string | null)[]): (string | null)[] {
  return parts.sort((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1));
}

function sequenceOf(value: PythonValue): { type: 'list' | 'tuple'; items: readonly PythonValue[] } | null {
  if (isList(value)) return { type: 'list', items: value };
  if (typeof value === 'object' && value !== null && 'tuple' in value) return { type: 'tuple', items: value.tuple };
  return null;
}

function dictOf(value: PythonValue): readonly (readonly [PythonValue, PythonValue])[] | null {
  return typeof value === 'object' && value !== null && !isList(value) && 'dict' in value ? value.dict : null;
}

function finiteNumber(value: PythonValue): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'object' || value === null || isList(value)) return null;
  if ('float' in value) return typeof value.float === 'number' ? value.float : null;
  return 'int' in value ? Number(value.int) : null;
}

function describe(value: PythonValue): string {
  const sequence = sequenceOf(value);
  if (sequence !== null && sequence.items.length > 8) return `a ${sequence.type} of ${sequence.items.length} items`;
  return formatPython(value, 80);
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
