import { describe, expect, it } from 'vitest';
import { parseSignature } from '../src/signature.ts';

describe('parseSignature', () => {
  it.each([
    ['def count(n_procs: int, n: int) -> int', 'count', ['n_procs', 'n']],
    ['def f() -> None', 'f', []],
    ['def f(a: list[tuple[int, int, int]], b: dict[str, list[str]]) -> tuple[int, list[int]]', 'f', ['a', 'b']],
    ['def roundtrip(code: str, value: int | float) -> int | float', 'roundtrip', ['code', 'value']],
  ])('%s', (text, name, parameters) => {
    expect(parseSignature(text)).toEqual({ kind: 'parsed', value: { name, parameters, signature: text } });
  });

  it('straightens white space and drops the colon', () => {
    const parsed = parseSignature('  def f(a:  int,\n b: int) -> int: ');
    expect(parsed.kind === 'parsed' && parsed.value.signature).toBe('def f(a: int, b: int) -> int');
  });

  it.each([
    ['count(n)', 'write it as'],
    ['def f(a: int)', 'write it as'],
    ['def f(a) -> int', '"a" is not "parameter: type"'],
    ['def f(a: int = 3) -> int', 'without default'],
    ['def f(*a: int) -> int', 'without default, star'],
    ['def f(a: int, a: int) -> int', 'stands there twice'],
    ['def f(a: int) -> "int"', 'is not a type'],
    ['class C: pass', 'write it as'],
  ])('refuses %s', (text, message) => {
    const parsed = parseSignature(text);
    expect(parsed.kind === 'refused' && parsed.message).toContain(message);
  });
});
