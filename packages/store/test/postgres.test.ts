import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, lstatSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { AlreadyRunning, type Postgres, type PostgresOptions, startPostgres } from '../src/index.ts';
import { packagedFolder, provideBinaries } from '../src/postgres/binaries.ts';
import { clusterProcesses } from '../src/postgres/processes.ts';
import { chooseUser } from '../src/postgres/user.ts';
import { runProgram, sql, temporaryFolder } from './support.ts';

const cleanups: (() => void | Promise<void>)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

function folder(): string {
  const { folder, remove } = temporaryFolder();
  cleanups.push(remove);
  // As a data folder usually is: reachable, unlike a fresh temporary folder.
  chmodSync(folder, 0o755);
  return path.join(folder, 'data');
}

async function start(options: PostgresOptions): Promise<Postgres> {
  const postgres = await startPostgres({ durable: false, ...options });
  cleanups.push(() => postgres.destroy());
  return postgres;
}

describe('the programs', () => {
  test('are copied to where their user can reach them when npm put them below a closed folder', () => {
    const { folder: closed, remove } = temporaryFolder();
    cleanups.push(remove);
    const packaged = packagedFolder();
    cpSync(packaged.folder, path.join(closed, 'package'), { recursive: true });
    const copies = folder();
    const user = chooseUser(copies, process.getuid?.() ?? -1);
    const programs = provideBinaries(user, copies, { ...packaged, folder: path.join(closed, 'package') });
    const said = spawnSync(programs.initdb, ['--version'], { ...user, cwd: '/', encoding: 'utf8' });
    expect(said.stdout).toMatch(/PostgreSQL/);
    expect(programs.postgres.startsWith(user === null ? closed : copies)).toBe(true);
    expect(provideBinaries(user, copies, { ...packaged, folder: path.join(closed, 'package') })).toEqual(programs);
  });

  test('get the links between their libraries when npm was not allowed to make them', () => {
    const { folder: without, remove } = temporaryFolder();
    cleanups.push(remove);
    const packaged = packagedFolder();
    cpSync(packaged.folder, without, { recursive: true, filter: (file) => !lstatSync(file).isSymbolicLink() });
    const programs = provideBinaries(null, folder(), { ...packaged, folder: without });
    expect(programs.postgres.startsWith(without)).toBe(true);
    expect(spawnSync(programs.initdb, ['--version'], { encoding: 'utf8' }).status).toBe(0);
  });
});

describe('an embedded PostgreSQL', () => {
  test('keeps its data, its port and its password over a restart', async () => {
    const dataFolder = folder();
    const first = await start({ dataFolder });
    await sql(first.url, 'CREATE TABLE kept (n int)');
    await sql(first.url, 'INSERT INTO kept VALUES (42)');
    await first.stop();
    expect(await first.ended).toEqual({ wanted: true, how: 'exit code 0' });
    expect(clusterProcesses(first.clusterFolder)).toEqual([]);

    const second = await start({ dataFolder });
    expect(second.url).toBe(first.url);
    expect(await sql(second.url, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  });

  test('runs as an unprivileged user, listens on the loopback only and asks for the password', async () => {
    const dataFolder = folder();
    const { url, pid, port } = await start({ dataFolder });
    expect(statSync(`/proc/${pid}`).uid).not.toBe(0);
    expect(await sql(url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(await sql(url, 'SHOW unix_socket_directories')).toEqual([{ unix_socket_directories: '' }]);
    await expect(sql(`postgresql://lockstep:guessed@127.0.0.1:${port}/postgres`, 'SELECT 1')).rejects.toThrow(
      /password/,
    );
    for (const file of ['password', 'id', 'log']) {
      expect({ file, mode: statSync(path.join(dataFolder, file)).mode & 0o777 }).toEqual({ file, mode: 0o600 });
    }
  });

  test('is durable unless told otherwise', async () => {
    const { url } = await start({ dataFolder: folder(), durable: true });
    expect(await sql(url, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
    expect(await sql(url, 'SHOW synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
  });

  test('has one owner: a second start says who runs it and where', async () => {
    const dataFolder = folder();
    const { url, port } = await start({ dataFolder });
    const refused = await startPostgres({ dataFolder }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(AlreadyRunning);
    expect(refused).toMatchObject({ pid: process.pid, url: `postgresql://lockstep@127.0.0.1:${port}/postgres` });
    expect(await sql(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('works below a folder that only its owner may enter', async () => {
    const dataFolder = folder();
    chmodSync(path.dirname(dataFolder), 0o700);
    const first = await start({ dataFolder });
    await sql(first.url, 'CREATE TABLE kept (n int)');
    await first.stop();
    const second = await start({ dataFolder });
    expect(await sql(second.url, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 0 }]);
    expect(second.clusterFolder).toBe(first.clusterFolder);
  });

  test('starts again after it was killed, whatever is left of it', async () => {
    const dataFolder = folder();
    const first = await start({ dataFolder, durable: true });
    await sql(first.url, 'CREATE TABLE kept (n int)');
    process.kill(first.pid, 'SIGKILL');
    expect(await first.ended).toEqual({ wanted: false, how: 'SIGKILL' });
    await first.stop();
    expect(clusterProcesses(first.clusterFolder)).toEqual([]);
    const second = await start({ dataFolder });
    expect(await sql(second.url, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 0 }]);
  });

  test('is taken over from an owner that was killed', async () => {
    const dataFolder = folder();
    const owner = runProgram('owner.ts', dataFolder);
    cleanups.push(() => owner.kill());
    const before: { pid: number; url: string } = JSON.parse(await owner.line());
    await owner.kill('SIGKILL');
    const after = await start({ dataFolder });
    expect(after.pid).not.toBe(before.pid);
    expect(after.url).toBe(before.url);
    expect(clusterProcesses(after.clusterFolder)).not.toContain(before.pid);
  });

  test('does not take another program for itself because of a stale pid file', async () => {
    const dataFolder = folder();
    const first = await start({ dataFolder });
    const pidFile = path.join(first.clusterFolder, 'postmaster.pid');
    const content = readFileSync(pidFile, 'utf8');
    process.kill(first.pid, 'SIGKILL');
    await first.ended;
    await first.stop();

    // The number now belongs to a program of the same user as PostgreSQL's, which PostgreSQL would stop at.
    const { uid, gid } = statSync(first.clusterFolder);
    const stranger = spawn('sleep', ['600'], {
      stdio: 'ignore',
      cwd: '/',
      ...(process.getuid?.() === 0 ? { uid, gid } : {}),
    });
    cleanups.push(() => void stranger.kill('SIGKILL'));
    writeFileSync(pidFile, content.replace(/^\d+/, String(stranger.pid)));

    const second = await start({ dataFolder });
    expect(await sql(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(stranger.exitCode ?? stranger.signalCode).toBe(null);
  });

  test('takes another port when that of last time is taken, and says so when it was asked for', async () => {
    const dataFolder = folder();
    const first = await start({ dataFolder });
    await first.stop();
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(first.port, '127.0.0.1', resolve));
    cleanups.push(() => new Promise<void>((resolve) => blocker.close(() => resolve())));

    await expect(startPostgres({ dataFolder, port: first.port, durable: false })).rejects.toThrow(
      `cannot listen on port ${first.port}`,
    );
    const second = await start({ dataFolder });
    expect(second.port).not.toBe(first.port);
  });

  test('refuses what it does not understand instead of overwriting it', async () => {
    const dataFolder = folder();
    mkdirSync(path.join(dataFolder, 'cluster'), { recursive: true });
    await expect(startPostgres({ dataFolder })).rejects.toThrow('is not a PostgreSQL cluster');

    const other = folder();
    const made = await start({ dataFolder: other });
    await made.stop();
    writeFileSync(path.join(made.clusterFolder, 'PG_VERSION'), '12\n');
    await expect(startPostgres({ dataFolder: other })).rejects.toThrow('was made by PostgreSQL 12, this is 18');
  });
});
