/**
 * Child processes of `npm start`: started with a channel to us, so that they end when we are killed; started again
 * when they die by themselves; stopped in reverse order.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const ROOT = path.dirname(import.meta.dirname);

export interface ServiceOptions {
  readonly name: string;
  /** Relative to the root. */
  readonly main: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: (line: string) => void;
}

export interface Service {
  /** Settles when the process has said that it is ready; rejects when it ended before. */
  readonly ready: Promise<void>;
  readonly pid: () => number | undefined;
  /** Asks the process to end, after `graceMs` without asking. Settles when it is gone. */
  stop(graceMs: number): Promise<void>;
}

/** A service that fails again within this time of its start is given up after three times in a row. */
const SETTLED_MS = 10_000;
const MAX_FAILURES = 3;
/** sysexits.h: the service said that starting it again would not help. */
const EXIT_CONFIG = 78;

export function startService({ name, main, env, log }: ServiceOptions, onGivenUp: (reason: string) => void): Service {
  let child: ChildProcess | null = null;
  let stopping = false;
  let failures = 0;
  const begin = (): ChildProcess => {
    const startedMs = performance.now();
    const started = fork(path.join(ROOT, main), [], { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child = started;
    started.on('exit', (code, signal) => {
      if (stopping) return;
      failures = performance.now() - startedMs < SETTLED_MS ? failures + 1 : 1;
      if (code === EXIT_CONFIG) {
        child = null;
        onGivenUp(`the ${name} cannot work here`);
        return;
      }
      const how = signal === null ? `with code ${code}` : `by ${signal}`;
      if (failures >= MAX_FAILURES) {
        child = null;
        onGivenUp(`the ${name} ended ${how} ${failures} times in a row`);
        return;
      }
      log(`the ${name} ended ${how}; starting it again`);
      begin();
    });
    return started;
  };
  const first = begin();
  const ready = new Promise<void>((resolve, reject) => {
    first.once('message', () => resolve());
    first.once('exit', (code, signal) =>
      reject(new Error(`the ${name} ended (${signal ?? code}) before it was ready`)),
    );
  });
  ready.catch(() => {});
  return {
    ready,
    pid: () => child?.pid,
    stop: async (graceMs) => {
      stopping = true;
      const running = child;
      if (running === null || running.exitCode !== null || running.signalCode !== null) return;
      const gone = once(running, 'exit');
      running.kill('SIGTERM');
      const force = setTimeout(() => running.kill('SIGKILL'), graceMs);
      await gone;
      clearTimeout(force);
    },
  };
}
