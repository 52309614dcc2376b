import type { ExerciseListItem, QuestionListItem } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import {
  firstOpenStep,
  type PathStep,
  pathTracks,
  placeOfQuestion,
  questionCounts,
  questionsOf,
} from '../../src/shared/path/path-model.ts';
import { exerciseItems, TRACKS } from '../exercises.ts';
import { cannedQuestions, questionItem } from '../questions.ts';

const items = exerciseItems(new Date('2026-01-01T00:00:00Z'));
const questions = cannedQuestions().map((question) => questionItem(question, 'unanswered'));
const list = { tracks: [...TRACKS], items, questions };
const slugs = (steps: readonly PathStep[] | undefined) => steps?.map(({ item }) => item.slug as string);
const changed = <Item extends { slug: string }>(all: readonly Item[], slug: string, change: Partial<Item>): Item[] =>
  all.map((item) => (item.slug === slug ? { ...item, ...change } : item));
const solved = (item: ExerciseListItem): ExerciseListItem => ({ ...item, verdict: 'accepted' });
const right = (item: QuestionListItem): QuestionListItem => ({ ...item, standing: 'right' });

describe('the path', () => {
  it('has each question right before the first exercise that it belongs to', () => {
    expect(slugs(pathTracks(list)[0]?.steps)).toEqual([
      'isolated-global',
      'two-increments-each',
      'what-a-lock-orders',
      'locked-counter',
      'lost-update-step-by-step',
      'built-in-lock',
      'bank-transfer',
      'type-codes',
      'bytes-of-an-array',
      'fill-array',
      'array-increments',
      'modify-shared-data',
    ]);
  });

  it('follows positions and track numbers, in whatever order the list came', () => {
    const mixed = {
      tracks: [...list.tracks].reverse(),
      items: [...items].reverse(),
      questions: [...questions].reverse(),
    };
    expect(pathTracks(mixed)).toEqual(pathTracks(list));
  });

  it('leaves out tracks without any step', () => {
    const empty = { number: 6, title: 'Threads', summary: '' };
    expect(pathTracks({ ...list, tracks: [empty, ...TRACKS] }).map(({ track }) => track.number)).toEqual([
      1, 2, 3, 4, 5,
    ]);
  });

  it('keeps a question whose exercise is not in the list, at the end of its own track', () => {
    const without = { ...list, items: items.filter(({ slug }) => slug !== 'round-trip-queue') };
    expect(slugs(pathTracks(without)[1]?.steps)?.at(-1)).toBe('queue-or-pipe');
  });

  it('goes before the exercise also where that is in another track', () => {
    const [moved] = questions.filter(({ slug }) => slug === 'queue-or-pipe');
    const [first] = items.filter(({ slug }) => slug === 'isolated-global');
    const across = changed(questions, 'queue-or-pipe', { exercises: first === undefined ? [] : [first.slug] });
    expect(moved?.track.number).toBe(2);
    const tracks = pathTracks({ ...list, questions: across });
    expect(slugs(tracks[0]?.steps)?.slice(0, 2)).toEqual(['queue-or-pipe', 'isolated-global']);
    expect(slugs(tracks[1]?.steps)).not.toContain('queue-or-pipe');
  });

  it('counts what is done, and knows tried from not begun', () => {
    const [first] = pathTracks({
      ...list,
      questions: changed(questions, 'two-increments-each', { standing: 'wrong' }),
    });
    expect(first?.done).toBe(3);
    const states = first?.steps.slice(0, 4).map(({ state }) => state);
    expect(states).toEqual(['done', 'tried', 'todo', 'tried']);
    expect(questionCounts(first?.steps ?? [])).toEqual({ total: 4, right: 0 });
  });
});

describe('the next step', () => {
  it('is the first one of the whole path that is not done', () => {
    expect(firstOpenStep(pathTracks(list))?.item.slug).toBe('two-increments-each');
    const later = { ...list, items: items.map((item) => (item.track.number === 1 ? solved(item) : item)) };
    const answered = { ...later, questions: questions.map((item) => (item.track.number === 1 ? right(item) : item)) };
    expect(firstOpenStep(pathTracks(answered))?.item.slug).toBe('queue-or-pipe');
  });

  it('is none when everything is done', () => {
    const done = { ...list, items: items.map(solved), questions: questions.map(right) };
    expect(firstOpenStep(pathTracks(done))).toBeNull();
  });

  it('after a question is what follows it, over the end of a track too', () => {
    const tracks = pathTracks(list);
    expect(placeOfQuestion(tracks, 'two-increments-each')).toMatchObject({
      place: 2,
      next: { kind: 'question', item: { slug: 'what-a-lock-orders' } },
    });
    expect(placeOfQuestion(tracks, 'what-a-lock-orders')?.next).toMatchObject({ kind: 'exercise' });
    expect(placeOfQuestion(tracks, 'no-such-question')).toBeNull();
    const last = changed(questions, 'two-locks', { exercises: [] });
    const alone = pathTracks({ ...list, questions: last, items: items.filter(({ track }) => track.number === 1) });
    expect(placeOfQuestion(alone, 'two-locks')?.next).toBeNull();
  });
});

describe('an exercise', () => {
  it('has all questions that name it, also those that stand before another one', () => {
    expect(slugs(questionsOf(list, 'built-in-lock'))).toEqual(['two-increments-each', 'lost-update-step-by-step']);
    expect(questionsOf(list, 'cpu-bound')).toEqual([]);
  });
});
