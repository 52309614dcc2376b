/**
 * Any interleaving of typing, lost connections and changes of the server ends in one text, without a typed character lost.
 * What fails is shrunk and printed with its seed; LOCKSTEP_SEED and LOCKSTEP_PROPERTY_RUNS set others.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LiveCodeBench, openLiveCodeBench } from './live-code-bench.ts';
import { agree, type LiveClient, SLUG } from './live-code-client.ts';

const STARTER = 'def count(n):\n    return n\n';
const FIRST_SIGN = 0x4e00;

let bench: LiveCodeBench;
let other: Awaited<ReturnType<LiveCodeBench['anotherServer']>>;

beforeAll(async () => {
  bench = await openLiveCodeBench();
  other = await bench.anotherServer();
});
afterAll(async () => {
  await other.close();
  await bench.close();
});

const who = fc.nat({ max: 1 });
const place = fc.double({ min: 0, max: 1, noNaN: true });
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('insert' as const), who, place, length: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('delete' as const), who, place, length: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('drop' as const), who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('join' as const), who, server: fc.nat({ max: 1 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), who }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

it('two people who type through lost connections and two servers agree, and lose nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      const { candidate, watcher } = await bench.sitting({ writeAlong: true });
      const clients: readonly [LiveClient, LiveClient] = [candidate(), watcher()];
      const typed = new Set<string>();
      const deleted = new Set<string>();
      for (const one of clients) await one.join();
      for (const one of steps) await take(one, clients[one.who === 0 ? 0 : 1], typed, deleted);
      for (const one of clients) if (!one.isJoined) await one.join();
      for (const one of clients) await one.kept();
      const text = [...(await agree(...clients))];
      const signs = text.filter((sign) => !STARTER.includes(sign));
      expect(signs.toSorted()).toEqual([...typed].filter((sign) => !deleted.has(sign)).toSorted());
      bench.dropAll();
    }),
    {
      seed: Number(process.env.LOCKSTEP_SEED ?? 20_261_121),
      numRuns: Number(process.env.LOCKSTEP_PROPERTY_RUNS ?? 8),
    },
  );
}, 300_000);

async function take(one: Step, client: LiveClient, typed: Set<string>, deleted: Set<string>): Promise<void> {
  switch (one.kind) {
    case 'insert': {
      // Signs that are typed once: each can be told from all others.
      const signs = Array.from({ length: one.length }, () => {
        const sign = String.fromCodePoint(FIRST_SIGN + typed.size);
        typed.add(sign);
        return sign;
      });
      return client.insert(Math.floor(one.place * client.text.length), signs.join(''));
    }
    case 'delete': {
      const at = Math.floor(one.place * client.text.length);
      for (const sign of client.text.slice(at, at + one.length)) deleted.add(sign);
      return client.edit((source) => source.delete(at, Math.min(one.length, client.text.length - at)));
    }
    case 'drop':
      return client.drop();
    case 'join':
      client.drop();
      await client.join(SLUG, one.server === 0 ? bench.address : other.address);
      return;
    case 'wait':
      if (client.isJoined) await client.kept();
      return;
    default:
      one satisfies never;
  }
}
