export { ArchiveRefused, importExercise, packExercise, unpackExercise } from './archive.ts';
export { type BrokenExercise, type LoadedExercise, type LoadResult, loadExercise } from './load-exercise.ts';
export { type LoadedBank, loadExercises } from './load-exercises.ts';
export type { ReferenceSubmission } from './load-submissions.ts';
export { openArguments } from './open-arguments.ts';
export type { PackageError } from './problems.ts';
export { type LiteralResult, type ParsedArgument, type ParsedCall, parseCall, parseLiteral } from './python-literal.ts';
export { createExercise } from './skeleton.ts';
export { exerciseListItem, exerciseView, sampleView } from './views.ts';
