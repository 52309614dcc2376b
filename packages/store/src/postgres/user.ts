/**
 * As whom PostgreSQL runs. It refuses to run as root, so a root process hands it to an unprivileged user that the
 * system knows (initdb looks it up in the user database).
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

/** Numbers to run as, or null: as whoever we are. */
export type RunAs = { readonly uid: number; readonly gid: number } | null;

/** The user `postgres` where there is one: `nobody` may own other processes, too. */
const CANDIDATES = ['postgres', 'nobody'];

/**
 * Chooses the user for a cluster: the owner of its folder when it exists already, so that a user which came to the
 * system later changes nothing.
 */
export function chooseUser(clusterFolder: string, ownUid: number): RunAs {
  if (ownUid !== 0) return null;
  const owner = statSync(clusterFolder, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of CANDIDATES) {
    const user = users.find((fields) => fields[0] === name);
    const [uid, gid] = [Number(user?.[2]), Number(user?.[3])];
    if (Number.isInteger(uid) && Number.isInteger(gid) && uid > 0) return { uid, gid };
  }
  throw new Error(
    'PostgreSQL does not run as root, and this system has neither a user "postgres" nor "nobody". Start Lockstep as an ordinary user, or set DATABASE_URL.',
  );
}

/** Whether that user gets into the folder: a folder above it may be closed to it. */
export function canEnter(folder: string, user: RunAs): boolean {
  if (user === null) return true;
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}
