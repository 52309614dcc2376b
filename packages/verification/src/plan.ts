/** What verifying an exercise judges: its reference submissions, and the mistakes that are made in the accepted ones. */
import { eachMutant, type OperatorName } from '@lockstep/mutation';
import type { Exercise, Verdict } from '@lockstep/protocol';

/** A program whose verdict is known, as packages hold them. */
export interface ReferenceProgram {
  readonly path: string;
  readonly expected: Verdict;
  readonly source: string;
  /** Mistakes that leave it right, by the name of the mistake and the line where it is made. */
  readonly equivalent: readonly { readonly mistake: string; readonly line: number; readonly why: string }[];
}

export interface PlannedReference {
  readonly kind: 'reference';
  readonly path: string;
  readonly source: string;
  readonly expected: Verdict;
}

export interface PlannedMutant {
  readonly kind: 'mutant';
  /** The submission in which the mistake is made. */
  readonly path: string;
  readonly source: string;
  readonly mistake: OperatorName;
  /** Line of the submission, from 1. */
  readonly line: number;
  /** The source of the submission. */
  readonly original: string;
  /** Why the author calls it right all the same; null: does not. */
  readonly equivalent: string | null;
}

export type PlannedCase = PlannedReference | PlannedMutant;

/** Each reference submission, in the given order. Pure. */
export function plannedReferences(submissions: readonly ReferenceProgram[]): PlannedReference[] {
  return submissions.map(({ path, source, expected }) => ({ kind: 'reference', path, source, expected }));
}

/** Each mistake in each accepted submission, in the given order. Pure. */
export function plannedMutants(exercise: Exercise, submissions: readonly ReferenceProgram[]): PlannedMutant[] {
  return [...eachPlannedMutant(exercise, submissions)];
}

/** As `plannedMutants`, one by one: each takes milliseconds to make. */
export function* eachPlannedMutant(
  exercise: Exercise,
  submissions: readonly ReferenceProgram[],
): Generator<PlannedMutant, void> {
  for (const { path, source: original, expected, equivalent } of submissions) {
    if (expected !== 'accepted') continue;
    for (const { operator: mistake, line, source } of eachMutant(original)) {
      if (!isMistake(exercise, mistake)) continue;
      const known = equivalent.find((one) => one.mistake === mistake && one.line === line);
      yield { kind: 'mutant', path, source, mistake, line, original, equivalent: known?.why ?? null };
    }
  }
}

/** One process after the other is a mistake only where several have to be alive together. */
function isMistake({ rules, exploration }: Exercise, mistake: OperatorName): boolean {
  const together = rules.aliveTogether !== undefined || exploration.sometimes?.aliveTogether !== undefined;
  return mistake !== 'join-at-once' || together;
}
