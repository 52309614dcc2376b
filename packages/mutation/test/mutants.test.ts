import { describe, expect, it } from 'vitest';
import { mutantsOf } from '../src/index.ts';

/** What an operator makes of a program, one text each. */
function made(operator: string, source: string): string[] {
  return mutantsOf(source).flatMap((mutant) => (mutant.operator === operator ? [mutant.source] : []));
}

describe('mistakes', () => {
  it.each([
    ['drop-lock', 'with lock:\n    x.value += 1\n', ['if True:\n    x.value += 1\n']],
    ['drop-lock', 'with counter.get_lock():\n    pass\n', ['if True:\n    pass\n']],
    ['drop-lock', 'with Manager() as manager:\n    pass\n', []],
    ['drop-lock', 'with Pool(2):\n    pass\n', []],
    ['swap-locks', 'with a, b:\n    pass\n', ['with b, a:\n    pass\n']],
    ['swap-locks', 'with a:\n    with b:\n        pass\n', ['with b:\n    with a:\n        pass\n']],
    ['swap-locks', 'with a:\n    with b:\n        pass\n    go()\n', []],
    ['while-to-if', 'while not ready:\n    condition.wait()\n', ['if not ready:\n    condition.wait()\n']],
    ['while-to-if', 'while True:\n    go()\n', []],
    [
      'read-outside',
      'with l:\n    v = x.value\n    x.value = v + 1\n',
      ['v = x.value\nwith l:\n    pass\n    x.value = v + 1\n'],
    ],
    ['split-update', 'with l:\n    x.value += 2\n', ['seen = x.value\nwith l:\n    x.value = seen + 2\n']],
    ['process-to-thread', 'p = mp.Process(target=f)\n', ['p = __import__("threading").Thread(target=f)\n']],
    ['drop-sentinel', 'q.put(None)\nq.put(3)\n', ['pass\nq.put(3)\n']],
    ['range-from-one', 'for i in range(n):\n    go()\n', ['for i in range(1, n):\n    go()\n']],
    ['range-from-one', 'for i in range(0, n):\n    go()\n', []],
    ['join-at-once', 'p.start()\n', ['p.start(); p.join()\n']],
    ['drop-join', 'p.join()\n", ".join(a)\n', ['pass\n", ".join(a)\n']],
    ['drop-release', 'l.acquire()\nl.release()\n', ['l.acquire()\npass\n']],
    ['drop-acquire', 'def f():\n    l.acquire()\n    l.release()\n', ['def f():\n    pass\n    pass\n']],
  ])('%s of %j', (operator, source, expected) => {
    expect(made(operator, source)).toEqual(expected);
  });

  it('tell their line, and are never the same text twice', () => {
    const mutants = mutantsOf('a = 1\nwith lock:\n    q.put(None)\np.join()\n');
    expect(mutants.find(({ operator }) => operator === 'drop-join')?.line).toBe(4);
    expect(new Set(mutants.map(({ source }) => source)).size).toBe(mutants.length);
  });

  it('are made of what yields nothing, too', () => {
    const source = 'def all_of(lock):\n    lock.acquire()\n    seen = yield\n    yield\n    lock.release()\n';
    expect(mutantsOf(source).map(({ operator }) => operator)).toContain('drop-release');
  });

  it('are not made of what is no Python', () => {
    expect(mutantsOf('with lock\n    q.put(None)\n')).toEqual([]);
  });
});
