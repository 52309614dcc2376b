/** Loads a whole bank: every folder in it is an exercise, and a broken one never stops the others. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { type BrokenExercise, type LoadedExercise, loadWithTracks } from './load-exercise.ts';
import { loadTracks } from './load-tracks.ts';

export interface LoadedBank {
  /** By track, position and slug. */
  readonly exercises: readonly LoadedExercise[];
  /** By slug. */
  readonly broken: readonly BrokenExercise[];
}

/** Loads all exercises in `folder`; hidden folders are left out. Rejects when the folder itself cannot be read. */
export async function loadExercises(folder: string): Promise<LoadedBank> {
  const tracks = await loadTracks(folder);
  const entries = await readdir(folder, { withFileTypes: true });
  const visible = entries.filter((entry) => !entry.name.startsWith('.')).sort((a, b) => (a.name < b.name ? -1 : 1));
  const exercises: LoadedExercise[] = [];
  const broken: BrokenExercise[] = [];
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
    else broken.push(result);
  }
  exercises.sort(({ exercise: a }, { exercise: b }) => {
    return a.track.number - b.track.number || a.position - b.position || (a.slug < b.slug ? -1 : 1);
  });
  return { exercises, broken };
}

function unreadable(slug: string, message: string): BrokenExercise {
  return { kind: 'broken', slug, errors: [{ file: '', key: '', message }] };
}
