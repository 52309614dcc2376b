/**
 * Runs PostgreSQL as a child of this process, on a data folder.
 *
 * Theory of operation. The owner of a data folder (ownership.ts) starts one postgres process, in a session of its own
 * so that a Ctrl-C at the terminal reaches us and not it: it has to outlive the server and the grader, which we stop
 * first. It listens on 127.0.0.1 only, asks for a password (scram-sha-256), and has no Unix socket. When we die without
 * stopping it, the kernel sends it SIGINT (through setpriv, where the system has that; to the kernel, "we" is the thread that started it), upon which it stops in order;
 * whatever is left of it is ended by the next owner before that starts its own. A crash of PostgreSQL itself, or of
 * the machine, costs no committed transaction.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../errors.ts';
import { type Log, silent } from '../log.ts';
import { withConnection } from '../sql.ts';
import { type Binaries, provideBinaries } from './binaries.ts';
import {
  clusterFolderOf,
  DATABASE_USER,
  type DataFolder,
  ensureCluster,
  openDataFolder,
  SHARED_FOLDER,
} from './cluster.ts';
import { type Ownership, takeOwnership } from './ownership.ts';
import { choosePort, rememberPort } from './ports.ts';
import { endOrphans, isOfCluster, recordedPostmaster, signal } from './processes.ts';
import { chooseUser, type RunAs } from './user.ts';

export interface PostgresOptions {
  /** Made when it is missing. */
  readonly dataFolder: string;
  /** Without one, that of last time, or any that is free. */
  readonly port?: number;
  /** False for databases that may be lost with the machine: tests. */
  readonly durable?: boolean;
  readonly log?: Log;
}

export interface Postgres {
  /** With user and password, for the database that is there from the start. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Where PostgreSQL's files are: in the data folder, or below /var/lib/lockstep (cluster.ts says when). */
  readonly clusterFolder: string;
  /** Resolves when the process has ended, wanted or not. */
  readonly ended: Promise<{ readonly wanted: boolean; readonly how: string }>;
  /** Stops it in order and waits for its end. May be called again. */
  stop(): Promise<void>;
  /** Stops it and deletes everything: data folder and cluster. For tests. */
  destroy(): Promise<void>;
}

const LOG_KEPT_BYTES = 4 * 2 ** 20;
const READY_WITHIN_MS = 60_000;

/** Small: an idle one takes a few dozen megabytes. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  max_connections: '60',
  shared_buffers: '32MB',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  max_wal_size: '256MB',
  min_wal_size: '64MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_worker_processes: '2',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  autovacuum_max_workers: '1',
  io_method: 'sync',
  huge_pages: 'off',
  jit: 'off',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

/** Starts the database. Throws AlreadyRunning when another process runs it on the same data folder. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const data = openDataFolder(options.dataFolder);
  const ownership = await takeOwnership(data.folder, data.id);
  try {
    return await startOwned(data, ownership, options);
  } catch (error) {
    await ownership.release();
    throw error;
  }
}

async function startOwned(data: DataFolder, ownership: Ownership, options: PostgresOptions): Promise<Postgres> {
  const { durable = true, log = silent } = options;
  const userOf = (folder: string): RunAs => chooseUser(folder, process.getuid?.() ?? -1);
  const chosen = clusterFolderOf(data, userOf);
  // As the kernel names it: its processes are known by the folder they work in.
  const clusterFolder = existsSync(chosen) ? realpathSync(chosen) : chosen;
  const user = userOf(clusterFolder);
  const binaries = provideBinaries(user, user === null ? data.folder : SHARED_FOLDER);

  const orphans = await endOrphans(clusterFolder);
  if (orphans > 0) log('warn', `the database had lost its owner: ended ${orphans} of its processes`);
  removeStaleLock(clusterFolder);
  ensureCluster(clusterFolder, data, binaries, user, durable);

  const { child, port } = await launch({
    data,
    clusterFolder,
    binaries,
    user,
    durable,
    ...(options.port === undefined ? {} : { port: options.port }),
  });
  const url = urlOf(port, data.password);
  const running = supervise(child, clusterFolder, ownership);
  try {
    await withConnection({ url, statementTimeoutMs: 10_000, applicationName: 'lockstep start' }, (client) =>
      client.query('SELECT 1'),
    );
  } catch (error) {
    await running.stop();
    throw new Error(`PostgreSQL runs, but we cannot get in with the password in ${data.folder}: ${messageOf(error)}`, {
      cause: error,
    });
  }
  rememberPort(data, port);
  ownership.announce(urlOf(port));
  const destroy = async (): Promise<void> => {
    await running.stop();
    for (const folder of [clusterFolder, data.folder]) rmSync(folder, { recursive: true, force: true });
  };
  return { url, port, pid: child.pid ?? 0, clusterFolder, destroy, ...running };
}

/**
 * PostgreSQL itself sees that a postmaster.pid is stale when no process has its number. When the number was given to
 * another process of the same user (as after a restart of the machine), it would refuse to start.
 */
function removeStaleLock(clusterFolder: string): void {
  const pid = recordedPostmaster(clusterFolder);
  if (pid !== null && !isOfCluster(pid, clusterFolder)) unlinkSync(path.join(clusterFolder, 'postmaster.pid'));
}

function urlOf(port: number, password?: string): string {
  return `postgresql://${DATABASE_USER}${password === undefined ? '' : `:${password}`}@127.0.0.1:${port}/postgres`;
}

interface Launch {
  readonly data: DataFolder;
  readonly clusterFolder: string;
  readonly binaries: Binaries;
  readonly user: RunAs;
  readonly durable: boolean;
  readonly port?: number;
}

/** Starts the process and waits until it takes connections. A port that was taken meanwhile is replaced by another. */
async function launch(what: Launch): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  for (let tries = 1; ; tries++) {
    const port = what.port ?? (await choosePort(tries === 1 ? what.data : null));
    const child = spawnPostgres(what, port);
    const fault = await untilReady(child, what.clusterFolder);
    if (fault === null) return { child, port };
    const said = tailOfLog(what.data);
    if (what.port !== undefined && /could not create any TCP\/IP sockets|Address already in use/.test(said)) {
      throw new Error(`PostgreSQL cannot listen on port ${what.port}: another program does. Choose another port.`);
    }
    if (what.port !== undefined || tries === 3)
      throw new Error(`PostgreSQL did not start (${fault}). Its log ${logFile(what.data)} ends with:\n${said}`);
  }
}

function spawnPostgres({ data, clusterFolder, binaries, user, durable }: Launch, port: number): ChildProcess {
  const settings = {
    ...SETTINGS,
    port: String(port),
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
  };
  const args = [
    '-D',
    clusterFolder,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const log = openLog(data);
  const options = { cwd: '/', env: { LC_ALL: 'C' }, stdio: ['ignore', log, log], detached: true } satisfies Parameters<
    typeof spawn
  >[2];
  try {
    if (!existsSync('/usr/bin/setpriv')) return spawn(binaries.postgres, args, { ...options, ...user });
    // setpriv has to drop the user itself: the kernel forgets the wish for a signal when the user changes.
    const drop =
      user === null ? [] : [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--no-new-privs'];
    return spawn('/usr/bin/setpriv', [...drop, '--pdeathsig=INT', binaries.postgres, ...args], options);
  } finally {
    closeSync(log);
  }
}

/** Null when it takes connections, else why it does not. */
async function untilReady(child: ChildProcess, clusterFolder: string): Promise<string | null> {
  let fault: string | null = null;
  child.once('error', (error) => {
    fault = error.message;
  });
  const until = performance.now() + READY_WITHIN_MS;
  while (fault === null) {
    if (child.exitCode !== null || child.signalCode !== null)
      return `it ended with ${child.exitCode ?? child.signalCode}`;
    if (reportsReady(clusterFolder, child.pid)) return null;
    if (performance.now() > until) {
      child.kill('SIGQUIT');
      return `it was not ready within ${READY_WITHIN_MS / 1000} seconds`;
    }
    await delay(5);
  }
  return fault;
}

/** The last line of postmaster.pid says how far it is; the first says that the file is of this process. */
function reportsReady(clusterFolder: string, pid: number | undefined): boolean {
  try {
    const lines = readFileSync(path.join(clusterFolder, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

function supervise(child: ChildProcess, clusterFolder: string, ownership: Ownership): Pick<Postgres, 'ended' | 'stop'> {
  let wanted = false;
  const ended = new Promise<{ wanted: boolean; how: string }>((resolve) => {
    const end = (): void => resolve({ wanted, how: child.signalCode ?? `exit code ${child.exitCode}` });
    if (child.exitCode !== null || child.signalCode !== null) end();
    else child.once('exit', end);
  });
  const stop = async (): Promise<void> => {
    wanted = true;
    for (const [name, patienceMs] of [
      ['SIGINT', 30_000],
      ['SIGQUIT', 5_000],
      ['SIGKILL', 5_000],
    ] as const) {
      if (child.exitCode !== null || child.signalCode !== null) break;
      if (child.pid !== undefined) signal(child.pid, name);
      await Promise.race([ended, delay(patienceMs, undefined, { ref: false })]);
    }
    // Of a postmaster that was killed, backends may be left for a moment.
    await endOrphans(clusterFolder);
    await ownership.release();
  };
  let stopping: Promise<void> | null = null;
  return {
    ended,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

function logFile(data: DataFolder): string {
  return path.join(data.folder, 'log');
}

/** Keeps the log bounded: what was too long becomes `log.old`, and what was there is gone. */
function openLog(data: DataFolder): number {
  const file = logFile(data);
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_KEPT_BYTES) renameSync(file, `${file}.old`);
  return openSync(file, 'a', 0o600);
}

function tailOfLog(data: DataFolder): string {
  return readFileSync(logFile(data), 'utf8').slice(-2_000).trim();
}
