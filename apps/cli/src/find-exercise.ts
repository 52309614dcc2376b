/** Finds packages by slug or folder, and reads solution files, with errors that say what to do. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  type BrokenPackage,
  type LoadedExercise,
  type LoadedQuestion,
  loadPackage,
  readOwnCall,
  type ShownCall,
} from '@lockstep/exercise-kit';
import { type Exercise, type ExerciseTest, SIZES, Slug, Source } from '@lockstep/protocol';
import { UsageError } from './usage-error.ts';

/** exercises/ of this project. */
export const EXERCISES = path.resolve(import.meta.dirname, '../../../exercises');

/** The folder of a package: `name` is a slug looked up in `folder`, or the path of a package's folder. Throws UsageError. */
export async function placeOf(name: string, folder: string): Promise<string> {
  const isSlug = Slug.safeParse(name).success;
  const bySlug = path.join(folder, name);
  const place = isSlug && (await isFolder(bySlug)) ? bySlug : path.resolve(name);
  if (await isFolder(place)) return place;
  throw new UsageError(
    isSlug ? `There is no exercise "${name}" in ${folder}.` : `There is no exercise folder at ${place}.`,
  );
}

/** An exercise or a question that is whole. Throws UsageError. */
export async function findPackage(name: string, folder: string): Promise<LoadedExercise | LoadedQuestion> {
  const place = await placeOf(name, folder);
  const loaded = await loadPackage(place);
  if (loaded.kind === 'broken') throw new UsageError(`The package in ${place} is broken:\n${errorLines(loaded)}`);
  return loaded;
}

/** An exercise that is whole. Throws UsageError. */
export async function findExercise(name: string, folder: string): Promise<LoadedExercise> {
  const loaded = await findPackage(name, folder);
  if (loaded.kind === 'question') throw new UsageError(`"${name}" is a question; it has no code to judge.`);
  return loaded;
}

/** The call that a question of form outcomes shows, computed or not. Throws UsageError. */
export async function findShownCall(name: string, folder: string): Promise<ShownCall> {
  const place = await placeOf(name, folder);
  const loaded = await loadPackage(place);
  const shownCall = loaded.kind === 'loaded' ? null : loaded.shownCall;
  if (shownCall !== null) return shownCall;
  if (loaded.kind === 'broken') throw new UsageError(`The package in ${place} is broken:\n${errorLines(loaded)}`);
  throw new UsageError(`"${name}" is no question of form outcomes.`);
}

/** A call of one's own as a test that expects nothing. Throws UsageError. */
export function ownCallOf(exercise: Exercise, call: string): ExerciseTest {
  const read = readOwnCall(exercise, call);
  if (read.kind === 'refused') throw new UsageError(`The call ${call} cannot be run: ${read.message}.`);
  return read.value;
}

/** What is wrong with a package, an indented line each. */
export function errorLines({ errors }: BrokenPackage): string {
  return errors.map(({ file, key, message }) => `  ${[file, key].filter(Boolean).join(': ')}: ${message}`).join('\n');
}

/** A solution's text. Throws UsageError when it cannot be a solution. */
export async function readSolution(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${file} cannot be read (${error.code ?? error.message}).`);
  });
  if (bytes.length > SIZES.sourceBytes) {
    throw new UsageError(`${file} has ${bytes.length} bytes; a solution may have at most ${SIZES.sourceBytes}.`);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${file} is not UTF-8 text.`);
  }
  const checked = Source.safeParse(text);
  if (!checked.success) throw new UsageError(`${file}: ${checked.error.issues[0]?.message ?? 'not a solution'}.`);
  return checked.data;
}

async function isFolder(place: string): Promise<boolean> {
  const found = await stat(place).catch(() => null);
  return found?.isDirectory() ?? false;
}
