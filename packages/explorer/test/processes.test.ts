import { describe, expect, it } from 'vitest';
import { Exploration, explain } from '../src/index.ts';
import { type Body, program } from './dsl.ts';
import { explore, outcomesOf } from './explored.ts';

/** Children that are started in order and joined in order, then what `after` gives. */
function together(
  make: (main: Parameters<Body>[0]) => { readonly children: readonly Body[]; readonly after: Body },
): Body {
  return function* (main) {
    const { children, after } = make(main);
    const started: string[] = [];
    for (const child of children) started.push(yield* main.start(child));
    for (const child of started) yield* main.join(child);
    return yield* after(main);
  };
}

describe('events and barriers', () => {
  it('who was woken finds an event that was cleared again', async () => {
    const main = together((process) => {
      const event = process.event();
      const seen = process.value('none');
      return {
        children: [
          function* (child) {
            const at = yield { kind: 'event-wait', event };
            const woken = at === true ? at : yield { kind: 'event-woken', event, timed: false };
            yield* child.write(seen, woken);
          },
          function* () {
            yield { kind: 'event-set', event };
            yield { kind: 'event-clear', event };
          },
        ],
        after: function* (end) {
          return yield* end.read(seen);
        },
      };
    });
    expect(await outcomesOf(main)).toEqual(['false', 'never ends', 'true']);
  });

  it('nobody passes a barrier before the last has come', async () => {
    const main = together((process) => {
      const barrier = process.barrier(2);
      const count = process.value(0);
      const lock = process.lock();
      const seen = [process.value(0), process.value(0)];
      const child = (own: number): Body =>
        function* (one) {
          yield* one.acquire(lock);
          yield* one.write(count, (yield* one.read(count)) + 1);
          yield* one.release(lock);
          const index = yield { kind: 'barrier-arrive', barrier };
          if (index === 1) yield { kind: 'barrier-release', barrier, ok: true };
          else yield { kind: 'barrier-leave', barrier, timed: false };
          yield* one.write(seen[own] as string, yield* one.read(count));
        };
      return {
        children: [child(0), child(1)],
        after: function* (end) {
          return [yield* end.read(seen[0] as string), yield* end.read(seen[1] as string)];
        },
      };
    });
    expect(await outcomesOf(main)).toEqual(['[2,2]']);
  });
});

describe('processes', () => {
  it('a signal ends a process some time later, and what it held stays held', async () => {
    const main: Body = function* (process) {
      const lock = process.lock();
      const child = yield* process.start(function* (one) {
        yield* one.acquire(lock);
        yield* one.release(lock);
      });
      yield { kind: 'terminate', process: child, signal: 15 };
      yield* process.join(child);
      const code = yield { kind: 'exit-code', process: child };
      return [code, yield { kind: 'semaphore-value', lock }];
    };
    expect(await outcomesOf(main)).toEqual(['[-15,0]', '[-15,1]', '[0,1]']);
  });

  it('a join with a timeout may see it alive or ended', async () => {
    const main: Body = function* (process) {
      const child = yield* process.start(function* () {});
      yield { kind: 'join', process: child, block: true, timed: true };
      return yield { kind: 'alive', process: child };
    };
    expect(await outcomesOf(main)).toEqual(['false', 'true']);
  });

  it('a failing child is part of the outcome', async () => {
    const main: Body = function* (process) {
      const child = yield* process.start(function* (one) {
        yield* one.release(one.lock());
      });
      yield* process.join(child);
      return 'done';
    };
    expect(await outcomesOf(main)).toEqual(['"done", 0.0 failed']);
  });
});

describe('a watched survey', () => {
  const idle: Body = function* (process) {
    yield* process.acquire(process.lock());
  };
  const watched = async (main: Body) => {
    const budget = { maxStates: 100_000, maxMs: 60_000 };
    const monotonicMs = () => performance.now();
    const survey = await new Exploration({ source: program(main), budget, monotonicMs, seed: 1, watch: true }).survey();
    return survey.watched;
  };
  const starts = (joined: 'all' | 'in turn' | 'none'): Body =>
    function* (main) {
      const children: string[] = [];
      for (let i = 0; i < 2; i++) {
        children.push(yield* main.start(idle));
        if (joined === 'in turn') yield* main.join(children.at(-1) as string);
      }
      if (joined === 'all') for (const child of children) yield* main.join(child);
      return 0;
    };

  it('tells in how few interleavings children are together, and how many are there at the return', async () => {
    // A child that is started first may be gone before the other one comes.
    expect(await watched(starts('all'))).toEqual({ together: 1, left: 0 });
    expect(await watched(starts('in turn'))).toEqual({ together: 1, left: 0 });
    expect(await watched(starts('none'))).toEqual({ together: 1, left: 2 });
  });

  it('sees a barrier keep them together', async () => {
    const together: Body = function* (main) {
      const barrier = main.barrier(2);
      const meets: Body = function* () {
        yield { kind: 'barrier-arrive', barrier, timed: false };
        yield { kind: 'barrier-leave', barrier, timed: false };
      };
      const children = [yield* main.start(meets), yield* main.start(meets)];
      for (const child of children) yield* main.join(child);
      return 0;
    };
    expect(await watched(together)).toEqual({ together: 2, left: 0 });
  });

  it('says nothing unless it is asked', async () => {
    expect((await explore(starts('all'))).survey.watched).toBe(null);
  });
});

describe('a manager that is shut down', () => {
  /** A child calls the manager; main reads what the call did, and shuts the manager down, before or after it joins. */
  const shutdown = (joins: 'before' | 'after'): Body =>
    function* (main) {
      const manager = main.make({ kind: 'manager' });
      const queue = main.make({ kind: 'queue', maxSize: 0, feeder: false, capacity: null, manager });
      const child = yield* main.start(function* (process) {
        yield* process.put(queue, 1);
        return 0;
      });
      const got = yield* main.get(queue);
      if (joins === 'before') yield* main.join(child);
      yield { kind: 'manager-shutdown', manager };
      if (joins === 'after') yield* main.join(child);
      return got;
    };

  it('may keep its reply from a caller whose call had its effect', async () => {
    expect(await outcomesOf(shutdown('before'))).toEqual(['1']);
    const { survey, exploration } = await explore(shutdown('after'));
    const failed = survey.outcomes.find(({ outcome }) => outcome.kind === 'ended' && outcome.failures.length > 0);
    expect(survey.outcomes).toHaveLength(2);
    expect(failed?.outcome).toMatchObject({ failures: [{ process: '0.0', failure: { type: 'EOFError' } }] });
    const found = await exploration.shortest((_, number) => number === failed?.number);
    if (found === null) throw new Error('no schedule');
    expect(found.trace.steps.find(({ kind }) => kind === 'lost')?.actor.process).toBe('0.0');
    expect((await exploration.replay(found.trace.schedule)).trace).toEqual(found.trace);
    expect(explain(exploration.machine, found, 'race', false)).toMatchObject({ pattern: 'order-violation' });
  });
});
