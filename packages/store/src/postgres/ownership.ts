/**
 * One owner for a data folder at a time. The owner listens on an abstract Unix socket named by the folder's secret id:
 * the kernel lets only one process have the name and frees it when that process ends, however it ends, so there is no
 * stale lock. Whoever comes second asks the owner over the socket who it is, for a message that helps.
 */
import { connect, createServer } from 'node:net';
import { z } from 'zod';

const Owner = z.object({ pid: z.int(), url: z.string().nullable() });

/** A database is running on this data folder already, for another process. */
export class AlreadyRunning extends Error {
  readonly pid: number | null;
  readonly url: string | null;

  constructor(dataFolder: string, owner: z.infer<typeof Owner> | null) {
    const who =
      owner === null ? 'by another process' : `by process ${owner.pid}${owner.url === null ? '' : ` at ${owner.url}`}`;
    super(`The database in ${dataFolder} is already running, ${who}. Stop that one first, or use its DATABASE_URL.`);
    this.name = 'AlreadyRunning';
    this.pid = owner?.pid ?? null;
    this.url = owner?.url ?? null;
  }
}

export interface Ownership {
  /** Tells later comers where the database is. Without the password: whoever may know that has the file. */
  announce(url: string): void;
  release(): Promise<void>;
}

/** Takes the data folder, or throws AlreadyRunning. */
export async function takeOwnership(dataFolder: string, id: string): Promise<Ownership> {
  const name = `\0lockstep-${id}`;
  let url: string | null = null;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.end(JSON.stringify({ pid: process.pid, url }));
  });
  const taken = await new Promise<boolean>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(name, () => resolve(true));
  });
  if (!taken) throw new AlreadyRunning(dataFolder, await askOwner(name));
  // Owning a database does not keep a process alive; the database itself does.
  server.unref();
  return {
    announce(where) {
      url = where;
    },
    release: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function askOwner(name: string): Promise<z.infer<typeof Owner> | null> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(name);
    socket.setTimeout(1_000, () => socket.destroy());
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      answer += chunk;
      if (answer.length > 4_096) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      try {
        resolve(Owner.parse(JSON.parse(answer)));
      } catch {
        resolve(null);
      }
    });
  });
}
