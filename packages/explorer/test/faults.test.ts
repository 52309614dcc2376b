/** Faults put into the models and the reductions by hand: each is noticed by a program whose outcomes are known. */
import type { OperationKind } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { audit } from '../src/audit.ts';
import {
  type Answer,
  Histories,
  Machine,
  Outcomes,
  ProgramFault,
  type ProgramSource,
  type Question,
  sweep,
} from '../src/index.ts';
import { reducedSweep } from '../src/search/persistent-sets.ts';
import type { conflict } from '../src/search/touches.ts';
import { generator } from '../src/search/walks.ts';
import { giveUp } from '../src/world/locks.ts';
import { always, type Model } from '../src/world/model.ts';
import { MODELS } from '../src/world/models.ts';
import { enumerate, inWords } from './brute-force.ts';
import { type Body, give, program } from './dsl.ts';
import { counter } from './explored.ts';
import { generate, ScriptSource } from './scripted.ts';

const budget = { maxStates: 1_000_000, maxMs: 60_000, monotonicMs: () => performance.now() };

/** Outcomes with models that have a fault. An error of the machine counts as one. */
async function outcomes(main: Body, faults: Partial<Record<OperationKind, Model>>): Promise<string[]> {
  const machine = new Machine({ ...MODELS, ...faults });
  const histories = new Histories(machine, program(main));
  const found = new Outcomes(machine);
  try {
    const { outcomes: counts } = await sweep({ machine, histories, outcomes: found, budget });
    return [...new Set([...counts.keys()].map((number) => inWords(found.value(number))))].sort();
  } catch (error) {
    return [`error: ${String(error)}`];
  }
}

const children = (bodies: (main: Parameters<Body>[0]) => { bodies: Body[]; after: Body }): Body =>
  function* (main) {
    const { bodies: all, after } = bodies(main);
    const started: string[] = [];
    for (const body of all) started.push(yield* main.start(body));
    for (const child of started) yield* main.join(child);
    return yield* after(main);
  };

const handover: Body = children((main) => {
  const lock = main.lock();
  const condition = main.condition(lock);
  const ready = main.value(0);
  return {
    bodies: [
      function* (child) {
        yield* child.acquire(lock);
        while ((yield* child.read(ready)) === 0) {
          yield { kind: 'condition-wait', condition };
          yield { kind: 'condition-woken', condition, timed: false };
          yield* child.acquire(lock);
        }
        yield* child.release(lock);
      },
      function* (child) {
        yield* child.acquire(lock);
        yield* child.write(ready, 1);
        yield { kind: 'notify', condition, count: 1 };
        yield { kind: 'notify-settled', condition };
        yield* child.release(lock);
      },
    ],
    after: give('done'),
  };
});

const looksAtQueue: Body = function* (main) {
  const queue = main.queue();
  yield* main.put(queue, 1);
  const empty = yield { kind: 'queue-empty', queue };
  yield* main.get(queue);
  return empty;
};

const joinsBeforeItReads: Body = function* (main) {
  const queue = main.queue();
  const child = yield* main.start(function* (process) {
    yield* process.put(queue, 'small');
  });
  yield* main.join(child);
  yield* main.get(queue);
  return 'done';
};

const reader: Body = function* (main) {
  const pipe = main.pipe(false);
  const child = yield* main.start(function* () {});
  yield { kind: 'close-end', pipe, end: 1 };
  yield { kind: 'receive', pipe, end: 0 };
  return child;
};

const signalled: Body = function* (main) {
  const lock = main.lock();
  const child = yield* main.start(function* (process) {
    yield* process.acquire(lock);
    yield* process.release(lock);
  });
  yield { kind: 'terminate', process: child, signal: 15 };
  yield* main.join(child);
  return yield { kind: 'semaphore-value', lock };
};

const FAULTS: readonly (readonly [string, Body, readonly string[], Partial<Record<OperationKind, Model>>])[] = [
  [
    'a lock that two can hold',
    counter(2, 1, true),
    ['2'],
    { acquire: { ...MODELS.acquire, enabled: always, apply: (machine) => machine.TRUE } },
  ],
  [
    'a release that does nothing',
    counter(2, 1, true),
    ['2'],
    { release: { ...MODELS.release, apply: (machine) => machine.NULL } },
  ],
  [
    'a value that does not wait for its lock',
    children((main) => {
      const lock = main.rlock();
      const value = main.value(0, lock);
      const seen = main.value(9);
      return {
        bodies: [
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
    }),
    ['0', '2'],
    { read: { ...MODELS.read, enabled: always } },
  ],
  [
    'a queue that forgets the feeder',
    looksAtQueue,
    ['false', 'true'],
    {
      'queue-empty': { ...MODELS['queue-empty'], apply: (machine) => machine.FALSE },
    },
  ],
  [
    'a process that ends before its items are written',
    joinsBeforeItReads,
    ['"done"'],
    { exit: { ...MODELS.exit, enabled: always } },
  ],
  [
    'a notify that wakes nobody',
    handover,
    ['"done"'],
    { notify: { ...MODELS.notify, apply: (machine) => machine.NULL } },
  ],
  [
    'a wait that keeps its lock',
    handover,
    ['"done"'],
    {
      'condition-wait': {
        ...MODELS['condition-wait'],
        apply: (machine, _task, pending) => {
          const { slot } = machine.object(pending);
          machine.slots.set(slot, machine.slots.get(slot) + 1);
          return machine.value(1);
        },
      },
    },
  ],
  [
    'a pipe whose end never comes',
    reader,
    ['raised EOFError'],
    { receive: { ...MODELS.receive, enabled: () => false } },
  ],
  [
    'a signal that lets a lock go',
    signalled,
    ['0', '1'],
    {
      terminate: {
        ...MODELS.terminate,
        apply: (machine, task, pending) => {
          const response = MODELS.terminate.apply(machine, task, pending);
          for (const object of machine.layout.objects) if (object.spec.kind === 'lock') giveUp(machine, object);
          return response;
        },
      },
    },
  ],
];

describe('a fault in a model is noticed', () => {
  it.each(FAULTS)('%s', async (_name, main, right, faults) => {
    expect(await outcomes(main, {})).toEqual(right);
    expect(await outcomes(main, faults)).not.toEqual(right);
  });
});

describe('a fault in a reduction is noticed', () => {
  it('independence of operations that depend on each other', async () => {
    const random = generator(7);
    const wrong: [string, typeof conflict][] = [
      [
        'two writes',
        (a, b) => a.reads.some((part) => b.writes.includes(part)) || a.writes.some((part) => b.reads.includes(part)),
      ],
      ['a read and a write', (a, b) => a.writes.some((part) => b.writes.includes(part))],
      ['everything', () => false],
    ];
    const noticed = new Set<string>();
    for (let program_ = 0; program_ < 150; program_++) {
      const script = generate(random, { polls: false, keyed: false });
      const truth = await enumerate(new ScriptSource(script), 3_000);
      if (truth === null) continue;
      for (const [name, conflicts] of wrong) {
        const machine = new Machine();
        const histories = new Histories(machine, new ScriptSource(script));
        const found = new Outcomes(machine);
        const swept = await reducedSweep({ machine, histories, outcomes: found, budget }, conflicts);
        const words = new Set([...swept.outcomes.keys()].map((number) => inWords(found.value(number))));
        if ([...truth.outcomes.keys()].some((word) => !words.has(word))) noticed.add(name);
      }
    }
    expect([...noticed].sort()).toEqual(['a read and a write', 'everything', 'two writes']);
  });

  it('a key that takes different local states for one', async () => {
    // The key says nothing of the register, so a process that read 0 and one that read 1 are merged.
    class Forgetful implements ProgramSource {
      readonly #source: ScriptSource;
      constructor(source: ScriptSource) {
        this.#source = source;
      }
      async ask(questions: readonly Question[]): Promise<readonly Answer[]> {
        return (await this.#source.ask(questions)).map(({ points }) => ({
          points: points.map(({ ref, announcement }) => ({
            ref,
            announcement: { ...announcement, key: announcement.key?.split(' ')[0] ?? '' },
          })),
        }));
      }
    }
    const script = {
      children: [
        [
          { do: 'read', cell: 0 },
          { do: 'set', event: 0 },
          { do: 'add', cell: 0 },
        ],
        [
          { do: 'read', cell: 0 },
          { do: 'set', event: 0 },
          { do: 'add', cell: 0 },
        ],
      ],
      keyed: true,
    } as const;
    const machine = new Machine();
    const histories = new Histories(machine, new Forgetful(new ScriptSource(script)));
    histories.merge('same-depth');
    await sweep({ machine, histories, outcomes: new Outcomes(machine), budget });
    await expect(audit(machine, histories, 50)).rejects.toBeInstanceOf(ProgramFault);
  });

  it('a program that does something else when it is run again', async () => {
    let asked = 0;
    const steady = program(counter(2, 1, false));
    const fickle: ProgramSource = {
      ask: async (questions) => {
        asked += 1;
        const answers = await steady.ask(questions);
        if (!questions.some(({ kind }) => kind === 'again')) return answers;
        return answers.map(({ points }) => ({
          points: points.map(({ ref, announcement }) => ({ ref, announcement: { ...announcement, line: asked } })),
        }));
      },
    };
    const machine = new Machine();
    const histories = new Histories(machine, fickle);
    await sweep({ machine, histories, outcomes: new Outcomes(machine), budget });
    await expect(audit(machine, histories, 10)).rejects.toMatchObject({ reason: 'nondeterministic' });
  });
});
