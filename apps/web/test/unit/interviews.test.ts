import { type ExerciseList, InterviewSettings, type ItemStanding, Slug } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { bankTracks } from '../../src/features/interviews/bank-model.ts';
import {
  BLANK,
  type FormValues,
  overBy,
  readForm,
  serverFaults,
  valuesOf,
  zoneWords,
} from '../../src/features/interviews/form-model.ts';
import { FAULTS } from '../../src/features/interviews/messages.ts';
import { movedItem } from '../../src/features/interviews/moved.ts';
import { RULES, SAID } from '../../src/features/sitting/messages.ts';
import { rulesOf } from '../../src/features/sitting/rules.ts';
import { announcementOf, phaseOf, placeOf, untouched } from '../../src/features/sitting/sitting-model.ts';
import {
  clockOffsetMs,
  formatLeft,
  formatSpan,
  leftMs,
  spanMinutes,
  stageOf,
} from '../../src/shared/clock/countdown.ts';
import { exerciseItems, TRACKS } from '../exercises.ts';
import { exercise, question, SETTINGS } from '../interview-settings.ts';
import { cannedQuestions, questionItem } from '../questions.ts';

const START = '2026-05-04T10:00:00.000Z';
const END = '2026-05-04T11:00:00.000Z';
const at = (moment: string) => Date.parse(moment);

describe('the countdown', () => {
  it('counts begun seconds, and shows 0:00 at the end only', () => {
    expect(formatLeft(leftMs(END, at('2026-05-04T10:28:18.000Z')))).toBe('31:42');
    expect(formatLeft(1)).toBe('0:01');
    expect(formatLeft(1_001)).toBe('0:02');
    expect(formatLeft(leftMs(END, at('2026-05-04T12:00:00.000Z')))).toBe('0:00');
  });

  it('goes on in minutes above an hour', () => {
    expect(formatLeft(2 * 3_600_000 - 1_000)).toBe('119:59');
  });

  it('goes by the server’s clock, whatever the browser’s says', () => {
    const browser = at('2031-01-01T00:00:00.000Z');
    const offset = clockOffsetMs('2026-05-04T10:59:00.000Z', browser);
    expect(leftMs(END, browser + offset)).toBe(60_000);
    expect(leftMs(END, browser + 45_000 + offset)).toBe(15_000);
  });

  it('knows the whole span with the minutes that were added', () => {
    expect(spanMinutes(START, END)).toBe(60);
    expect(spanMinutes(START, '2026-05-04T11:10:00.000Z')).toBe(70);
  });

  it('has two stages before the end, of which the second begins at five minutes', () => {
    expect([300_001, 300_000, 1, 0].map(stageOf)).toEqual(['plenty', 'soon', 'soon', 'up']);
  });

  it('says longer times in their two largest units', () => {
    const second = 1_000;
    const lengths = [12, 60, 270, 7_200, 7_500, 86_400, 3 * 86_400 + 7_200].map((seconds) => seconds * second);
    expect(lengths.map(formatSpan)).toEqual(['12 s', '1 min', '4 min 30 s', '2 h', '2 h 5 min', '1 day', '3 days 2 h']);
  });
});

describe('a sitting', () => {
  const waiting = { state: 'waiting', opensAt: START, closesAt: END, endsAt: null, finishedAt: null } as const;
  const running = { ...waiting, state: 'running', endsAt: END } as const;

  it('can be started within its window', () => {
    expect(phaseOf(waiting, at(START) - 1)).toBe('early');
    expect(phaseOf(waiting, at(START))).toBe('open');
    expect(phaseOf(waiting, at(END))).toBe('late');
    expect(phaseOf({ ...waiting, opensAt: null, closesAt: null }, 0)).toBe('open');
  });

  it('is over when its time is, before the server has said so', () => {
    expect(phaseOf(running, at(END) - 1)).toBe('running');
    expect(phaseOf(running, at(END))).toBe('up');
    expect(phaseOf({ ...running, state: 'over' }, at(START))).toBe('up');
    expect(phaseOf({ ...running, state: 'over', finishedAt: START }, at(START))).toBe('finished');
  });

  it('is announced at five minutes, at the end, and when there is more time', () => {
    expect(announcementOf('plenty', 'plenty')).toBeNull();
    expect(announcementOf('plenty', 'soon')).toBe(SAID.soon);
    expect(announcementOf('soon', 'up')).toBe(SAID.up);
    expect(announcementOf('plenty', 'up')).toBe(SAID.up);
    expect(announcementOf('up', 'soon')).toBe(SAID.more);
    expect(announcementOf('soon', 'plenty')).toBe(SAID.more);
  });

  const items: ItemStanding[] = SETTINGS.items.map((item, index) => ({
    ...item,
    ...{ title: item.slug, minutes: 15, tries: index, verdict: null, right: null },
  }));

  it('has the other parts beside the one that an address shows', () => {
    const place = placeOf(items, '/questions/queue-or-pipe/play');
    expect(place).toMatchObject({
      place: 2,
      previous: { place: 1, item: items[0] },
      next: { place: 3, item: items[2] },
    });
    expect(placeOf(items, '/exercises/locked-counter')).toMatchObject({ place: 1, previous: null });
    expect(placeOf(items, '/exercises/queue-or-pipe')).toEqual({ place: null, previous: null, next: null });
    expect(placeOf(items, '/exercises/locked-counter-2').place).toBeNull();
  });

  it('counts the parts of which nothing was sent', () => {
    expect(untouched(items)).toBe(1);
  });

  it('says its rules as they are set', () => {
    const texts = (change: Partial<Parameters<typeof rulesOf>[0]>) =>
      rulesOf({
        minutes: 90,
        opensAt: null,
        closesAt: null,
        count: 3,
        submissions: null,
        feedback: 'findings',
        writeAlong: false,
        ...change,
      }).map(({ text }) => text);
    expect(texts({})).toEqual([
      RULES.time(90),
      RULES.anyTime,
      RULES.parts(3),
      RULES.anyNumber,
      RULES.findings,
      RULES.watched,
      RULES.recorded,
      RULES.kept,
      RULES.elsewhere,
    ]);
    const strict = texts({ submissions: 2, feedback: 'verdicts', opensAt: START, closesAt: END });
    expect(strict).toContain(RULES.submissions(2));
    expect(strict).toContain(RULES.verdicts);
    expect(texts({ writeAlong: true })).toContain(RULES.watchedAndWritten);
    expect(strict[1]).toMatch(/^Start between .*4 May 2026.* and .*4 May 2026/);
  });
});

describe('the form of an interview', () => {
  const FILLED: FormValues = { ...BLANK, title: 'Backend', items: SETTINGS.items };
  const faults = (change: Partial<FormValues>) => {
    const reading = readForm({ ...FILLED, ...change });
    return reading.kind === 'faults' ? reading.faults : {};
  };

  it('reads what was entered as settings', () => {
    const opensAt = '2026-05-04T09:30';
    const reading = readForm({ ...FILLED, title: ' Backend ', minutes: ' 90 ', opensAt, submissions: '3' });
    expect(reading).toEqual({
      kind: 'settings',
      settings: {
        ...SETTINGS,
        ...{ title: 'Backend', minutes: 90, submissions: 3, instructions: '' },
        opensAt: new Date(2026, 4, 4, 9, 30).toISOString(),
      },
    });
  });

  it('holds settings so that reading them gives the same', () => {
    const settings = InterviewSettings.parse({
      ...SETTINGS,
      opensAt: '2026-05-04T07:05:00.000Z',
      closesAt: '2026-12-31T23:00:00.000Z',
      submissions: 2,
    });
    expect(readForm(valuesOf(settings))).toEqual({ kind: 'settings', settings });
    expect(readForm(valuesOf(SETTINGS))).toEqual({ kind: 'settings', settings: SETTINGS });
  });

  it('says what is wrong beside each field', () => {
    expect(faults({ title: '  ', items: [], minutes: '4', submissions: '0' })).toEqual({
      title: FAULTS.title,
      items: FAULTS.noItems,
      minutes: FAULTS.minutes,
      submissions: FAULTS.submissions,
    });
    const many = Array.from({ length: 31 }, (_, number) => exercise(`number-${number}`));
    expect(faults({ items: many })).toEqual({ items: FAULTS.manyItems });
  });

  it.each(['', '1e2', '5.5', '-60', '481', 'sixty'])('takes "%s" for no time limit', (minutes) => {
    expect(faults({ minutes })).toEqual({ minutes: FAULTS.minutes });
  });

  it('wants a window that closes after it opens, and whole moments', () => {
    const opensAt = '2026-05-04T09:30';
    expect(faults({ opensAt, closesAt: opensAt })).toEqual({ closesAt: FAULTS.order });
    expect(faults({ opensAt, closesAt: '2026-05-04T09:31' })).toEqual({});
    expect(faults({ opensAt: 'tomorrow', closesAt: 'later' })).toEqual({
      opensAt: FAULTS.moment,
      closesAt: FAULTS.moment,
    });
  });

  it('puts what the server says beside its field, the first of each', () => {
    expect(
      serverFaults([
        { path: 'body.items.3.slug', message: 'there is none' },
        { path: 'body.items', message: 'later' },
        { path: 'body.settings.minutes', message: 'too small' },
        { path: 'body.other', message: 'unknown' },
      ]),
    ).toEqual({ items: 'There is none', minutes: 'Too small' });
  });

  it('moves parts within the list only', () => {
    const [a, b, c] = ['a', 'b', 'c'].map(exercise) as [ReturnType<typeof exercise>, ...ReturnType<typeof exercise>[]];
    const list = [a, b, c].filter((item) => item !== undefined);
    expect(movedItem(list, 0, 1).map(({ slug }) => slug as string)).toEqual(['b', 'a', 'c']);
    expect(movedItem(list, 2, 1).map(({ slug }) => slug as string)).toEqual(['a', 'c', 'b']);
    expect(movedItem(list, 0, -1)).toBe(list);
    expect(movedItem(list, 2, 3)).toBe(list);
  });

  it('compares the work with the time limit once that is a number', () => {
    expect(overBy(78, '60')).toBe(18);
    expect(overBy(30, '60')).toBe(-30);
    expect(overBy(30, 'an hour')).toBeNull();
  });

  it('names time zones with their distance', () => {
    expect(zoneWords('Europe/Berlin', 120)).toBe('Europe/Berlin, UTC+2');
    expect(zoneWords('Asia/Kolkata', 330)).toBe('Asia/Kolkata, UTC+5:30');
    expect(zoneWords('America/St_Johns', -150)).toBe('America/St_Johns, UTC−2:30');
  });
});

describe('the bank', () => {
  const list: ExerciseList = {
    tracks: [...TRACKS],
    items: exerciseItems(new Date(START)),
    questions: cannedQuestions().map((one) => questionItem(one, 'unanswered')),
    broken: [],
  };
  const found = (filter: string) => bankTracks(list, filter).flatMap(({ entries }) => entries);

  it('has each question before the first exercise that it belongs to', () => {
    const slugs = found('').map(({ slug }) => slug);
    expect(slugs.length).toBe(list.items.length + list.questions.length);
    const before = slugs.indexOf(Slug.parse('two-increments-each'));
    expect(before).toBeGreaterThanOrEqual(0);
    expect(before).toBeLessThan(slugs.indexOf(Slug.parse('locked-counter')));
  });

  it('is filtered by all words, in title, track or kind', () => {
    expect(found('COUNTER locked')).toMatchObject([exercise('locked-counter')]);
    expect(found('question pipe')).toContainEqual(expect.objectContaining(question('queue-or-pipe')));
    expect(found('question').every(({ kind }) => kind === 'question')).toBe(true);
    expect(found('no such thing')).toEqual([]);
  });
});
