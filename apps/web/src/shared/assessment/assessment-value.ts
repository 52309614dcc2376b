/** What a reviewer writes of a sitting as a whole, as a value that is compared, kept and shown. Pure. */
import { type Assessment, Decision, type Rubric, Scores } from '@lockstep/protocol';
import { z } from 'zod';
import type { Stored } from './saver.ts';

export const AssessmentValue = z.object({ scores: Scores, decision: Decision.nullable(), summary: z.string() });
export type AssessmentValue = Readonly<z.infer<typeof AssessmentValue>>;

export const MOST_SUMMARY = 8_000;

const NOTHING: Stored<AssessmentValue> = {
  value: { scores: {}, decision: null, summary: '' },
  version: 0,
  at: null,
};

export function storedOf(own: Assessment | null): Stored<AssessmentValue> {
  if (own === null) return NOTHING;
  const { scores, decision, summary, version, changedAt } = own;
  return { value: { scores, decision, summary }, version, at: changedAt };
}

/** The server trims a summary. */
export function sameAssessment(a: AssessmentValue, b: AssessmentValue): boolean {
  return a.decision === b.decision && a.summary.trim() === b.summary.trim() && sameScores(a.scores, b.scores);
}

function sameScores(a: Scores, b: Scores): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && a[key] === b[key]);
}

/** The label of the level that was given; null where the criterion was not scored. */
export function levelGiven(criterion: Rubric[number], scores: Scores): string | null {
  const level = Object.hasOwn(scores, criterion.id) ? scores[criterion.id] : undefined;
  return level === undefined ? null : (criterion.levels[level] ?? null);
}
