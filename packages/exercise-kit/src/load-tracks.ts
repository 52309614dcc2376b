/** tracks.yaml beside the exercises: the tracks' numbers, titles and summaries. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Track } from '@lockstep/protocol';
import { BOUNDS, TracksFile } from './file-schemas.ts';
import { openPackageFiles } from './package-files.ts';
import { type PackageError, Problems } from './problems.ts';
import { parseYaml } from './yaml-file.ts';

export type Tracks =
  | { readonly kind: 'tracks'; readonly tracks: ReadonlyMap<number, Track> }
  /** A single package outside of a bank: its track has a number and no title. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'broken'; readonly errors: readonly PackageError[] };

/** As `loadTracks`, for a package that need not stand in a bank. */
export async function loadTracksIfThere(folder: string): Promise<Tracks> {
  const found = await stat(path.join(folder, 'tracks.yaml')).catch(() => null);
  return found === null ? { kind: 'absent' } : loadTracks(folder);
}

/** Reads `tracks.yaml` in the folder of all exercises. Errors name it as it is seen from an exercise. */
export async function loadTracks(folder: string): Promise<Tracks> {
  const problems = new Problems();
  const broken = (): Tracks => ({
    kind: 'broken',
    errors: problems.errors.map((error) => ({ ...error, file: '../tracks.yaml' })),
  });
  const files = await openPackageFiles(folder, problems).catch(() => null);
  const text = files === null ? null : await files.read('tracks.yaml', BOUNDS.yamlBytes, true);
  const written = text === null ? null : parseYaml('tracks.yaml', text, TracksFile, problems);
  if (written === null) return broken();
  const tracks = new Map<number, Track>();
  for (const track of written) {
    if (tracks.has(track.number)) problems.add('tracks.yaml', '', `track ${track.number} stands there twice`);
    tracks.set(track.number, track);
  }
  return problems.none ? { kind: 'tracks', tracks } : broken();
}
