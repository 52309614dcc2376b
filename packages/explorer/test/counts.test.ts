import { describe, expect, it } from 'vitest';
import { enumerate } from './brute-force.ts';
import type { Body } from './dsl.ts';
import { program } from './dsl.ts';
import { counter, swept } from './explored.ts';

describe('counts of states and interleavings', () => {
  // The same figures came from two independent prototypes.
  it.each([
    [2, 2, true, 158, 684n],
    [3, 1, true, 266, 53_715n],
    [3, 2, true, 3_498, 2_950_611n],
    [3, 3, true, 63_188, 89_888_037n],
    [4, 2, true, 136_530, 38_840_845_482n],
    [2, 2, false, 211, 923n],
    [3, 1, false, 406, 25_424n],
  ])(
    '%i processes x %i increments, locked %s: %i states, %i interleavings',
    async (k, n, locked, states, interleavings) => {
      expect(await swept(counter(k, n, locked))).toMatchObject({ states, interleavings });
    },
  );

  // Figures of the prototype's reduction, which was written independently.
  it.each([
    [3, 3, 18_063],
    [4, 2, 9_865],
  ])('%i processes x %i increments with persistent sets: %i states, the same outcome', async (k, n, states) => {
    const found = await swept(counter(k, n, true), 'none', true);
    expect(found.states).toBe(states);
    expect([...found.named.keys()]).toEqual([String(k * n)]);
  });

  // The prototype, which also takes turns at locks for one, has 2,458 and 550.
  it.each([
    [3, 3, 2_944],
    [4, 2, 606],
  ])('%i like processes x %i increments, by symmetry too: %i states', async (k, n, states) => {
    const found = await swept(counter(k, n, true, 'worker'), 'same-depth', true);
    expect(found.states).toBe(states);
    expect([...found.named.keys()]).toEqual([String(k * n)]);
  });

  it('with persistent sets, a process that may be ended by a signal is not taken to go on', async () => {
    const ends: Body = function* (main) {
      const value = main.value(0);
      const child = yield* main.start(function* (process) {
        yield* process.write(value, 1);
      });
      yield { kind: 'terminate', process: child, signal: 15 };
      yield* main.join(child);
      return yield* main.read(value);
    };
    for (const reduced of [false, true]) {
      const { named } = await swept(ends, 'none', reduced);
      expect([...named.keys()].sort(), `reduced: ${reduced}`).toEqual(['0', '1']);
    }
  });

  it('are those of an enumeration of every schedule', async () => {
    for (const [k, n, locked] of [
      [2, 1, false],
      [2, 2, false],
      [2, 2, true],
      [3, 1, false],
    ] as const) {
      const every = await enumerate(program(counter(k, n, locked)));
      const found = await swept(counter(k, n, locked));
      expect(found.named).toEqual(every?.outcomes);
      expect(found.interleavings).toBe(every?.schedules);
    }
  });

  it('stay exact beyond 150 bits', async () => {
    // Two children that only sleep; the ways are counted by hand, over how far each of the three processes is.
    const steps = 110;
    const main: Body = function* (process) {
      const sleeper: Body = function* () {
        for (let i = 0; i < steps - 1; i++) yield { kind: 'pause' };
      };
      const children = [yield* process.start(sleeper), yield* process.start(sleeper)];
      for (const child of children) yield* process.join(child);
      return 'done';
    };
    const memo = new Map<string, bigint>();
    const ways = (first: number, second: number, at: number): bigint => {
      // The main process: start, start, join, join, and four steps that nothing else goes beside.
      if (at === 4) return 1n;
      const key = `${first},${second},${at}`;
      let count = memo.get(key);
      if (count === undefined) {
        const mayGoOn = at < 2 || (at === 2 && first === steps) || (at === 3 && second === steps);
        count = mayGoOn ? ways(first, second, at + 1) : 0n;
        if (at >= 1 && first < steps) count += ways(first + 1, second, at);
        if (at >= 2 && second < steps) count += ways(first, second + 1, at);
        memo.set(key, count);
      }
      return count;
    };
    const expected = ways(0, 0, 0);
    expect(expected > 2n ** 150n).toBe(true);
    expect((await swept(main)).interleavings).toBe(expected);
  });
});
