import { describe, expect, it } from 'vitest';
import { readOwnCall } from '../src/index.ts';

const exercise = { entry: { name: 'count', parameters: ['n_procs', 'n'], signature: '' } };

describe("a candidate's own call", () => {
  it('is a test that expects nothing', () => {
    expect(readOwnCall(exercise, 'count(3, range(2))')).toEqual({
      kind: 'parsed',
      value: {
        name: 'own',
        title: 'count(3, range(2))',
        call: 'count(3, range(2))',
        args: [
          { kind: 'value', value: 3 },
          { kind: 'value', value: [0, 1] },
        ],
        expectation: { kind: 'none' },
        revealed: true,
        explanation: null,
        rules: null,
      },
    });
  });

  it.each([
    ['count(3)', 'has 1 argument, but the entry is count(n_procs, n)'],
    ['work(3, 2)', 'calls work, but the entry is count'],
    ['count(3, ramp(2))', 'ramp(...) is no value: write the arguments out, or use range'],
    ['count(3, __import__("os"))', '__import__(...) is no value: write the arguments out, or use range'],
    ['count(3, 2); x', 'unexpected ";" after the end (column 12)'],
    ['count(3, range(10**9))', 'expected "," between arguments, found "*" (column 18)'],
    ['count(3, range(1000000000))', 'a range of more than 200000 numbers'],
  ])('%s is refused with the reason', (call, message) => {
    expect(readOwnCall(exercise, call)).toEqual({ kind: 'refused', message });
  });
});
