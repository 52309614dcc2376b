import {
  accept,
  asBigInt,
  asList,
  asNumber,
  asTuple,
  type CheckAnswer,
  type PythonValue,
  reject,
} from '@lockstep/checker/author';

/** A tuple of n and a list that holds each of 1 to n exactly once, in any order. */
export function check(args: readonly PythonValue[], outcome: PythonValue): CheckAnswer {
  const n = asNumber(args[0] ?? null) ?? 0;
  const pair = asTuple(outcome);
  if (pair === null || pair.length !== 2) return reject('the result is no tuple of two');
  const x = asBigInt(pair[0] ?? null);
  if (x === null) return reject('the count is no int');
  const values = asList(pair[1] ?? null);
  if (values === null) return reject('the second element of the result is no list');
  if (x !== BigInt(n)) return reject(`the count is ${x}, expected ${n}`);
  if (values.length !== n) return reject(`the list has ${values.length} values, expected ${n}`);
  const seen = new Set<bigint>();
  for (const [index, item] of values.entries()) {
    const value = asBigInt(item);
    if (value === null) return reject(`element ${index} of the list is no int`);
    if (value < 1n || value > BigInt(n)) return reject(`${value} is in the list, which no worker can have made`);
    if (seen.has(value)) return reject(`${value} is in the list more than once`);
    seen.add(value);
  }
  return accept();
}
