/** What scores come to, and what may be a rubric. */
import { describe, expect, it } from 'vitest';
import {
  Assessment,
  DEFAULT_RUBRIC,
  InterviewSettings,
  NoteRequest,
  panelMean,
  Rubric,
  type Scores,
  SubmissionFilter,
  weightedScore,
} from '../src/index.ts';

const RUBRIC = Rubric.parse([
  { id: 'sees', title: 'Sees', hint: '', weight: 3, levels: ['no', 'after', 'partly', 'before'] },
  { id: 'ends', title: 'Ends', hint: '', weight: 1, levels: ['no', 'yes'] },
]);

function assessment(scores: Scores): Assessment {
  return Assessment.parse({
    reviewer: { id: '00000000-0000-4000-8000-000000000001', name: 'Grace' },
    ...{ scores, decision: null, summary: '', weighted: weightedScore(RUBRIC, scores) },
    ...{ version: 1, changedAt: '2026-05-04T09:30:00.000Z' },
  });
}

describe('a weighted score', () => {
  it.each([
    [{}, { score: null, scored: 0, criteria: 2, scoredShare: 0 }],
    [{ sees: 3 }, { score: 1, scored: 1, criteria: 2, scoredShare: 0.75 }],
    [
      { sees: 1, ends: 1 },
      { score: 0.5, scored: 2, criteria: 2, scoredShare: 1 },
    ],
    [
      { sees: 0, ends: 0 },
      { score: 0, scored: 2, criteria: 2, scoredShare: 1 },
    ],
    // Of a criterion that is gone, and a level that is.
    [
      { gone: 1, ends: 5 },
      { score: null, scored: 0, criteria: 2, scoredShare: 0 },
    ],
  ])('of %j is %j', (scores, wanted) => {
    expect(weightedScore(RUBRIC, scores)).toEqual(wanted);
  });

  it('of an empty rubric is none', () => {
    expect(weightedScore([], {})).toEqual({ score: null, scored: 0, criteria: 0, scoredShare: 0 });
  });
});

describe('the mean of a panel', () => {
  it('counts each reviewer the same, and each criterion over those who scored it', () => {
    const panel = [assessment({ sees: 3, ends: 1 }), assessment({ sees: 0 }), assessment({})];
    expect(panelMean(RUBRIC, panel)).toEqual({
      score: 0.5,
      reviewers: 2,
      criteria: { sees: { mean: 0.5, reviewers: 2 }, ends: { mean: 1, reviewers: 1 } },
    });
    expect(panelMean(RUBRIC, [])).toEqual({ score: null, reviewers: 0, criteria: {} });
  });
});

describe('settings', () => {
  const settings = {
    ...{ title: 'Round', items: [{ kind: 'exercise', slug: 'locked-counter' }], minutes: 60, opensAt: null },
    ...{ closesAt: null, submissions: null, feedback: 'findings', instructions: '' },
  };

  it('that were kept before there were rubrics have none', () => {
    expect(InterviewSettings.parse(settings).rubric).toEqual([]);
    expect(InterviewSettings.parse({ ...settings, rubric: DEFAULT_RUBRIC }).rubric).toEqual(DEFAULT_RUBRIC);
  });

  it.each([
    ['two criteria with one id', [RUBRIC[0], RUBRIC[0]]],
    ['two levels with one name', [{ ...RUBRIC[0], levels: ['no', 'no'] }]],
    ['one level', [{ ...RUBRIC[0], levels: ['yes'] }]],
    ['an id that is no name', [{ ...RUBRIC[0], id: '__proto__' }]],
    ['a weight of nothing', [{ ...RUBRIC[0], weight: 0 }]],
    ['a title on two lines', [{ ...RUBRIC[0], title: 'a\nb' }]],
  ])('refuse a rubric with %s', (_, rubric) => {
    expect(InterviewSettings.safeParse({ ...settings, rubric }).success).toBe(false);
  });
});

it('filters take one value or several, and nothing that is none', () => {
  expect(SubmissionFilter.parse({ verdict: 'race', exercise: ['a', 'b'] })).toEqual({
    verdict: 'race',
    exercise: ['a', 'b'],
  });
  for (const wrong of [{ verdict: ['race', 'x'] }, { colour: 'red' }, { from: 'soon' }, { q: 'a'.repeat(401) }]) {
    expect(SubmissionFilter.safeParse(wrong).success).toBe(false);
  }
});

it('a note is on a place or on none; a line is one of a submission', () => {
  expect(NoteRequest.parse({ text: ' a ' })).toEqual({
    text: 'a',
    submission: null,
    line: null,
    atMs: null,
    slug: null,
  });
  expect(NoteRequest.safeParse({ text: 'a', line: 3 }).success).toBe(false);
});
