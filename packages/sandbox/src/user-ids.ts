/**
 * Users for sandboxes: when we are root, each sandbox that lives runs as a user of its own, so that what the kernel
 * counts by user (pipe buffers, watches) of one program is not taken from another. A block of users is claimed for as
 * long as a pool is open, so that pools of several processes do not share them either. The claim is an abstract
 * unix socket: the kernel ends it with its process, whatever happens to it.
 */
import { createServer, type Server } from 'node:net';
import { SandboxFault } from './faults.ts';

const BLOCK_SIZE = 128;
const BLOCKS = 16;

/** Users that a pool may start sandboxes as. `take` gives null where sandboxes run as the user that we are. */
export interface UserIds {
  take(): number | null;
  /** Only when no process of this user is left. */
  free(uid: number): void;
  release(): Promise<void>;
}

/** For a process that is not root: it can only be itself. */
export function ourselves(): UserIds {
  return { take: () => null, free: () => {}, release: () => Promise.resolve() };
}

/** The first block from `base` on that nobody in this network namespace claimed. */
export async function claimUserIds(base: number): Promise<UserIds> {
  for (let block = 0; block < BLOCKS; block++) {
    const first = base + block * BLOCK_SIZE;
    const claim = await claimed(`lockstep-users-${first}`);
    if (claim !== null) return idsOf(first, claim);
  }
  const last = base + BLOCKS * BLOCK_SIZE - 1;
  throw new SandboxFault(`All users for sandboxes (${base} to ${last}) are claimed by other pools. Close one of them.`);
}

function idsOf(first: number, claim: Server): UserIds {
  const free = Array.from({ length: BLOCK_SIZE }, (_, offset) => first + offset);
  return {
    take: () => {
      const uid = free.shift();
      if (uid === undefined) throw new SandboxFault(`all ${BLOCK_SIZE} users of this pool are in use`);
      return uid;
    },
    free: (uid) => {
      free.push(uid);
    },
    release: () => new Promise((resolve) => claim.close(() => resolve())),
  };
}

/** The claim, or null when somebody else has it. */
function claimed(name: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen(`\0${name}`, () => resolve(server.unref()));
  });
}
