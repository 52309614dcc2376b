/**
 * `npm start`: everything on this machine. PostgreSQL (embedded, unless DATABASE_URL names one), the server and one
 * grader, each a process of its own; Ctrl-C stops them in reverse order and leaves nothing running.
 */
import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { prepareDatabase, startPostgres } from '@lockstep/store';
import { type Service, startService } from './processes.ts';

const ROOT = path.dirname(import.meta.dirname);
const STOP_GRACE_MS = 10_000;

const port = Number(process.env.PORT ?? 3000);
const stops: (() => Promise<void>)[] = [];
let stopping = false;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function stop(exitCode: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  for (const step of stops.reverse()) await step().catch((error: unknown) => say(String(error)));
  process.exit(exitCode);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!stopping) say('\nStopping …');
    void stop(0);
  });
}

async function main(): Promise<void> {
  let databaseUrl = process.env.DATABASE_URL;
  if (databaseUrl === undefined) {
    const folder = dataFolder();
    const postgres = await startPostgres({ dataFolder: path.join(folder, 'postgres') });
    stops.push(() => postgres.stop());
    void postgres.ended.then(({ wanted, how }) => {
      if (wanted || stopping) return;
      say(`PostgreSQL ended by itself (${how}). Nothing that was accepted is lost: start again with npm start.`);
      void stop(1);
    });
    databaseUrl = postgres.url;
  }
  if (stopping) return;
  await prepareDatabase(databaseUrl);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    EXERCISES: process.env.EXERCISES ?? path.join(ROOT, 'exercises'),
    WEB_DIST: process.env.WEB_DIST ?? path.join(ROOT, 'apps/web/dist'),
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  };
  const services: Service[] = [];
  for (const name of ['server', 'grader'] as const) {
    if (stopping) return;
    const service = startService({ name, main: `apps/${name}/src/main.ts`, env, log: say }, (reason) => {
      say(`Giving up: ${reason}. What it said is above.`);
      void stop(1);
    });
    stops.push(() => service.stop(STOP_GRACE_MS));
    services.push(service);
  }
  await Promise.all(services.map((service) => service.ready));
  if (!stopping) process.stdout.write(`Lockstep is ready: http://localhost:${port}\n`);
}

/** Where the data lies: LOCKSTEP_DATA, or .lockstep in this folder. */
function dataFolder(): string {
  const folder = path.resolve(process.env.LOCKSTEP_DATA ?? path.join(ROOT, '.lockstep'));
  mkdirSync(folder, { recursive: true });
  accessSync(folder, constants.R_OK | constants.W_OK);
  if (!statSync(folder).isDirectory()) throw new Error(`${folder} is not a folder; set LOCKSTEP_DATA to one.`);
  return folder;
}

try {
  await main();
} catch (error) {
  if (!stopping) say(error instanceof Error ? error.message : String(error));
  await stop(1);
}
