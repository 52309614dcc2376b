/**
 * Loads one package, exercise or question. One that is not whole is a value, not an exception: all that is wrong with it
 * is reported at once. Nothing of the package is run.
 */
import path from 'node:path';
import { Slug, type Track } from '@lockstep/protocol';
import { z } from 'zod';
import { BOUNDS } from './file-schemas.ts';
import { openFilesAtHand } from './files-at-hand.ts';
import { type LoadedExercise, readExercise } from './load-exercise.ts';
import { type LoadedQuestion, readQuestion, type ShownCall } from './load-question.ts';
import { loadTracksIfThere, type Tracks } from './load-tracks.ts';
import { openPackageFiles, type PackageFiles } from './package-files.ts';
import { type PackageError, Problems } from './problems.ts';
import { parseYaml } from './yaml-file.ts';

export interface BrokenPackage {
  readonly kind: 'broken';
  /** The folder's name, which need not be a valid slug. */
  readonly slug: string;
  readonly errors: readonly PackageError[];
  /** The call to explore of a question that lacks nothing but outcomes that fit it; null for everything else. */
  readonly shownCall: ShownCall | null;
}

export type LoadResult = LoadedExercise | LoadedQuestion | BrokenPackage;

/** Loads the package in `folder`; the tracks stand in `tracks.yaml` beside it, if it stands in a bank. Rejects on failures of the disk only. */
export async function loadPackage(folder: string): Promise<LoadResult> {
  return loadWithTracks(folder, await loadTracksIfThere(path.dirname(path.resolve(folder))));
}

/** As `loadPackage`, of a folder that has to hold an exercise. */
export async function loadExercise(folder: string): Promise<LoadedExercise | BrokenPackage> {
  const result = await loadPackage(folder);
  if (result.kind !== 'question') return result;
  const error = { file: 'problem.yaml', key: 'kind', message: 'a question; it has no code to judge' };
  return { kind: 'broken', slug: result.question.slug, errors: [error], shownCall: null };
}

/** Like `loadPackage`, with tracks that are read already. */
export function loadWithTracks(folder: string, tracks: Tracks): Promise<LoadResult> {
  return load(path.basename(path.resolve(folder)), (problems) => openPackageFiles(folder, problems), tracks);
}

/** Like `loadPackage`, of files that are at hand: their texts by their paths within the package `slug`. Touches no disk. */
export function loadFiles(slug: string, files: ReadonlyMap<string, string>, tracks: Tracks): Promise<LoadResult> {
  return load(slug, async (problems) => openFilesAtHand(files, problems), tracks);
}

async function load(
  slug: string,
  open: (problems: Problems) => Promise<PackageFiles>,
  tracks: Tracks,
): Promise<LoadResult> {
  const problems = new Problems();
  const broken = (shownCall: ShownCall | null = null): BrokenPackage => {
    return { kind: 'broken', slug, errors: problems.errors, shownCall };
  };
  const checkedSlug = Slug.safeParse(slug);
  if (!checkedSlug.success)
    problems.add('', '', `the folder's name is the slug: ${checkedSlug.error.issues[0]?.message}`);

  const files = await open(problems).catch((error: NodeJS.ErrnoException) => {
    problems.add('', '', `the folder cannot be read (${error.code ?? error.message})`);
    return null;
  });
  const text = files === null ? null : await files.read('problem.yaml', BOUNDS.yamlBytes, true);
  if (files === null || text === null) return broken();
  const context = { slug, files, problems, findTrack: (number: number) => findTrack(number, tracks, problems) };
  if (!isQuestion(text)) return (await readExercise(context, text)) ?? broken();
  const result = await readQuestion(context, text);
  if (result === null) return broken();
  return result.kind === 'uncomputed' ? broken(result.shownCall) : result;
}

const Kind = z.looseObject({ kind: z.literal('question') });

/** What is wrong with the file is for the reader of its kind to say. */
function isQuestion(problemText: string): boolean {
  return parseYaml('problem.yaml', problemText, Kind, new Problems()) !== null;
}

function findTrack(number: number, tracks: Tracks, problems: Problems): Track | null {
  if (tracks.kind === 'broken') {
    for (const { file, key, message } of tracks.errors) problems.add(file, key, message);
    return null;
  }
  if (tracks.kind === 'absent') return { number, title: `Track ${number}`, summary: '' };
  const track = tracks.tracks.get(number);
  if (track === undefined) problems.add('problem.yaml', 'track', `../tracks.yaml has no track ${number}`);
  return track ?? null;
}
