import { describe, expect, it } from 'vitest';
import { type Body, give } from './dsl.ts';
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

describe('locks', () => {
  it('a lock is released by anybody, a recursive one by its owner only', async () => {
    const by = (kind: 'lock' | 'rlock'): Body =>
      together((main) => {
        const lock = main[kind]();
        const done = main.value(0);
        return {
          children: [
            function* (child) {
              yield* child.acquire(lock);
              yield* child.write(done, 1);
            },
            function* (child) {
              while ((yield* child.read(done)) === 0) return;
              yield* child.release(lock);
            },
          ],
          after: function* (process) {
            return yield* process.read(done);
          },
        };
      });
    expect(await outcomesOf(by('lock'))).toEqual(['1']);
    expect(await outcomesOf(by('rlock'))).toEqual(['1', '1, 0.1 failed']);
  });

  it('a lock that is taken twice is never got', async () => {
    const twice = (kind: 'lock' | 'rlock'): Body =>
      function* (main) {
        const lock = main[kind]();
        yield* main.acquire(lock);
        yield* main.acquire(lock);
        return 'got';
      };
    expect(await outcomesOf(twice('lock'))).toEqual(['never ends']);
    expect(await outcomesOf(twice('rlock'))).toEqual(['"got"']);
  });

  it('a free lock that is released raises, a bounded semaphore too, a semaphore goes up', async () => {
    const release = (name: (main: Parameters<Body>[0]) => string): Body =>
      function* (main) {
        const lock = name(main);
        yield* main.release(lock);
        return yield { kind: 'semaphore-value', lock };
      };
    expect(await outcomesOf(release((main) => main.lock()))).toEqual(['raised ValueError']);
    expect(await outcomesOf(release((main) => main.rlock()))).toEqual(['raised AssertionError']);
    expect(await outcomesOf(release((main) => main.semaphore(1, 1)))).toEqual(['raised ValueError']);
    expect(await outcomesOf(release((main) => main.semaphore(1)))).toEqual(['2']);
  });

  it('a timeout may expire whenever the lock is held, and only then', async () => {
    const main = together((process) => {
      const lock = process.lock();
      const got = process.value('none');
      return {
        children: [
          function* (child) {
            yield* child.acquire(lock);
            yield* child.release(lock);
          },
          function* (child) {
            const taken = yield* child.acquire(lock, true);
            yield* child.write(got, taken);
            if (taken) yield* child.release(lock);
          },
        ],
        after: function* (end) {
          return yield* end.read(got);
        },
      };
    });
    expect(await outcomesOf(main)).toEqual(['false', 'true']);
    const free: Body = function* (process) {
      return yield* process.acquire(process.lock(), true);
    };
    expect(await outcomesOf(free)).toEqual(['true']);
  });

  it('two locks in opposite order can wait for each other', async () => {
    const { outcomes, exploration } = await explore(
      together((main) => {
        const [a, b] = [main.lock(), main.lock()];
        const both = (first: string, second: string): Body =>
          function* (child) {
            yield* child.acquire(first);
            yield* child.acquire(second);
            yield* child.release(second);
            yield* child.release(first);
          };
        return {
          children: [both(a, b), both(b, a)],
          after: give('done'),
        };
      }),
    );
    expect(outcomes).toEqual({ '"done"': 184n, 'never ends': 3n });
    const found = await exploration.shortest((outcome) => outcome.kind === 'stuck');
    expect(found?.trace.preemptions).toBe(1);
    expect(found?.trace.waiting.map(({ process, heldBy }) => [process, ...heldBy])).toEqual([
      ['0', '0.0'],
      ['0.0', '0.1'],
      ['0.1', '0.0'],
    ]);
  });
});

describe('shared cells', () => {
  it('a synchronized value waits while another process holds its lock', async () => {
    const main = together((process) => {
      const lock = process.rlock();
      const value = process.value(0, lock);
      const seen = process.value('none');
      return {
        children: [
          function* (child) {
            yield* child.acquire(lock);
            yield* child.write(value, 1);
            yield* child.write(value, 2);
            yield* child.release(lock);
          },
          function* (child) {
            yield* child.write(seen, yield* child.read(value));
          },
        ],
        after: function* (end) {
          return yield* end.read(seen);
        },
      };
    });
    expect(await outcomesOf(main)).toEqual(['0', '2']);
  });
});

describe('conditions', () => {
  const waiter = (whileLoop: boolean): Body =>
    together((main) => {
      const lock = main.lock();
      const condition = main.condition(lock);
      const items = main.value(0);
      const bad = main.value(0);
      const consumer: Body = function* (child) {
        yield* child.acquire(lock);
        let look = true;
        while (look && (yield* child.read(items)) === 0) {
          yield { kind: 'condition-wait', condition };
          yield { kind: 'condition-woken', condition, timed: false };
          yield* child.acquire(lock);
          look = whileLoop;
        }
        const left = (yield* child.read(items)) - 1;
        yield* child.write(items, left);
        if (left < 0) yield* child.write(bad, 1);
        yield* child.release(lock);
      };
      const producer: Body = function* (child) {
        for (let i = 0; i < 2; i++) {
          yield* child.acquire(lock);
          yield* child.write(items, (yield* child.read(items)) + 1);
          yield { kind: 'notify', condition, count: null };
          yield { kind: 'notify-settled', condition };
          yield* child.release(lock);
        }
      };
      return {
        children: [consumer, consumer, producer],
        after: function* (end) {
          return yield* end.read(bad);
        },
      };
    });

  it('a wait in an if goes on although another one took the item', async () => {
    expect(await outcomesOf(waiter(false))).toContain('1');
  });

  it('a wait in a while is right', async () => {
    expect(await outcomesOf(waiter(true))).toEqual(['0']);
  });

  it('a wake-up before the sleep is lost', async () => {
    const main = together((process) => {
      const lock = process.lock();
      const condition = process.condition(lock);
      return {
        children: [
          function* (child) {
            yield* child.acquire(lock);
            yield { kind: 'condition-wait', condition };
            yield { kind: 'condition-woken', condition, timed: false };
            yield* child.acquire(lock);
            yield* child.release(lock);
          },
          function* (child) {
            yield* child.acquire(lock);
            yield { kind: 'notify', condition, count: 1 };
            yield { kind: 'notify-settled', condition };
            yield* child.release(lock);
          },
        ],
        after: give('woken'),
      };
    });
    expect(await outcomesOf(main)).toEqual(['"woken"', 'never ends']);
  });

  it('needs its lock', async () => {
    const main: Body = function* (process) {
      yield { kind: 'condition-wait', condition: process.condition(process.lock()) };
    };
    expect(await outcomesOf(main)).toEqual(['raised AssertionError']);
  });
});

describe('queues', () => {
  it('an item is not visible before its feeder has written it', async () => {
    const look = (feeder: boolean): Body =>
      function* (main) {
        const queue = main.queue(0, feeder);
        yield* main.put(queue, 1);
        const empty = yield { kind: 'queue-empty', queue };
        yield* main.get(queue);
        return empty;
      };
    expect(await outcomesOf(look(true))).toEqual(['false', 'true']);
    expect(await outcomesOf(look(false))).toEqual(['false']);
  });

  it('two producers arrive in any order, each in its own', async () => {
    const main = together((process) => {
      const queue = process.queue();
      const producer = (first: string): Body =>
        function* (child) {
          yield* child.put(queue, `${first}1`);
          yield* child.put(queue, `${first}2`);
        };
      return {
        children: [producer('a'), producer('b')],
        after: function* (end) {
          const items: unknown[] = [];
          for (let i = 0; i < 4; i++) items.push(yield* end.get(queue));
          return items.join('');
        },
      };
    });
    expect(await outcomesOf(main)).toEqual(
      ['a1a2b1b2', 'a1b1a2b2', 'a1b1b2a2', 'b1a1a2b2', 'b1a1b2a2', 'b1b2a1a2'].map((text) => `"${text}"`),
    );
  });

  it('a process does not end before its items are written, and a full pipe is written while somebody reads', async () => {
    const big = (drainFirst: boolean): Body =>
      function* (main) {
        const queue = main.queue();
        const child = yield* main.start(function* (process) {
          yield* process.put(queue, 'big', 200_000);
        });
        if (!drainFirst) yield* main.join(child);
        yield* main.get(queue);
        yield* main.join(child);
        return 'done';
      };
    expect(await outcomesOf(big(false))).toEqual(['never ends']);
    expect(await outcomesOf(big(true))).toEqual(['"done"']);
  });

  it('a bounded queue lets no more in', async () => {
    const main: Body = function* (process) {
      const queue = process.queue(1);
      yield* process.put(queue, 1);
      yield { kind: 'put', queue, item: { data: '2' }, bytes: 1, block: false, timed: false };
    };
    expect(await outcomesOf(main)).toEqual(['raised Full']);
  });

  it('join waits until every task is done', async () => {
    const main: Body = function* (process) {
      const queue = process.queue();
      const done = process.value(0);
      yield* process.put(queue, 1);
      yield* process.start(function* (child) {
        yield* child.get(queue);
        yield* child.write(done, 1);
        yield { kind: 'task-done', queue };
      });
      yield { kind: 'queue-join', queue };
      return yield* process.read(done);
    };
    expect(await outcomesOf(main)).toEqual(['1']);
  });
});

describe('pipes', () => {
  const send = (pipe: string, end: 0 | 1) => ({ kind: 'send', pipe, end, item: { data: '"x"' }, bytes: 5 }) as const;

  it('the end of the stream comes when the last copy of the other end is closed', async () => {
    const stream = (close: boolean): Body =>
      function* (main) {
        const pipe = main.pipe(false);
        const child = yield* main.start(function* (process) {
          yield send(pipe, 1);
          yield { kind: 'close-end', pipe, end: 1 };
          return process.path;
        });
        if (close) yield { kind: 'close-end', pipe, end: 1 };
        yield { kind: 'receive', pipe, end: 0 };
        yield { kind: 'receive', pipe, end: 0 };
        return child;
      };
    expect(await outcomesOf(stream(true))).toEqual(['raised EOFError']);
    expect(await outcomesOf(stream(false))).toEqual(['never ends']);
  });

  it('writing without a reader breaks', async () => {
    const main: Body = function* (process) {
      const pipe = process.pipe(false);
      yield { kind: 'close-end', pipe, end: 0 };
      yield send(pipe, 1);
    };
    expect(await outcomesOf(main)).toEqual(['raised BrokenPipeError']);
  });
});
