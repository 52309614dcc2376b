import { describe, expect, it } from 'vitest';
import { formatPython, type PythonValue, PythonValue as PythonValueSchema, pythonValueFault } from '../src/index.ts';

describe('validation', () => {
  it.each<PythonValue>([
    null,
    true,
    -5,
    'text',
    [],
    [1, [2]],
    { int: '-123456789012345678901234567890' },
    { float: 1.5 },
    { float: 'nan' },
    { tuple: [1] },
    { set: [] },
    { frozenset: ['a'] },
    { dict: [['k', { tuple: [] }]] },
    { bytes: 'AAE=' },
    { opaque: 'numpy.ndarray' },
  ])('accepts %j', (value) => {
    expect(pythonValueFault(value)).toBeNull();
    expect(PythonValueSchema.parse(value)).toEqual(value);
  });

  it.each<[string, unknown]>([
    ['a fraction without its tag', 1.5],
    ['a number beyond the safe integers', 2 ** 53],
    ['an unknown tag', { complex: '1j' }],
    ['two tags', { int: '1', float: 1 }],
    ['no tag', {}],
    ['an int that is no number', { int: '1e5' }],
    ['an infinite number', { float: Number.POSITIVE_INFINITY }],
    ['a dict that is no list of pairs', { dict: [[1]] }],
    ['a dict as an object', { dict: { a: 1 } }],
    ['bytes that are no base64', { bytes: 'ä' }],
    ['a long type name', { opaque: 'x'.repeat(201) }],
    ['undefined', undefined],
    ['a function', () => 1],
  ])('refuses %s', (_name, value) => {
    expect(pythonValueFault(value)).not.toBeNull();
    expect(PythonValueSchema.safeParse(value).success).toBe(false);
  });

  it('refuses a value that is nested too deep, without overflowing the stack', () => {
    let value: unknown = 1;
    for (let depth = 0; depth < 100_000; depth++) value = [value];
    expect(pythonValueFault(value)).toContain('nested deeper');
  });
});

describe('formatPython writes what repr would', () => {
  it.each<[PythonValue, string]>([
    [null, 'None'],
    [true, 'True'],
    [{ float: 3 }, '3.0'],
    [{ float: 1e-7 }, '1e-07'],
    [{ float: 1e22 }, '1e+22'],
    [{ float: '-inf' }, '-inf'],
    ["it's", '"it\'s"'],
    ['a\n\\', "'a\\n\\\\'"],
    [{ tuple: [0, [1000]] }, '(0, [1000])'],
    [{ tuple: [1] }, '(1,)'],
    [
      {
        dict: [
          ['a', 1],
          ['b', { set: [] }],
        ],
      },
      "{'a': 1, 'b': set()}",
    ],
    [{ int: '123456789012345678901' }, '123456789012345678901'],
    [{ opaque: 'numpy.ndarray' }, '<numpy.ndarray object>'],
  ])('%j -> %s', (value, text) => expect(formatPython(value)).toBe(text));

  it('cuts a long value', () => {
    const text = formatPython(
      Array.from({ length: 100_000 }, (_, i) => i),
      50,
    );
    expect(text.length).toBeLessThan(80);
    expect(text.endsWith('…]')).toBe(true);
  });
});
