/**
 * A data folder and the cluster (PostgreSQL's own folder) that belongs to it.
 *
 *   <data folder>/id         names the folder to other processes (ownership.ts) and its cluster, when that is elsewhere
 *   <data folder>/password   of the database user; both files are for our eyes only (0600)
 *   <data folder>/port       the port of last time
 *   <data folder>/log        what PostgreSQL says
 *   <data folder>/cluster/   PostgreSQL's files, the property of the user that it runs as
 *
 * When we are root and the data folder lies below one that is closed to others (root's home), PostgreSQL's user could
 * not get at its files: then the cluster is in /var/lib/lockstep/<id> instead. The id is drawn when the data folder is
 * made, so a data folder that was deleted and made anew never meets the cluster of the old one.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Binaries } from './binaries.ts';
import { canEnter, type RunAs } from './user.ts';

export const DATABASE_USER = 'lockstep';

/** For what an unprivileged user must reach although everything of ours is closed to it. */
export const SHARED_FOLDER = '/var/lib/lockstep';

export interface DataFolder {
  readonly folder: string;
  readonly id: string;
  readonly password: string;
}

const Secret = z.string().regex(/^[0-9a-f]{32}$/);

/** Opens a data folder, making it when it is missing. */
export function openDataFolder(folder: string): DataFolder {
  mkdirSync(folder, { recursive: true });
  const real = realpathSync(folder);
  // PostgreSQL's user has to pass through, when it is not us; nobody else needs to look around.
  if (process.getuid?.() === statSync(real).uid) chmodSync(real, process.getuid() === 0 ? 0o711 : 0o700);
  return { folder: real, id: secretIn(path.join(real, 'id')), password: secretIn(path.join(real, 'password')) };
}

function secretIn(file: string): string {
  try {
    writeFileSync(file, randomBytes(16).toString('hex'), { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const secret = Secret.safeParse(readFileSync(file, 'utf8'));
  if (secret.success) return secret.data;
  throw new Error(`${file} is damaged. Restore it, or delete the whole data folder to begin with an empty database.`);
}

/** Where the cluster of a data folder is or has to be made. */
export function clusterFolderOf(data: DataFolder, userOf: (clusterFolder: string) => RunAs): string {
  const within = path.join(data.folder, 'cluster');
  if (existsSync(within)) return within;
  const elsewhere = path.join(existsSync(SHARED_FOLDER) ? realpathSync(SHARED_FOLDER) : SHARED_FOLDER, data.id);
  if (existsSync(elsewhere)) return elsewhere;
  return canEnter(data.folder, userOf(within)) ? within : elsewhere;
}

/** Makes the cluster when there is none. It appears whole, or not at all. */
export function ensureCluster(
  clusterFolder: string,
  data: DataFolder,
  binaries: Binaries,
  user: RunAs,
  durable: boolean,
): void {
  if (existsSync(path.join(clusterFolder, 'PG_VERSION'))) {
    requireSameVersion(clusterFolder, binaries);
    return;
  }
  if (existsSync(clusterFolder))
    throw new Error(`${clusterFolder} is not a PostgreSQL cluster. Move it away, then start again.`);
  mkdirSync(path.dirname(clusterFolder), { recursive: true, mode: 0o755 });
  const unfinished = `${clusterFolder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  const passwordFile = path.join(unfinished, 'password');
  const made = path.join(unfinished, 'cluster');
  writeFileSync(passwordFile, data.password, { mode: 0o600 });
  if (user !== null) for (const file of [unfinished, passwordFile]) chownSync(file, user.uid, user.gid);
  const args = [
    '-D',
    made,
    '-U',
    DATABASE_USER,
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--locale=C',
  ];
  const result = spawnSync(binaries.initdb, durable ? args : [...args, '--no-sync'], {
    ...user,
    cwd: '/',
    encoding: 'utf8',
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    timeout: 120_000,
  });
  if (result.status !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new Error(
      `The database could not be made in ${clusterFolder}: ${result.error?.message ?? result.stderr.trim()}`,
    );
  }
  renameSync(made, clusterFolder);
  rmSync(unfinished, { recursive: true, force: true });
}

function requireSameVersion(clusterFolder: string, binaries: Binaries): void {
  const made = readFileSync(path.join(clusterFolder, 'PG_VERSION'), 'utf8').trim();
  const program = spawnSync(binaries.postgres, ['--version'], { encoding: 'utf8', cwd: '/', env: {} }).stdout;
  const major = /(\d+)(?:\.\d+|beta|rc|devel)/.exec(program)?.[1];
  if (major === made) return;
  throw new Error(
    `The database in ${clusterFolder} was made by PostgreSQL ${made}, this is ${major ?? 'unknown'}. Dump it with the old version and load it into an empty data folder.`,
  );
}
