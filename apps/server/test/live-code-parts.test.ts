/** The small parts of live code: who counts as one person, how fast somebody may send, what is there while it is used. */
import { AccountId, type InterviewItem, Slug } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { Allowance } from '../src/live-code/allowance.ts';
import { peopleOf, type Tab } from '../src/live-code/people.ts';
import { WhileUsed } from '../src/live-code/while-used.ts';

const item = (slug: string): InterviewItem => ({ kind: 'exercise', slug: Slug.parse(slug) });

function tab(changes: Partial<Tab> = {}): Tab {
  return { key: 'candidate', name: 'Ada', role: 'candidate', item: null, away: false, lookedAt: 0, ...changes };
}

describe('people', () => {
  it('are one each, however many tabs they have: what was looked at last, away only when all tabs are', () => {
    const tabs = [
      tab({ item: item('one'), lookedAt: 2, away: true }),
      tab({ item: item('two'), lookedAt: 5, away: true }),
      tab({ item: item('three'), lookedAt: 1 }),
    ];
    expect(peopleOf(tabs)).toEqual([
      { key: 'candidate', name: 'Ada', role: 'candidate', item: item('two'), away: false },
    ]);
    expect(peopleOf(tabs.slice(0, 2))[0]?.away).toBe(true);
    expect(peopleOf([])).toEqual([]);
  });

  it('stand in one order, the candidate first', () => {
    const key = (end: number) => AccountId.parse(`6f9619ff-8b86-4011-b42d-00c04fc9640${end}`);
    const interviewer = (end: number, name: string) => tab({ key: key(end), name, role: 'interviewer' });
    const people = peopleOf([interviewer(2, 'Grace'), interviewer(1, 'Grace'), tab(), interviewer(3, 'Barbara')]);
    expect(people.map((person) => person.key)).toEqual(['candidate', key(3), key(1), key(2)]);
  });
});

describe('an allowance', () => {
  it('gives so much at once, and so much more with time', () => {
    let ms = 0;
    const allowance = new Allowance(10, 30, () => ms);
    expect([allowance.use(20), allowance.use(10), allowance.use(1)]).toEqual([true, true, false]);
    ms = 500;
    expect([allowance.use(5), allowance.use(1)]).toEqual([true, false]);
    ms = 100_000;
    expect([allowance.use(31), allowance.use(30)]).toEqual([false, true]);
  });
});

describe('what is there while it is used', () => {
  function counted() {
    const done: string[] = [];
    const settling = Promise.withResolvers<void>();
    const things = new WhileUsed<string, { readonly number: number }>({
      open: async (key) => ({ number: done.push(`open ${key}`) }),
      settle: () => settling.promise,
      close: () => done.push('close'),
    });
    return { things, done, settling };
  }

  it('is opened once for all who use it at a time, and closed after the last', async () => {
    const { things, done, settling } = counted();
    const [one, two] = await Promise.all([things.use('a'), things.use('a')]);
    expect(one.value).toBe(two.value);
    settling.resolve();
    await one.release();
    expect(done).toEqual(['open a']);
    await two.release();
    expect([done, things.size]).toEqual([['open a', 'close'], 0]);
    expect((await things.use('a')).value).not.toBe(one.value);
  });

  it('stays when somebody comes while it settles', async () => {
    const { things, done, settling } = counted();
    const one = await things.use('a');
    const released = one.release();
    const two = await things.use('a');
    settling.resolve();
    await released;
    expect(two.value).toBe(one.value);
    expect(done).toEqual(['open a']);
  });

  it('is opened anew once it was dropped, whoever still uses the old one', async () => {
    const { things, settling } = counted();
    settling.resolve();
    const one = await things.use('a');
    things.drop('a');
    const two = await things.use('a');
    expect(two.value).not.toBe(one.value);
    await one.release();
    expect(await things.get('a')).toBe(two.value);
  });

  it('that could not be opened is tried again by the next', async () => {
    let fails = true;
    const things = new WhileUsed<string, string>({
      open: async (key) => (fails ? Promise.reject(new Error('not now')) : key),
      settle: async () => {},
    });
    await expect(things.use('a')).rejects.toThrow('not now');
    fails = false;
    expect((await things.use('a')).value).toBe('a');
  });
});
