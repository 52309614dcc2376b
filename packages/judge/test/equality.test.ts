import type { PythonValue } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { difference } from '../src/index.ts';

const exact = { unordered: false, relativeTolerance: 0 };
const equal = (a: PythonValue, b: PythonValue) => difference(a, b, exact) === null;

describe('equality is that of Python', () => {
  it.each<[PythonValue, PythonValue]>([
    [1, { float: 1 }],
    [true, 1],
    [0, { float: -0 }],
    [{ int: '9007199254740993' }, { int: '9007199254740993' }],
    [{ int: '7' }, 7],
    [{ set: [1, 2] }, { set: [2, 1] }],
    [{ set: [1, 2] }, { frozenset: [2, 1] }],
    [
      {
        dict: [
          ['a', 1],
          ['b', [2]],
        ],
      },
      {
        dict: [
          ['b', [2]],
          ['a', { float: 1 }],
        ],
      },
    ],
    [{ tuple: [0, [1000, 1000]] }, { tuple: [0, [1000, 1000]] }],
    [{ float: 'nan' }, { float: 'nan' }],
    ['é', 'é'],
  ])('%j equals %j', (a, b) => {
    expect(equal(a, b)).toBe(true);
    expect(equal(b, a)).toBe(true);
  });

  it.each<[PythonValue, PythonValue]>([
    [[1], { tuple: [1] }],
    [{ int: '9007199254740993' }, { float: 9007199254740992 }],
    ['1', 1],
    [null, 0],
    [null, false],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, 1]],
    [{ dict: [[1, 2]] }, { dict: [] }],
    [{ dict: [] }, { dict: [[1, 2]] }],
    [{ opaque: 'X' }, { opaque: 'X' }],
    [[{ opaque: 'X' }], [{ opaque: 'X' }]],
    [{ bytes: 'AA==' }, 'AA=='],
    [{ set: ['a,sb'] }, { set: ['a', 'b'] }],
  ])('%j is not %j', (a, b) => {
    expect(equal(a, b)).toBe(false);
    expect(equal(b, a)).toBe(false);
  });
});

describe('options', () => {
  it('unordered lists are multisets', () => {
    const unordered = { ...exact, unordered: true };
    expect(difference([1, 2, 2], [2, 1, 2], unordered)).toBeNull();
    expect(difference([1, 2, 2], [2, 1, 1], unordered)).toBe('the result has 1 too often');
    expect(difference([1, 2], [1], unordered)).toBe('the result has 2 too seldom');
    expect(difference([1], { tuple: [1] }, unordered)).not.toBeNull();
    expect(difference([1], [{ opaque: 'X' }], unordered)).not.toBeNull();
  });

  it('floats may differ by the relative tolerance, also below lists', () => {
    const close = { ...exact, relativeTolerance: 1e-9 };
    expect(difference([{ float: 0.1 }], [{ float: 0.1 + 1e-12 }], close)).toBeNull();
    expect(difference({ float: 1 }, { float: 1.001 }, close)).not.toBeNull();
    expect(difference({ float: 1 }, { float: 'nan' }, close)).not.toBeNull();
  });
});

it('says where two results differ', () => {
  expect(difference({ tuple: [0, [4, 4]] }, { tuple: [0, [4, 3]] }, exact)).toBe('result[1][1] is 3, expected 4');
  expect(difference({ dict: [['a', 1]] }, { dict: [] }, exact)).toBe("the result has no key 'a'");
  expect(difference([1, 2], [1], exact)).toBe('the result has 1 item, expected 2');
});
