/**
 * A long schedule, for figures of stepping: three children count under a lock that covers the read and not the write,
 * in an order that a small generator of numbers decides. The same on every machine.
 */
import type { Finding, Trace, TraceStep } from '@lockstep/protocol';
import { FOUND } from './explored-streams.ts';

const CHILDREN = 3;
/** acquire, read, release, write. */
const LINES = { acquire: 6, read: 7, release: 6, write: 8 } as const;

/** `steps`: how many the schedule has, at least 20. */
export function longTrace(steps: number): Trace {
  const child = (index: number): string => `0.${index}`;
  const children = Array.from({ length: CHILDREN }, (_, index) => ({ path: child(index), at: 0, seen: 0 }));
  const done: TraceStep[] = [];
  let holder: string | null = null;
  let counter = 0;
  let preemptions = 0;
  let last = '0';
  let state = 1;

  const take = (process: string, kind: string, change: Partial<TraceStep>): void => {
    const preemption = process !== last && last !== '0' && process !== '0';
    if (preemption) preemptions += 1;
    last = process;
    done.push({
      actor: { process, feeder: false },
      kind,
      object: null,
      objectName: null,
      text: kind,
      before: null,
      after: null,
      result: null,
      line: null,
      preemption,
      held: holder === null ? [] : [{ object: 'lock', process: holder }],
      ...change,
    });
  };
  const lock = (who: string, taken: boolean) => ({
    object: 'lock',
    objectName: '0#2',
    text: taken ? 'takes lock' : 'lets lock go',
    before: taken ? 'free' : `held by ${who}`,
    after: taken ? `held by ${who}` : 'free',
  });
  const value = { object: 'counter', objectName: '0#1' };

  for (const { path } of children) {
    take('0', 'start', { objectName: `process ${path}`, text: `starts ${nameOf(path)}`, line: 19 });
  }
  while (done.length < steps - 2 * CHILDREN - 1) {
    // Numerical Recipes, section 7.1: a linear congruential generator of 32 bits; the high ones decide.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const able = children.filter(({ path, at }) => at % 4 !== 0 || holder === null || holder === path);
    const actor = able[Math.floor((state / 2 ** 32) * able.length)];
    if (actor === undefined) throw new Error('nobody can go on');
    const { path } = actor;
    switch (actor.at % 4) {
      case 0:
        holder = path;
        take(path, 'acquire', { ...lock(nameOf(path), true), line: LINES.acquire });
        break;
      case 1:
        actor.seen = counter;
        take(path, 'read', { ...value, text: `reads counter: ${counter}`, result: `${counter}`, line: LINES.read });
        break;
      case 2:
        holder = null;
        take(path, 'release', { ...lock(nameOf(path), false), line: LINES.release });
        break;
      default: {
        const before = counter;
        counter = actor.seen + 1;
        const change = { before: `${before}`, after: `${counter}` };
        take(path, 'write', { ...value, ...change, text: `writes counter: ${counter}`, line: LINES.write });
      }
    }
    actor.at += 1;
  }
  holder = null;
  for (const { path } of children) take(path, 'exit', { text: 'ends' });
  for (const { path } of children) {
    take('0', 'join', { objectName: `process ${path}`, text: `waits for ${nameOf(path)}`, line: 21 });
  }
  take('0', 'result', { text: `returns ${counter}`, line: 22 });
  return {
    schedule: done.map(({ actor }) => actor.process).join(','),
    processes: [{ path: '0', name: 'main' }, ...children.map(({ path }) => ({ path, name: nameOf(path) }))],
    steps: done,
    preemptions,
    waiting: [],
    outcome: `returned ${counter}`,
  };
}

/** A finding that is proved by such a schedule. */
export function longFinding(steps: number): Finding {
  const [found] = FOUND.race.findings;
  if (found === undefined) throw new Error('the canned race has a finding');
  return { ...found, failing: longTrace(steps), unordered: [], passing: null };
}

function nameOf(path: string): string {
  return `Process-${Number(path.slice(2)) + 1}`;
}
