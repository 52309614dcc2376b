/**
 * The learning path: every question and exercise in the order in which to take them. In each track the exercises stand by
 * position; right before an exercise stand the questions whose first exercise it is. Pure.
 */
import type { ExerciseList, ExerciseListItem, QuestionListItem, Track } from '@lockstep/protocol';
import { statusOf } from '../exercise-status.ts';

/** `tried`: answered, but not right; submitted, but not accepted. */
export type StepState = 'todo' | 'tried' | 'done';

export interface QuestionStep {
  readonly kind: 'question';
  readonly item: QuestionListItem;
  readonly state: StepState;
}

export interface ExerciseStep {
  readonly kind: 'exercise';
  readonly item: ExerciseListItem;
  readonly state: StepState;
}

export type PathStep = QuestionStep | ExerciseStep;

export interface PathTrack {
  readonly track: Track;
  /** Never empty. */
  readonly steps: readonly PathStep[];
  readonly done: number;
}

/** The tracks in order, without those that have no step. */
export function pathTracks(list: Pick<ExerciseList, 'tracks' | 'items' | 'questions'>): PathTrack[] {
  const known = new Set<string>(list.items.map(({ slug }) => slug));
  const questions = [...list.questions].sort(byPlace);
  return [...list.tracks]
    .sort((a, b) => a.number - b.number)
    .map((track) => {
      const exercises = list.items.filter((item) => item.track.number === track.number).sort(byPlace);
      const steps = [
        ...exercises.flatMap((item): PathStep[] => [
          ...questions.filter(({ exercises: [first] }) => first === item.slug).map(questionStep),
          { kind: 'exercise', item, state: STATE_OF_STATUS[statusOf(item)] },
        ]),
        // An exercise that could not be loaded must not take its questions along.
        ...questions
          .filter(({ track: { number }, exercises: [first] }) => number === track.number && !known.has(first ?? ''))
          .map(questionStep),
      ];
      return { track, steps, done: steps.filter(({ state }) => state === 'done').length };
    })
    .filter(({ steps }) => steps.length > 0);
}

/** The first step of the whole path that is not done; null when all are. */
export function firstOpenStep(tracks: readonly PathTrack[]): PathStep | null {
  return tracks.flatMap(({ steps }) => steps).find(({ state }) => state !== 'done') ?? null;
}

/** Where a question stands: its place in its track from 1, and what comes next on the path (null: it is the last). */
export interface QuestionPlace {
  readonly track: PathTrack;
  readonly place: number;
  readonly next: PathStep | null;
}

export function placeOfQuestion(tracks: readonly PathTrack[], slug: string): QuestionPlace | null {
  const all = tracks.flatMap((track) => track.steps.map((step, index) => ({ track, step, place: index + 1 })));
  const at = all.findIndex(({ step }) => step.kind === 'question' && step.item.slug === slug);
  const found = all[at];
  if (found === undefined) return null;
  return { track: found.track, place: found.place, next: all[at + 1]?.step ?? null };
}

/** The questions of a track's steps, and how many of them were answered right. */
export function questionCounts(steps: readonly PathStep[]): { readonly total: number; readonly right: number } {
  const questions = steps.filter(({ kind }) => kind === 'question');
  return { total: questions.length, right: questions.filter(({ state }) => state === 'done').length };
}

/** All questions that belong to an exercise, in the order of the path. */
export function questionsOf(list: Pick<ExerciseList, 'questions'>, exercise: string): QuestionStep[] {
  return list.questions
    .filter(({ exercises }) => exercises.some((slug) => slug === exercise))
    .sort(byPlace)
    .map(questionStep);
}

const STATE_OF_STATUS = { todo: 'todo', attempted: 'tried', solved: 'done' } as const;
const STATE_OF_STANDING = { unanswered: 'todo', wrong: 'tried', right: 'done' } as const;

function questionStep(item: QuestionListItem): QuestionStep {
  return { kind: 'question', item, state: STATE_OF_STANDING[item.standing] };
}

type Placed = Pick<QuestionListItem, 'track' | 'position'>;

/** A question may stand before an exercise of another track, hence the track. */
function byPlace(a: Placed, b: Placed): number {
  return a.track.number - b.track.number || a.position - b.position;
}
