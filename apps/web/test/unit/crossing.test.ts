import { describe, expect, it } from 'vitest';
import { looksAfter } from '../../src/features/finding/looks.ts';
import { type Crossing, crossingOf } from '../../src/shared/timeline/crossing.ts';
import { objectsOf, placesAfter, sameOperation, statesAfter } from '../../src/shared/timeline/object-states.ts';
import { FOUND } from '../explored-streams.ts';
import { longFinding, read, starts, step, trace, write } from '../traces.ts';

const links = (crossing: Crossing | null): string[] | undefined =>
  crossing?.links.map(({ kind, from, to, holds }) => `${kind} ${from}-${to} ${holds ?? ''}`.trim());

const race = FOUND.race.findings[0];
const deadlock = FOUND.deadlock.findings[0];
const feeder = FOUND.feeder.findings[0];
if (race === undefined || deadlock === undefined || feeder === undefined) throw new Error('no findings');

describe('what crosses', () => {
  it('of a lost update: the stale read to its write with the value it holds, and the increment between them', () => {
    const crossing = crossingOf(race);
    expect(links(crossing)).toEqual(['stale 7-18 1', 'other 10-12']);
    expect(crossing).toMatchObject({ from: 7, to: 18, steps: [7, 10, 12, 18], unordered: [12, 18] });
  });

  const lost = (steps: Parameters<typeof trace>[0], unordered: number[]) =>
    links(crossingOf({ failing: trace(steps), pattern: 'lost-update', unordered }));

  it('begins at the first look since the own last write, not at the last', () => {
    const steps = [
      write('0.0', 'a', 0, 1),
      read('0.0', 'a', 1),
      read('0.0', 'a', 1),
      write('0.1', 'a', 1, 2),
      write('0.0', 'a', 2, 2),
    ];
    expect(lost(steps, [3, 4])).toEqual(['stale 1-4 1']);
  });

  it('is no stale read where another place of the same object was read', () => {
    const first = { ...read('0.0', 'a', 0), text: 'reads a[0]: 0' };
    const last = { ...write('0.0', 'a', 0, 1), text: 'writes a[1]: 1' };
    expect(lost([first, { ...write('0.1', 'a', 0, 5), text: 'writes a[1]: 5' }, last], [1, 2])).toEqual(['pair 1-2']);
  });

  it('of a check: from the look to what was made of it', () => {
    const look = step('0.0', 'lend', { objectName: 'd', before: '{}', after: '{}', result: 'false' });
    const act = (process: string, after: string) => step(process, 'lend', { objectName: 'd', before: '{}', after });
    const steps = [look, act('0.1', '{1}'), act('0.0', '{2}')];
    const check = { failing: trace(steps), pattern: 'check-then-act', unordered: [0, 1] } as const;
    expect(links(crossingOf({ ...check, unordered: [0, 1] }))).toEqual(['stale 0-2 false']);
    expect(links(crossingOf({ ...check, failing: trace(steps.slice(0, 2)), unordered: [0, 1] }))).toEqual(['pair 0-1']);
  });

  it('of every other pattern: only that nothing orders the two; of none: nothing', () => {
    expect(links(crossingOf(feeder))).toEqual([`pair ${feeder.unordered.join('-')}`]);
    expect(crossingOf(deadlock)).toBeNull();
  });
});

describe('what each process has seen', () => {
  const counter = race.failing.steps[7]?.objectName ?? '';
  const told = (at: number) =>
    looksAfter(race.failing, counter, at).map(({ path, value, step: when, stale }) => [path, value, when, stale]);

  it('is out of date once somebody else has written, until the own write is over', () => {
    expect(told(3)).toEqual([
      ['0.0', null, -1, false],
      ['0.1', '0', 3, false],
    ]);
    expect(told(12)).toEqual([
      ['0.0', '1', 10, false],
      ['0.1', '1', 7, true],
    ]);
    expect(told(18)[1]).toEqual(['0.1', '1', 7, true]);
    expect(told(19)[1]).toEqual(['0.1', '1', 7, false]);
  });
});

describe('shared objects', () => {
  const states = (at: number) =>
    statesAfter(race.failing, objectsOf(race.failing), at).map(({ name, value, was, holder }) => ({
      name,
      value,
      was,
      holder,
    }));

  it('are what they were made before anybody has used them', () => {
    expect(states(0)).toEqual([
      { name: 'lock', value: 'free', was: null, holder: null },
      { name: 'counter', value: '0', was: null, holder: null },
    ]);
  });

  it('say who holds a lock, and what a value was before a step that changed it', () => {
    expect(states(10)[0]).toEqual({ name: 'lock', value: 'held by Process-1', was: null, holder: '0.0' });
    expect(states(18)[1]).toEqual({ name: 'counter', value: '2', was: '3', holder: null });
    expect(states(19)[1]).toMatchObject({ value: '2', was: null });
  });

  it('a wait on a condition lets its lock go, though no step is about the lock', () => {
    const lock = { object: 'lock', objectName: 'l' } as const;
    const waits = trace([
      step('0', 'acquire', {
        ...lock,
        before: 'free',
        after: 'held by main',
        held: [{ object: 'lock', process: '0' }],
      }),
      step('0', 'condition-wait', {
        object: 'c',
        objectName: 'c',
        before: 'nobody waits',
        after: '1 waiting, 0 woken',
      }),
      step('0', 'condition-woken', {
        object: 'c',
        objectName: 'c',
        before: '0 waiting, 1 woken',
        after: 'nobody waits',
        held: [{ object: 'lock', process: '0' }],
      }),
    ]);
    const holders = [0, 1, 2].map((at) => statesAfter(waits, objectsOf(waits), at)[0]?.holder);
    expect(holders).toEqual(['0', null, '0']);
  });

  it('are told by kind from what is done to them', () => {
    const kinds = objectsOf(
      trace([
        step('0', 'acquire', { objectName: 'a', before: '1', after: '0' }),
        step('0', 'acquire', { objectName: 'b', before: 'free', after: 'held by main' }),
        step('0', 'put', { objectName: 'c' }),
        step('0', 'barrier-arrive', { objectName: 'd' }),
        starts('0.0'),
      ]),
    ).map(({ key, kind }) => `${key} ${kind}`);
    expect(kinds).toEqual(['a semaphore', 'b lock', 'c queue', 'd barrier']);
  });
});

it('a process is at the line of its last step, or where it waits for ever; one that has ended is nowhere', () => {
  expect([...placesAfter(race.failing, 18)]).toEqual([
    [19, ['0']],
    [8, ['0.1']],
  ]);
  const stuck = placesAfter(deadlock.failing, deadlock.failing.steps.length - 1);
  expect([...stuck]).toEqual([
    [21, ['0']],
    [7, ['0.0', '0.1']],
  ]);
});

describe('the same operation in another schedule', () => {
  const { failing, passing } = race;
  if (passing === null) throw new Error('nothing passes');

  it('is as many steps into the same actor', () => {
    const lost = sameOperation(failing, 18, passing);
    expect(passing.steps[lost ?? -1]).toMatchObject({ kind: 'write', actor: { process: '0.1', feeder: false } });
    const earlier = (steps: typeof failing.steps, to: number) =>
      steps.slice(0, to).filter(({ actor }) => actor.process === '0.1').length;
    expect(earlier(passing.steps, lost ?? 0)).toBe(earlier(failing.steps, 18));
    expect(sameOperation(passing, lost ?? -1, failing)).toBe(18);
  });

  it('is none where that actor went another way', () => {
    expect(sameOperation(trace([step('0', 'read')]), 0, trace([step('0', 'write')]))).toBeNull();
    expect(sameOperation(trace([step('0', 'read'), step('0', 'read')]), 1, trace([step('0', 'read')]))).toBeNull();
  });
});

it('the long trace for measurements is a lost update of as many steps as asked for', () => {
  const { failing, unordered } = longFinding(500);
  expect(failing.steps).toHaveLength(500);
  expect(failing.processes).toHaveLength(4);
  expect(links(crossingOf({ failing, unordered, pattern: 'lost-update' }))?.[0]).toBe('stale 3-498 0');
});
