/**
 * What a checker module may import: the types of Python values, and helpers to read and make them. Nothing else.
 *
 * Invariants: this file imports nothing at run time, since its text also runs inside the V8 isolate. Every helper is
 * pure. A reading helper answers null for a value of another kind and never throws: what a candidate returned may be
 * anything, and a checker that throws is the author's fault, not the candidate's.
 */
import type { PythonValue } from '@lockstep/protocol';

export type { PythonValue };

/** What `check` answers. `message` is one sentence for the candidate; of a hidden test it is not shown. */
export interface CheckAnswer {
  readonly accepted: boolean;
  readonly message?: string;
}

/** The signature of an exported `check`: the arguments of the call in order, and the value that it returned. */
export type Check = (args: readonly PythonValue[], outcome: PythonValue) => CheckAnswer;

/** The signature of an exported generator: called with the Python literals of the call, it makes one value. */
export type Generator = (...params: PythonValue[]) => PythonValue;

export function accept(): CheckAnswer {
  return { accepted: true };
}

export function reject(message: string): CheckAnswer {
  return { accepted: false, message };
}

/** An int or float as a number (True is 1, False is 0, as in Python), else null. Ints beyond 2^53 lose digits. */
export function asNumber(value: PythonValue): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'object' || value === null) return null;
  if ('int' in value) return Number(value.int);
  if (!('float' in value)) return null;
  if (typeof value.float === 'number') return value.float;
  return value.float === 'nan'
    ? Number.NaN
    : value.float === 'inf'
      ? Number.POSITIVE_INFINITY
      : Number.NEGATIVE_INFINITY;
}

/** An int (True is 1, False is 0) in full, else null. A float is no int. */
export function asBigInt(value: PythonValue): bigint | null {
  if (typeof value === 'number') return BigInt(value);
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'object' && value !== null && 'int' in value) return BigInt(value.int);
  return null;
}

/** A str, else null. */
export function asText(value: PythonValue): string | null {
  return typeof value === 'string' ? value : null;
}

/** The items of a list, else null. A tuple is no list. */
export function asList(value: PythonValue): readonly PythonValue[] | null {
  return Array.isArray(value) ? (value as readonly PythonValue[]) : null;
}

/** The items of a tuple, else null. */
export function asTuple(value: PythonValue): readonly PythonValue[] | null {
  return typeof value === 'object' && value !== null && 'tuple' in value ? value.tuple : null;
}

/** The pairs of a dict in its order, else null. */
export function asDict(value: PythonValue): readonly (readonly [PythonValue, PythonValue])[] | null {
  return typeof value === 'object' && value !== null && 'dict' in value ? value.dict : null;
}

/** An int. Throws on a number that is not whole. */
export function int(value: number | bigint): PythonValue {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  return { int: String(BigInt(value)) };
}

/** A float, also for whole numbers: `float(2)` is 2.0. */
export function float(value: number): PythonValue {
  if (Number.isNaN(value)) return { float: 'nan' };
  if (!Number.isFinite(value)) return { float: value > 0 ? 'inf' : '-inf' };
  return { float: value };
}

export function tuple(...items: readonly PythonValue[]): PythonValue {
  return { tuple: items };
}

export function dict(pairs: Iterable<readonly [PythonValue, PythonValue]>): PythonValue {
  return { dict: [...pairs] };
}
