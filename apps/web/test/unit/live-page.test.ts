import { AccountId, type SittingMoment, Slug, SubmissionId } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { factsOf, inTime, lookAt, looksOf, whereaboutsOf } from '../../src/features/live/facts/facts.ts';
import { advanced, firstAfter, nextMark } from '../../src/features/live/playback/playback.ts';
import { BAR_MS, layOut, type TimelineInput } from '../../src/features/live/timeline/sitting-timeline.ts';

const BEGIN = Date.parse('2026-05-04T10:00:00Z');
const MINUTE = 60_000;
const SLUG = Slug.parse('locked-counter');
const GRACE = AccountId.parse('00000000-0000-4000-8000-000000000002');
const ITEM = { kind: 'exercise', slug: SLUG } as const;

let ids = 0;
type Part<Kind> = Omit<Extract<SittingMoment, { kind: Kind }>, 'id' | 'at' | 'delayed' | 'kind'>;
function moment<Kind extends SittingMoment['kind']>(kind: Kind, minute: number, rest: Part<Kind>): SittingMoment {
  ids += 1;
  const face = { id: ids, at: new Date(BEGIN + minute * MINUTE).toISOString(), delayed: false };
  return { ...face, kind, ...rest } as unknown as SittingMoment;
}

describe('facts', () => {
  const moments = inTime([
    moment('connected', 0, {}),
    moment('opened', 0, { item: ITEM }),
    moment('away', 12, {}),
    moment('back', 14, {}),
    moment('pasted', 15, { slug: SLUG, seq: 7, characters: 214, lines: 9, told: 'browser', moved: true }),
    moment('disconnected', 20, {}),
    moment('opened', 25, { item: null }),
    moment('connected', 22, {}),
    moment('pointed', 26, { slug: SLUG, by: GRACE, line: 7 }),
    moment('wrote-along', 27, { slug: SLUG, by: GRACE }),
    moment('away', 28, {}),
  ]);

  it('stand where they happened, with how long they took; what goes on has no end', () => {
    const facts = factsOf(moments, BEGIN, 30 * MINUTE);
    expect(facts.map(({ kind, atMs }) => [kind, atMs / MINUTE])).toEqual([
      ['away', 12],
      ['pasted', 15],
      ['cut-off', 20],
      ['pointed', 26],
      ['wrote-along', 27],
      ['away', 28],
    ]);
    expect(facts.map((fact) => ('untilMs' in fact ? fact.untilMs : 0))).toEqual([
      14 * MINUTE,
      0,
      22 * MINUTE,
      0,
      0,
      null,
    ]);
    expect(facts[1]).toMatchObject({ characters: 214, lines: 9, told: 'browser', moved: true });
  });

  it('say what was looked at', () => {
    const looks = looksOf(moments, BEGIN, 30 * MINUTE);
    expect(looks).toEqual([
      { item: ITEM, fromMs: 0, untilMs: 20 * MINUTE },
      { item: ITEM, fromMs: 22 * MINUTE, untilMs: 25 * MINUTE },
    ]);
    expect(whereaboutsOf(moments)).toEqual({ connected: true, away: true, item: null });
    expect(lookAt(looks, 19 * MINUTE)).toEqual(ITEM);
    expect(lookAt(looks, 20 * MINUTE)).toBeNull();
  });
});

describe('the timeline', () => {
  const submission = (atMs: number, mode: 'full' | 'samples' = 'full') => ({
    id: SubmissionId.parse(`00000000-0000-4000-8000-${String(atMs).padStart(12, '0')}`),
    ...{ mode, atMs, verdict: 'race' as const, word: 'Race' },
  });
  const input: TimelineInput = {
    lengthMs: 60 * MINUTE,
    typed: [
      { atMs: 10, size: 1 },
      { atMs: 20, size: 5_000 },
      { atMs: BAR_MS + 1, size: 3 },
      { atMs: 60 * MINUTE, size: 2 },
    ],
    submissions: [submission(10 * MINUTE), submission(11 * MINUTE), submission(5 * MINUTE, 'samples')],
    looks: [{ item: ITEM, fromMs: 0, untilMs: 30 * MINUTE }],
    facts: [{ id: 1, kind: 'away', atMs: 12 * MINUTE, untilMs: 12 * MINUTE + 10, delayed: false }],
    nowMs: 30 * MINUTE,
  };
  const layout = layOut(input, 600);

  it('has a bar for each half minute in which something was typed; a paste makes no tower', () => {
    expect(layout.bars.map(({ x, height }) => [x, Math.round(height * 120)])).toEqual([
      [0, 21],
      [5, 3],
      [595, 2],
    ]);
  });

  it('has labels that do not touch, and a line of now', () => {
    expect(layout.ticks.map(({ x }) => x)).toEqual([0, 100, 200, 300, 400, 500, 600]);
    expect(layOut(input, 3_000).ticks).toHaveLength(31);
    expect(layout.nowX).toBe(300);
    expect(layOut({ ...input, nowMs: null }, 600).nowX).toBeNull();
  });

  it('names submissions where there is room', () => {
    expect(layout.chips.map(({ x, named }) => [Math.round(x), named])).toEqual([
      [100, false],
      [110, true],
    ]);
    expect(layout.runs.map(({ x }) => x)).toEqual([50]);
  });

  it('shows also what was short', () => {
    expect(layout.gaps[0]).toMatchObject({ x: 120, width: 2, labelled: true });
    expect(layout.looks[0]).toMatchObject({ x: 0, width: 300, labelled: true });
  });

  it('of a sitting that has just begun divides nothing by zero', () => {
    const none = layOut({ ...input, lengthMs: 0, nowMs: 0 }, 600);
    for (const { x, width, height } of none.bars) expect([x, width, height].every(Number.isFinite)).toBe(true);
  });
});

describe('playing', () => {
  const step = { speed: 4, skipsPauses: true, events: [1_000, 60_000, 61_000], endMs: 100_000 } as const;

  it('goes on with its speed, and stops at the end', () => {
    expect(advanced(0, 50, { ...step, skipsPauses: false })).toBe(200);
    expect(advanced(99_950, 50, { ...step, skipsPauses: false })).toBe(100_000);
  });

  it('passes over what is long, and nothing that happens', () => {
    expect(advanced(1_000, 50, step)).toBe(58_000);
    expect(advanced(58_000, 50, step)).toBe(58_200);
    expect(advanced(60_000, 50, step)).toBe(60_200);
    expect(advanced(61_000, 50, step)).toBe(98_000);
    let at = 0;
    const met = new Set<number>();
    for (let tick = 0; tick < 1_000 && at < step.endMs; tick += 1) {
      const to = advanced(at, 50, step);
      for (const event of step.events) if (event > at && event <= to) met.add(event);
      at = to;
    }
    expect([...met]).toEqual([1_000, 60_000, 61_000]);
  });

  it('jumps from mark to mark', () => {
    const marks = [1_000, 5_000, 9_000];
    expect(nextMark(marks, 5_000, 1)).toBe(9_000);
    expect(nextMark(marks, 5_000, -1)).toBe(1_000);
    expect(nextMark(marks, 9_000, 1)).toBeNull();
    expect(firstAfter(marks, 5_000, (mark) => mark)).toBe(2);
  });
});
