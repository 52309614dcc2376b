/** `lockstep new`, `export` and `import`: exercise packages as folders and as files. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ArchiveRefused, createPackage, importExercise, loadExercises, packExercise } from '@lockstep/exercise-kit';
import { Slug } from '@lockstep/protocol';
import { EXERCISES, findPackage, placeOf } from './find-exercise.ts';
import { Refused, UsageError } from './usage-error.ts';

const FIRST_TRACK = 1;
const MAX_ARCHIVE_BYTES = 32 * 2 ** 20;

interface Options {
  readonly exercises?: string | undefined;
  readonly replace: boolean;
}

/** Makes a whole exercise or question to change. */
export async function newCommand(
  name: string,
  { exercises = EXERCISES, question }: Options & { readonly question: boolean },
): Promise<number> {
  const slug = Slug.safeParse(name);
  if (!slug.success) throw new UsageError(`"${name}" is no slug: ${slug.error.issues[0]?.message}`);
  const bank = await loadExercises(exercises);
  const others = question ? bank.questions.map((one) => one.question) : bank.exercises.map((one) => one.exercise);
  const positions = others.filter(({ track }) => track.number === FIRST_TRACK).map(({ position }) => position);
  const made = await createPackage(exercises, {
    kind: question ? 'question' : 'exercise',
    slug: slug.data,
    track: FIRST_TRACK,
    position: Math.max(0, ...positions) + 1,
  });
  if (!made) throw new Refused(`There is an exercise "${slug.data}" in ${exercises} already.`);
  const next = question ? `npx lockstep outcomes ${slug.data}` : `npx lockstep verify ${slug.data} --mutants`;
  process.stdout.write(`made ${path.join(exercises, slug.data)}\nchange its files, then: ${next}\n`);
  return 0;
}

/** Writes a package as one zip file, once it is whole. */
export async function exportCommand(name: string, target: string | undefined, options: Options): Promise<number> {
  const { exercises = EXERCISES } = options;
  await findPackage(name, exercises);
  const folder = await placeOf(name, exercises);
  const file = target ?? `${path.basename(folder)}.zip`;
  const archive = await refusedAsSuch(() => packExercise(folder));
  await writeFile(file, archive, { flag: options.replace ? 'w' : 'wx' }).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EEXIST' ? 'it exists; --replace overwrites it' : (error.code ?? error.message);
    throw new Refused(`${file} cannot be written: ${why}.`);
  });
  process.stdout.write(`wrote ${file}, ${archive.length.toLocaleString('en')} bytes\n`);
  return 0;
}

/** Puts the package of a zip file into the bank, whole and checked or not at all. */
export async function importCommand(file: string, { exercises = EXERCISES, replace }: Options): Promise<number> {
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile()) throw new UsageError(`There is no file ${file}.`);
  if (found.size > MAX_ARCHIVE_BYTES) throw new Refused(`${file} has more than ${MAX_ARCHIVE_BYTES} bytes.`);
  const archive = await readFile(file);
  const slug = await refusedAsSuch(() => importExercise(archive, exercises, replace));
  process.stdout.write(`imported ${path.join(exercises, slug)}\nsee whether it holds: npx lockstep verify ${slug}\n`);
  return 0;
}

async function refusedAsSuch<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof ArchiveRefused) throw new Refused(`Not done: ${error.message}.`);
    throw error;
  }
}
