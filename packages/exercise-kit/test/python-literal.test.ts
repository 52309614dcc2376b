import { formatPython, type PythonValue } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { parseArgument, parseCall, parseLiteral } from '../src/python-literal.ts';

function value(text: string): PythonValue {
  const parsed = parseLiteral(text);
  if (parsed.kind === 'refused') throw new Error(`${text}: ${parsed.message}`);
  return parsed.value;
}

function refusal(text: string): string {
  const parsed = parseLiteral(text);
  return parsed.kind === 'refused' ? parsed.message : `parsed as ${JSON.stringify(parsed.value)}`;
}

describe('literals', () => {
  it.each<[string, PythonValue]>([
    ['None', null],
    ['True', true],
    ['False', false],
    ['0', 0],
    ['000', 0],
    ['-0', 0],
    ['50_000', 50_000],
    ['-17', -17],
    ['- 17', -17],
    ['+3', 3],
    ['--3', 3],
    ['0xFF', 255],
    ['0b1_01', 5],
    ['-0o17', -15],
    ['9007199254740991', 9_007_199_254_740_991],
    ['9007199254740992', { int: '9007199254740992' }],
    ['-100_000_000_000_000_000_000', { int: '-100000000000000000000' }],
    ['1.5', { float: 1.5 }],
    ['1.', { float: 1 }],
    ['.5', { float: 0.5 }],
    ['1e3', { float: 1000 }],
    ['-1.5E-3', { float: -0.0015 }],
    ['1_0.2_5', { float: 10.25 }],
    ['1e999', { float: 'inf' }],
    ['-1e999', { float: '-inf' }],
    ['5e-324', { float: 5e-324 }],
    ['[]', []],
    ['[1, 2,]', [1, 2]],
    ['()', { tuple: [] }],
    ['(1)', 1],
    ['(1,)', { tuple: [1] }],
    ['(1, (2, 3))', { tuple: [1, { tuple: [2, 3] }] }],
    ['{}', { dict: [] }],
    [
      "{'a': 1, 2: [None]}",
      {
        dict: [
          ['a', 1],
          [2, [null]],
        ],
      },
    ],
    ['{1, 2,}', { set: [1, 2] }],
    ['{(1, 2): 3}', { dict: [[{ tuple: [1, 2] }, 3]] }],
    ['  [ 1 ,\n 2 ]\n', [1, 2]],
    ["''", ''],
    ['"it\'s"', "it's"],
    [`'say "x"'`, 'say "x"'],
    [String.raw`'a\n\t\\\'\"\x41\u00e9\U0001F600\101\0'`, `a\n\t\\'"Aé😀A\0`],
    ["'a\\\nb'", 'ab'],
    [String.raw`r'\n\''`, String.raw`\n\'`],
    ["u'x'", 'x'],
    ["'grüße 😀'", 'grüße 😀'],
    [String.raw`b'\x00\xffA'`, { bytes: 'AP9B' }],
    ["rb'\\x'", { bytes: Buffer.from('\\x').toString('base64') }],
  ])('%s', (text, expected) => {
    expect(value(text)).toEqual(expected);
  });

  it.each([
    ['', 'a value is missing'],
    ['x', '"x" is not a literal'],
    ['nan', '"nan" is not a literal'],
    ['007', 'an int does not begin with 0'],
    ['1__0', '"1__0" is not an int or float'],
    ['1_', 'is not an int or float'],
    ['1j', 'is not an int or float'],
    ['0xG', 'is not an int or float'],
    ['1.5.2', 'is not an int or float'],
    ['-', 'a number has to follow the sign'],
    ["-'a'", 'a number has to follow the sign'],
    ['1 + 2', 'unexpected "+" after the end (column 3)'],
    ['[1 2]', 'expected "," or "]" (column 4)'],
    ['[1', 'expected "," or "]"'],
    ['[,]', 'unexpected ","'],
    ['(,)', 'unexpected ","'],
    ['{1: 2, 3}', 'expected ":" after the key'],
    ['{1, 2: 3}', 'a set has no ":"'],
    ['{1: 2', 'expected "," or "}"'],
    ['{[1]: 2}', 'a list cannot be a key or a member of a set (column 2)'],
    ['{{1}}', 'a dict or set cannot be a key'],
    ["{1: 'a', 1.0: 'b'}", 'the same key twice (column 10)'],
    ['{True, 1}', 'the same key twice'],
    ["'a", 'the string does not end'],
    ["'a\nb'", 'a string does not go over lines (line 1, column 3)'],
    ["'a' 'b'", 'unexpected'],
    ["'a''b'", 'strings are not joined'],
    ["'''a'''", 'triple quotes are not supported'],
    ["f'{x}'", '"f" strings are not literals'],
    ["'\\q'", 'the escape "\\q" is not known'],
    ["'\\N{DASH}'", 'the escape "\\N" is not known'],
    ["'\\ud800'", 'half of a surrogate pair'],
    ["b'ü'", 'bytes hold ASCII characters'],
    ["b'\\u0041'", 'the escape "\\u" is not known'],
    ['[1,\n 2,\n x]', '(line 3, column 2)'],
    ['len([1])', '"len" is not a literal'],
    ['[ramp(3)]', '"ramp" is not a literal'],
    ['...', 'unexpected "."'],
    ['lambda: 1', '"lambda" is not a literal'],
    ['['.repeat(100), 'nested deeper than'],
    ['9'.repeat(5000), 'more than 4300 digits'],
  ])('refuses %j', (text, message) => {
    expect(refusal(text)).toContain(message);
  });

  it('come back from what is shown of them', () => {
    for (const text of ["[1, -2.5, 'a', None, True, (1,), {1, 2}, {'k': [0.1]}, {}]", '1e+22', '-1e-07', '()']) {
      const parsed = value(text);
      expect(value(formatPython(parsed))).toEqual(parsed);
    }
  });
});

describe('calls', () => {
  it('have a name and arguments by position', () => {
    expect(parseCall("f(1, 'a', ramp(3, range(2)), (4,),)")).toEqual({
      kind: 'parsed',
      value: {
        name: 'f',
        args: [
          { kind: 'literal', value: 1 },
          { kind: 'literal', value: 'a' },
          {
            kind: 'call',
            name: 'ramp',
            args: [
              { kind: 'literal', value: 3 },
              { kind: 'call', name: 'range', args: [{ kind: 'literal', value: 2 }] },
            ],
          },
          { kind: 'literal', value: { tuple: [4] } },
        ],
      },
    });
    expect(parseCall(' f ( ) ')).toEqual({ kind: 'parsed', value: { name: 'f', args: [] } });
    expect(parseArgument('ramp(3)')).toMatchObject({ kind: 'parsed', value: { kind: 'call', name: 'ramp' } });
  });

  it.each([
    ['', 'a call begins with the name of a function'],
    ['3', 'a call begins with the name'],
    ['f', 'expected "(" after f'],
    ['f(1', 'expected "," between arguments, found end'],
    ['f(n=1)', '"n" is not a literal'],
    ['f(,)', 'unexpected ","'],
    ['f(1)(2)', 'unexpected "(" after the end'],
    ['f(*[1])', 'unexpected "*"'],
    ['f(a(b(c(d(1)))))', 'calls nested too deep'],
    ['f.g(1)', 'expected "(" after f'],
  ])('refuses %j', (text, message) => {
    const parsed = parseCall(text);
    expect(parsed.kind === 'refused' && parsed.message).toContain(message);
  });
});
