import {
  accept,
  asList,
  asNumber,
  asTuple,
  type CheckAnswer,
  type PythonValue,
  reject,
} from '@lockstep/checker/author';

const TOLERANCE = 1e-12;

/** 0² + 1² + ... + (size - 1)². */
function sumOfSquares(size: number): number {
  const n = BigInt(size);
  return Number(((n - 1n) * n * (2n * n - 1n)) / 6n);
}

/** The first ten squares exactly, and the sum within rounding. */
export function check(args: readonly PythonValue[], outcome: PythonValue): CheckAnswer {
  const size = asNumber(args[0] ?? null) ?? 0;
  const pair = asTuple(outcome);
  if (pair === null || pair.length !== 2) return reject('the result is no tuple of a list and a sum');
  const head = asList(pair[0] ?? null);
  if (head === null) return reject('the first part of the result is no list');
  const wanted = Math.min(10, size);
  if (head.length !== wanted) return reject(`the list has ${head.length} elements, expected ${wanted}`);
  for (const [index, item] of head.entries()) {
    const found = asNumber(item);
    if (found === null) return reject(`element ${index} is no number`);
    if (found !== index * index) return reject(`element ${index} is ${found}, expected ${index * index}`);
  }
  const sum = asNumber(pair[1] ?? null);
  if (sum === null) return reject('the sum is no number');
  const expected = sumOfSquares(size);
  const near = Math.abs(sum - expected) <= TOLERANCE * expected;
  return near ? accept() : reject(`the sum is ${sum}, expected ${expected}`);
}
