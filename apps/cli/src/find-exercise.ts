/** Finds exercises by slug or folder, and reads solution files, with errors that say what to do. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type LoadedExercise, loadExercise } from '@lockstep/exercise-kit';
import { SIZES, Slug, Source } from '@lockstep/protocol';
import { UsageError } from './usage-error.ts';

/** exercises/ of this project. */
export const EXERCISES = path.resolve(import.meta.dirname, '../../../exercises');

/** `name` is a slug looked up in `folder`, or the path of an exercise folder. Throws UsageError. */
export async function findExercise(name: string, folder: string): Promise<LoadedExercise> {
  const isSlug = Slug.safeParse(name).success;
  const bySlug = path.join(folder, name);
  const place = isSlug && (await isFolder(bySlug)) ? bySlug : path.resolve(name);
  if (!(await isFolder(place))) {
    throw new UsageError(
      isSlug ? `There is no exercise "${name}" in ${folder}.` : `There is no exercise folder at ${place}.`,
    );
  }
  const loaded = await loadExercise(place);
  if (loaded.kind === 'loaded') return loaded;
  const lines = loaded.errors.map(
    ({ file, key, message }) => `  ${[file, key].filter(Boolean).join(': ')}: ${message}`,
  );
  throw new UsageError(`The exercise in ${place} is broken:\n${lines.join('\n')}`);
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
