/**
 * What a candidate may see of an exercise. Every field is named here one by one: what is added to Exercise stays hidden
 * until someone adds it here. Pure.
 */
import {
  type Exercise,
  type ExerciseListItem,
  type ExerciseTest,
  type ExerciseView,
  formatPython,
  type SampleView,
} from '@lockstep/protocol';

const EXPECTED_CHARACTERS = 4_000;

/** The page of an exercise. */
export function exerciseView(exercise: Exercise): ExerciseView {
  return {
    ...listed(exercise),
    digest: exercise.digest,
    signature: exercise.entry.signature,
    limits: exercise.limits,
    statement: exercise.statement,
    starter: exercise.starter,
    samples: exercise.samples.map(sampleView),
    judging: exercise.judging,
    hints: exercise.hints,
    hasEditorial: exercise.editorial !== null,
  };
}

/** A line of the list, without what only the visitor's own submissions tell. */
export function exerciseListItem(exercise: Exercise): Omit<ExerciseListItem, 'verdict' | 'lastSubmittedAt'> {
  return listed(exercise);
}

/** A sample. `expected` is null where a checker decides or a generator makes the value. */
export function sampleView(test: ExerciseTest): SampleView {
  const { name, title, call, expectation, explanation } = test;
  const literal = expectation.kind === 'equal' && expectation.value.kind === 'value' ? expectation.value : null;
  const expected = literal === null ? null : formatPython(literal.value, EXPECTED_CHARACTERS);
  return { name, title, call, expected, explanation };
}

function listed(exercise: Exercise) {
  const { slug, title, summary, track, position, difficulty, minutes, tags, usualFailures } = exercise;
  return { slug, title, summary, track, position, difficulty, minutes, tags, usualFailures };
}
