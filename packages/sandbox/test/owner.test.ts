import { spawn } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { expect, it } from 'vitest';
import { endOrphans, endProcess, isStale, nameOfOurs, OWNER_VARIABLE, ownerName } from '../src/owner.ts';

const NAMESPACE = /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0];
/** Above the greatest pid that Linux gives. */
const NOBODY = 4_194_305;

it('what is ours is not stale', () => {
  expect(isStale(ownerName())).toBe(false);
  expect(isStale(nameOfOurs('7'))).toBe(false);
});

it('what belongs to a process that is gone, or whose pid is another’s now, is stale', () => {
  expect(isStale(`lockstep.sandbox-${NAMESPACE}-${NOBODY}-5-1`)).toBe(true);
  expect(isStale(`lockstep.sandbox-${NAMESPACE}-${process.pid}-1-1`)).toBe(true);
});

it('what belongs to another pid namespace, or is no name of ours, is not ours to judge', () => {
  for (const name of [
    `lockstep.sandbox-1-${NOBODY}-5-1`,
    'lockstep.processes',
    'lockstep',
    'lockstep.sandbox-1',
    'docker-abc',
  ]) {
    expect(isStale(name)).toBe(false);
  }
});

it('processes whose owner is gone are ended, others stay', async () => {
  const start = (owner: string) => {
    const child = spawn('/usr/bin/python3', ['-c', 'print(flush=True); import signal; signal.pause()'], {
      env: { [OWNER_VARIABLE]: owner },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return { child, begun: new Promise((resolve) => child.stdout.once('data', resolve)) };
  };
  const orphan = start(`lockstep.sandbox-${NAMESPACE}-${NOBODY}-5`);
  const owned = start(ownerName());
  await Promise.all([orphan.begun, owned.begun]);
  const ended = new Promise((resolve) => orphan.child.once('exit', (_code, signal) => resolve(signal)));
  await endOrphans();
  expect(await ended).toBe('SIGKILL');
  expect(owned.child.exitCode ?? owned.child.signalCode).toBeNull();
  const last = new Promise((resolve) => owned.child.once('exit', resolve));
  owned.child.kill('SIGKILL');
  await last;
});

it('no number is taken for a process that stands for more than one', () => {
  // Were one of them passed on, this process would not come back from it.
  for (const pid of [0, -1, 1, Number.NaN, 1.5]) endProcess(pid);
});
