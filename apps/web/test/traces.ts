/** Traces made by hand, and a long one by rule, for tests of what is drawn of them. */
import type { Finding, Trace, TraceStep } from '@lockstep/protocol';

export function step(process: string, kind: string, change: Partial<TraceStep> = {}): TraceStep {
  return {
    actor: { process, feeder: false },
    kind,
    object: null,
    objectName: null,
    text: kind,
    before: null,
    after: null,
    result: null,
    line: null,
    preemption: false,
    held: [],
    message: null,
    ...change,
  };
}

export const starts = (child: string): TraceStep => step('0', 'start', { objectName: `process ${child}` });

export function trace(steps: readonly TraceStep[], change: Partial<Trace> = {}): Trace {
  const paths = [...new Set(['0', ...steps.map(({ actor }) => actor.process)])].sort();
  return {
    schedule: '1;;0',
    processes: paths.map((path) => ({ path, name: path === '0' ? 'main' : `Process ${path}` })),
    steps: [...steps],
    preemptions: 0,
    waiting: [],
    outcome: 'returned 1',
    ...change,
  };
}

/** `reads counter: 0`, by the process; `counter` is the object's name. */
export function read(process: string, object: string, value: number): TraceStep {
  const [before, after] = [String(value), String(value)];
  const text = `reads ${object}: ${value}`;
  return step(process, 'read', { object, objectName: object, text, before, after, result: `["${value}"]` });
}

export function write(process: string, object: string, before: number, after: number): TraceStep {
  const text = `writes ${object}: ${after}`;
  return step(process, 'write', { object, objectName: object, text, before: `${before}`, after: `${after}` });
}

/**
 * A lost update within many steps: children take turns at a counter, a lock and a queue, and the last write was made of a value
 * that was read near the beginning. As a search would find it; the same for the same figures.
 */
export function longFinding(steps = 500, children = 3): Finding {
  const path = (child: number): string => `0.${child}`;
  const made: TraceStep[] = Array.from({ length: children }, (_, child) => ({
    ...starts(path(child)),
    object: `Process-${child + 1}`,
    text: `starts Process-${child + 1}`,
    line: 19,
  }));
  let counter = 0;
  const puts: number[] = [];
  made.push({ ...read(path(0), 'counter', 0), line: 7 });
  const stale = made.length - 1;
  for (let turn = 0; made.length < steps - 2; turn++) {
    const process = path(1 + (turn % (children - 1)));
    const holder = [{ object: 'lock', process }];
    const owner = `held by Process-${2 + (turn % (children - 1))}`;
    const lock = { object: 'lock', objectName: 'lock', line: 6 } as const;
    made.push(
      step(process, 'acquire', {
        ...lock,
        text: 'takes lock',
        before: 'free',
        after: owner,
        held: holder,
        preemption: turn > 0,
      }),
    );
    made.push({ ...read(process, 'counter', counter), line: 7, held: holder });
    counter += 1;
    made.push({ ...write(process, 'counter', counter - 1, counter), line: 8, held: holder });
    made.push(step(process, 'release', { ...lock, text: 'lets lock go', before: owner, after: 'free' }));
    const queue = { object: 'queue', objectName: 'queue' } as const;
    const items = (count: number): string => `[${Array.from({ length: count }, () => '1').join(', ')}]`;
    if (turn % 4 === 3) {
      const from = puts.shift() ?? 0;
      made.push(
        step(process, 'get', {
          ...queue,
          text: 'gets an item from queue',
          before: items(puts.length + 1),
          after: items(puts.length),
          result: '1',
          line: 9,
          message: { from },
        }),
      );
    } else if (turn % 4 === 1) {
      made.push(
        step(process, 'put', {
          ...queue,
          text: 'puts 1 into queue',
          before: items(puts.length),
          after: items(puts.length + 1),
          line: 9,
        }),
      );
      puts.push(made.length - 1);
    }
  }
  made.length = steps - 2;
  const lost = made.findLastIndex(({ kind }) => kind === 'write');
  const last = Number(made[lost]?.after);
  made.push({ ...write(path(0), 'counter', last, 1), line: 8, preemption: true });
  made.push(step('0', 'exit', { text: 'ends' }));
  const failing: Trace = {
    ...trace(made, { preemptions: made.filter(({ preemption }) => preemption).length, outcome: 'returned 1' }),
    processes: [
      { path: '0', name: 'main' },
      ...Array.from({ length: children }, (_, child) => ({ path: path(child), name: `Process-${child + 1}` })),
    ],
  };
  return {
    verdict: 'race',
    call: 'count(3, 80)',
    pattern: 'lost-update',
    sentence: `Process-1 read counter, Process-2 changed it, and then Process-1 wrote what it had made of the old value: the change of Process-2 was lost (step ${stale + 1}).`,
    expected: String(last + 1),
    got: 'returned 1',
    unordered: [made.findIndex(({ kind, actor }) => kind === 'write' && actor.process === path(1)), steps - 2],
    failing,
    passing: null,
  };
}
