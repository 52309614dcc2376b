import { InterviewId, SittingId, Slug, SubmissionId } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { placeSearch, readPlace } from '../../src/features/candidate/place.ts';
import { dayTime } from '../../src/features/review/day-time.ts';
import {
  addressSearch,
  apiFilter,
  isDay,
  isFiltered,
  NO_FILTER,
  type ReviewAddress,
  readAddress,
} from '../../src/features/review/filter.ts';
import { formatInto, readInto } from '../../src/shared/clock/into.ts';
import { formatMoment } from '../../src/shared/format.ts';
import { playbackAddress } from '../../src/shared/playback-address.ts';

const SITTING = SittingId.parse('5b0f6f3c-9d0e-4f6a-8f2f-0d6b4a1c7e11');
const OTHER = SittingId.parse('9a1d2c3b-4e5f-4a6b-8c7d-1e2f3a4b5c6d');
const INTERVIEW = InterviewId.parse('1c2d3e4f-5a6b-4c7d-8e9f-0a1b2c3d4e5f');
const SUBMISSION = SubmissionId.parse('2d3e4f5a-6b7c-4d8e-9f0a-1b2c3d4e5f6a');
const slug = (text: string) => Slug.parse(text);

const FULL: ReviewAddress = {
  filter: {
    q: 'counter "with lock" -join',
    verdicts: ['race', 'deadlock'],
    exercises: [slug('locked-counter'), slug('bank-transfer')],
    claims: ['bounded'],
    interview: INTERVIEW,
    candidate: 'Ada',
    sitting: SITTING,
    when: { kind: 'dates', from: '2026-05-04', to: null },
  },
  open: { sitting: SITTING, slug: slug('locked-counter'), submission: SUBMISSION },
  beside: { sitting: OTHER, slug: slug('locked-counter'), submission: SUBMISSION },
};

describe('the address of the table', () => {
  it('carries every filter and what is open, and is read back as it was', () => {
    const search = addressSearch(FULL);
    expect(readAddress(search)).toEqual(FULL);
    // As the router writes it and reads it again.
    expect(readAddress(Object.fromEntries(new URLSearchParams(search)))).toEqual(FULL);
    const days: ReviewAddress = { ...FULL, filter: { ...FULL.filter, when: { kind: 'days', days: 7 } }, beside: null };
    expect(addressSearch(days).days).toBe('7');
    expect(readAddress(addressSearch(days))).toEqual(days);
  });

  it('is empty when nothing is left out', () => {
    expect(addressSearch({ filter: NO_FILTER, open: null, beside: null })).toEqual({});
    expect(readAddress({})).toEqual({ filter: NO_FILTER, open: null, beside: null });
    expect(isFiltered(NO_FILTER)).toBe(false);
  });

  it('leaves out what it does not know', () => {
    const read = readAddress({
      verdict: 'race,fast,race',
      exercise: '../etc,locked-counter',
      claim: 'sure',
      interview: 'mine',
      sitting: '7',
      days: '0',
      from: '2026-02-30',
      to: 'yesterday',
      open: `${SITTING}/locked-counter`,
      with: `${OTHER}/locked-counter/${SUBMISSION}`,
      q: 12,
    });
    expect(read).toEqual({
      filter: { ...NO_FILTER, verdicts: ['race'], exercises: ['locked-counter'] },
      open: null,
      // Beside what is not open stands nothing.
      beside: null,
    });
  });

  it('has days that there are', () => {
    expect(['2024-02-29', '2026-12-31'].every(isDay)).toBe(true);
    expect(['2025-02-29', '2026-13-01', '26-01-01', ''].some(isDay)).toBe(false);
  });
});

describe('the filter for the API', () => {
  const NOW = new Date(2026, 4, 4, 13, 30).getTime();

  it('repeats what there may be several of', () => {
    const query = new URLSearchParams(apiFilter(FULL.filter, NOW));
    expect(query.getAll('verdict')).toEqual(['race', 'deadlock']);
    expect(query.getAll('exercise')).toEqual(['locked-counter', 'bank-transfer']);
    expect(query.get('q')).toBe(FULL.filter.q);
    expect(query.get('candidate')).toBe('Ada');
    expect([...query.keys()]).not.toContain('to');
  });

  it('has days of the browser’s time zone, both ends included', () => {
    const span = (when: ReviewAddress['filter']['when']) => {
      const query = new URLSearchParams(apiFilter({ ...NO_FILTER, when }, NOW));
      return [query.get('from'), query.get('to')];
    };
    const midnight = (day: number) => new Date(2026, 4, day).toISOString();
    expect(span({ kind: 'days', days: 1 })).toEqual([midnight(4), null]);
    expect(span({ kind: 'days', days: 7 })).toEqual([midnight(-2), null]);
    expect(span({ kind: 'dates', from: '2026-05-04', to: '2026-05-04' })).toEqual([midnight(4), midnight(5)]);
    expect(span({ kind: 'dates', from: null, to: '2026-05-31' })).toEqual([null, midnight(32)]);
  });

  it('is the same all day long, so that what is known is not asked for again', () => {
    const week = { ...NO_FILTER, when: { kind: 'days', days: 7 } } as const;
    expect(apiFilter(week, NOW)).toBe(apiFilter(week, NOW + 3_600_000));
  });
});

it('a moment is told by its day, within a week', () => {
  const now = new Date(2026, 4, 4, 13, 30).getTime();
  const at = (day: number) => new Date(2026, 4, day, 9, 5).toISOString();
  expect(dayTime(at(4), now)).toBe('Today 09:05');
  expect(dayTime(at(3), now)).toBe('Yesterday 09:05');
  expect(dayTime(at(-1), now)).toBe('Wed 09:05');
  expect(dayTime(at(-3), now)).toBe(formatMoment(at(-3)));
});

describe('a time into an interview', () => {
  it.each([
    ['27:18', 1_638_000],
    ['0:05', 5_000],
    ['119:59', 7_199_000],
    ['27', 1_620_000],
    [' 1:27:18 ', 5_238_000],
  ])('is read from %j', (text, ms) => expect(readInto(text)).toBe(ms));

  it.each(['', '27:60', '1:60:00', '27:18:9:1', '-1', '1.5', 'soon'])('is not %j', (text) =>
    expect(readInto(text)).toBeNull(),
  );

  it('is shown by whole seconds that have passed', () => {
    expect([0, 999, 59_999, 7_199_000].map(formatInto)).toEqual(['0:00', '0:00', '0:59', '119:59']);
    expect(readInto(formatInto(1_638_400))).toBe(1_638_000);
  });
});

it('a candidate’s exercise, attempt and line stand in the address', () => {
  const place = { exercise: 'locked-counter', attempt: 3, line: 8 };
  expect(readPlace(placeSearch(place))).toEqual(place);
  expect(readPlace({ attempt: '0', line: 'x' })).toEqual({ exercise: null, attempt: null, line: null });
  expect(placeSearch({ exercise: null, attempt: null, line: null })).toEqual({});
});

it('a playback begins at a time', () => {
  expect(playbackAddress('a', 'b', 1638.4)).toBe('/interviews/a/candidates/b/live?at=1638');
  expect(playbackAddress('a', 'b/c', null)).toBe('/interviews/a/candidates/b%2Fc/live');
});
