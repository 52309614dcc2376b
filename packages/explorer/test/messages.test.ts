/** Which put each taken item comes from: in programs whose items all differ, the item itself tells. */
import type { Operation, Trace } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { type Body, plain } from './dsl.ts';
import { explore } from './explored.ts';

/** The shortest trace to each outcome. */
async function traces(main: Body): Promise<Trace[]> {
  const { exploration, survey } = await explore(main);
  const found = [];
  for (const { number } of survey.outcomes) {
    const one = await exploration.shortest((_, other) => other === number);
    if (one !== null) found.push(one.trace);
  }
  expect(found.length).toBe(survey.outcomes.length);
  return found;
}

/** `get "a" <- flush <- put "a"`: the way of each taken item, back to where it was put. */
function ways({ steps }: Trace): string[] {
  return steps.flatMap((step, at) => {
    if (step.kind !== 'get' && step.kind !== 'receive') return [];
    const way = [`${step.kind} ${step.result}`];
    for (let from = step.message?.from ?? null; from !== null; from = steps[from]?.message?.from ?? null) {
      expect(from).toBeLessThan(at);
      const item = /"(\w+)/.exec(steps[from]?.text ?? '')?.[1];
      way.push(item === undefined ? `${steps[from]?.kind}` : `${steps[from]?.kind} ${item}`);
    }
    return [way.join(' <- ')];
  });
}

const item = (got: string): string | undefined => /\w+(?=\W*$)/.exec(got.split(' <- ')[0] ?? '')?.[0];
const origin = (way: string): string | undefined => way.split(' ').at(-1);

/** Two producers of two items each, and main, which takes all. */
const collected = (feeder: boolean): Body =>
  function* (main) {
    const queue = main.queue(0, feeder);
    const producer = (name: string): Body =>
      function* (process) {
        yield* process.put(queue, `${name}1`);
        yield* process.put(queue, `${name}2`);
      };
    const children = [yield* main.start(producer('a')), yield* main.start(producer('b'))];
    const got: unknown[] = [];
    for (let count = 0; count < 4; count++) got.push(yield* main.get(queue));
    for (const child of children) yield* main.join(child);
    return got;
  };

describe('an item that is taken', () => {
  it.each([
    ['a queue whose feeders flush', true, 3],
    ['a queue without a buffer', false, 2],
  ])('comes from its own put, in each order of two producers: %s', async (_, feeder, hops) => {
    const all = await traces(collected(feeder));
    expect(all.length).toBe(6);
    for (const way of all.flatMap(ways)) {
      expect(way.split(' <- ')).toHaveLength(hops);
      expect(origin(way)).toBe(item(way));
    }
    expect(all.flatMap(ways)).toHaveLength(24);
  });

  it('comes from the other end of a pipe, in both directions', async () => {
    const all = await traces(function* (main) {
      const pipe = main.pipe();
      const send = (end: 0 | 1, value: string): Operation => ({
        kind: 'send',
        pipe,
        end,
        item: plain(value),
        bytes: 10,
      });
      const child = yield* main.start(function* () {
        yield send(1, 'c1');
        yield { kind: 'receive', pipe, end: 1 };
        yield send(1, 'c2');
      });
      yield send(0, 'm1');
      yield { kind: 'receive', pipe, end: 0 };
      yield { kind: 'receive', pipe, end: 0 };
      yield* main.join(child);
      return 'done';
    });
    expect(all).toHaveLength(1);
    const told = all.flatMap(ways);
    expect(told.map(origin).sort()).toEqual(['c1', 'c2', 'm1']);
    for (const way of told) expect(origin(way)).toBe(item(way));
  });

  it('is none where the time was over or the queue is empty', async () => {
    const all = await traces(function* (main) {
      const queue = main.queue(0, false);
      const child = yield* main.start(function* (process) {
        yield* process.put(queue, 'late');
      });
      let first = 'nothing';
      try {
        first = String(yield { kind: 'get', queue, block: false, timed: false });
      } catch {
        yield* main.join(child);
        yield* main.get(queue);
      }
      return first;
    });
    const told = all.flatMap(({ steps }) => steps.filter(({ kind, result }) => kind === 'get' || result === 'Empty'));
    expect(told.some(({ result, message }) => result === 'Empty' && message === null)).toBe(true);
    for (const { result, message } of told) expect(message === null).toBe(result === 'Empty');
  });
});
