/** The exercises' folder on this server, as it is now: what authors begin with, and what the app's exercises are compared with. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import {
  ArchiveRefused,
  type LoadResult,
  loadFiles,
  loadTracksIfThere,
  type PackageText,
  readPackageText,
} from '@lockstep/exercise-kit';
import type { Slug, Track } from '@lockstep/protocol';
import { filesDigest } from '@lockstep/store';

/** `absent`: no such folder. `unreadable`: something in it is no file of a package. */
export type FolderPackage =
  | { readonly kind: 'package'; readonly files: PackageText; readonly digest: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly reason: string };

export interface BankFolder {
  package(slug: Slug): Promise<FolderPackage>;
  /** Loads files as the package `slug` of this bank. Runs nothing, writes nothing. */
  load(slug: string, files: ReadonlyMap<string, string>): Promise<LoadResult>;
  /** By number; empty when tracks.yaml is absent or broken. */
  tracks(): Promise<Track[]>;
}

export function openBankFolder(folder: string): BankFolder {
  return {
    async package(slug) {
      const place = path.join(folder, slug);
      if ((await stat(place).catch(() => null))?.isDirectory() !== true) return { kind: 'absent' };
      try {
        const files = await readPackageText(place);
        return { kind: 'package', files, digest: filesDigest(files) };
      } catch (error) {
        if (error instanceof ArchiveRefused) return { kind: 'unreadable', reason: error.message };
        throw error;
      }
    },

    load: async (slug, files) => loadFiles(slug, files, await loadTracksIfThere(folder)),

    async tracks() {
      const read = await loadTracksIfThere(folder);
      return read.kind === 'tracks' ? [...read.tracks.values()].sort((a, b) => a.number - b.number) : [];
    },
  };
}
