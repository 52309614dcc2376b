/** Loads a whole bank: every folder in it is an exercise or a question, and a broken one never stops the others. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Exercise } from '@lockstep/protocol';
import type { LoadedExercise } from './load-exercise.ts';
import { type BrokenPackage, loadWithTracks } from './load-package.ts';
import type { LoadedQuestion } from './load-question.ts';
import { loadTracks } from './load-tracks.ts';

export interface LoadedBank {
  /** By track, position and slug. */
  readonly exercises: readonly LoadedExercise[];
  /** By track, position and slug. */
  readonly questions: readonly LoadedQuestion[];
  /** By slug. */
  readonly broken: readonly BrokenPackage[];
}

/** Loads all packages in `folder`; hidden folders are left out. Rejects when the folder itself cannot be read. */
export async function loadExercises(folder: string): Promise<LoadedBank> {
  const tracks = await loadTracks(folder);
  const entries = await readdir(folder, { withFileTypes: true });
  const visible = entries.filter((entry) => !entry.name.startsWith('.')).sort((a, b) => (a.name < b.name ? -1 : 1));
  const exercises: LoadedExercise[] = [];
  const questions: LoadedQuestion[] = [];
  const broken: BrokenPackage[] = [];
  for (const entry of visible) {
    const { name } = entry;
    if (entry.isSymbolicLink()) {
      broken.push(unreadable(name, 'a link; an exercise is a folder of its own'));
      continue;
    }
    if (!entry.isDirectory()) continue;
    const result = await loadWithTracks(path.join(folder, name), tracks).catch((error: Error) =>
      unreadable(name, `cannot be read (${error.message})`),
    );
    if (result.kind === 'loaded') exercises.push(result);
    else if (result.kind === 'question') questions.push(result);
    else broken.push(result);
  }
  exercises.sort(({ exercise: a }, { exercise: b }) => byPlace(a, b));
  questions.sort(({ question: a }, { question: b }) => byPlace(a, b));
  return { exercises, questions, broken };
}

type Placed = Pick<Exercise, 'track' | 'position' | 'slug'>;

function byPlace(a: Placed, b: Placed): number {
  return a.track.number - b.track.number || a.position - b.position || (a.slug < b.slug ? -1 : 1);
}

function unreadable(slug: string, message: string): BrokenPackage {
  return { kind: 'broken', slug, errors: [{ file: '', key: '', message }], shownCall: null };
}
