import { readFileSync } from 'node:fs';
import type { PythonValue } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { HEALTHY, testHosts } from './hosts.ts';

const hosts = testHosts();

describe('a healthy module', () => {
  it('accepts and rejects with its message', async () => {
    const { host } = hosts.open();
    expect(await host.check({ module: HEALTHY, args: [21], outcome: { float: 42 } })).toEqual({
      kind: 'answer',
      value: { accepted: true, message: '' },
    });
    expect(await host.check({ module: HEALTHY, args: [21], outcome: null })).toEqual({
      kind: 'answer',
      value: { accepted: false, message: 'not doubled' },
    });
  });

  it('generates a hundred thousand floats, the same each time', async () => {
    const { host } = hosts.open();
    const first = await host.generate({ module: HEALTHY, generator: 'ramp', params: [100_000] });
    const second = await host.generate({ module: HEALTHY, generator: 'ramp', params: [100_000] });
    expect(first.kind === 'answer' && Array.isArray(first.value) && first.value.length).toBe(100_000);
    expect(second).toEqual(first);
  });

  it('is served by one process in a row', async () => {
    const { host, pids } = hosts.open();
    for (let i = 0; i < 5; i++) await host.generate({ module: HEALTHY, generator: 'ramp', params: [i] });
    expect(pids).toHaveLength(1);
  });

  it('gets every kind of Python value unharmed', async () => {
    const { host } = hosts.open();
    const module =
      'export const check = (args, outcome) => ({ accepted: true, message: JSON.stringify([args, outcome]) });';
    const args: PythonValue[] = [
      { int: '99999999999999999999' },
      { tuple: [1, null] },
      { dict: [['k', { bytes: 'AA==' }]] },
      'ü\ud800 😀',
    ];
    const result = await host.check({ module, args, outcome: { float: 'nan' } });
    expect(result.kind === 'answer' && JSON.parse(result.value.message)).toEqual([args, { float: 'nan' }]);
  });
});

describe('a call leaves nothing behind', () => {
  it('starts from the module as written each time', async () => {
    const { host, pids } = hosts.open();
    const module =
      'let calls = 0; export const next = () => { globalThis.seen = (globalThis.seen ?? 0) + 1; return [++calls, globalThis.seen]; };';
    for (let i = 0; i < 3; i++) {
      expect(await host.generate({ module, generator: 'next', params: [] })).toEqual({ kind: 'answer', value: [1, 1] });
    }
    expect(pids).toHaveLength(1);
  });

  it('cannot poison built-ins for the next one', async () => {
    const { host } = hosts.open();
    const module =
      'export const poison = () => { JSON.stringify = () => "9"; Array.prototype.map = null; return 1; }; export const clean = () => [1].map((x) => x + 1);';
    expect(await host.generate({ module, generator: 'poison', params: [] })).toEqual({ kind: 'answer', value: 1 });
    expect(await host.generate({ module, generator: 'clean', params: [] })).toEqual({ kind: 'answer', value: [2] });
  });
});

describe('processes', () => {
  it('are thrown away when another module needs the place', async () => {
    const { host, pids } = hosts.open({ processes: 1 });
    const other = 'export const one = () => 1;';
    await host.generate({ module: HEALTHY, generator: 'ramp', params: [1] });
    await host.generate({ module: other, generator: 'one', params: [] });
    await host.generate({ module: HEALTHY, generator: 'ramp', params: [1] });
    expect(new Set(pids).size).toBe(3);
  });

  it('are never more than allowed, and every waiting call is served', async () => {
    const { host, pids } = hosts.open({ processes: 2 });
    const modules = [1, 2, 3].map((n) => `export const one = () => ${n};`);
    const calls = Array.from({ length: 12 }, (_, i) =>
      host.generate({ module: modules[i % 3] ?? '', generator: 'one', params: [] }).then((answer) => {
        expect(pids.filter(isAlive).length).toBeLessThanOrEqual(2);
        return answer;
      }),
    );
    const answers = await Promise.all(calls);
    expect(answers.map((answer) => answer.kind === 'answer' && answer.value)).toEqual(
      Array.from({ length: 12 }, (_, i) => (i % 3) + 1),
    );
  });

  it('end after idle time', async () => {
    const { host, pids } = hosts.open({ idleMs: 1 });
    await host.generate({ module: HEALTHY, generator: 'ramp', params: [1] });
    await until(() => pids.every((pid) => !isAlive(pid)));
    expect(await host.generate({ module: HEALTHY, generator: 'ramp', params: [0] })).toEqual({
      kind: 'answer',
      value: [],
    });
    expect(pids).toHaveLength(2);
  });

  it('run with an empty environment and, under root, as an unprivileged user without groups', async () => {
    const { host, pids } = hosts.open();
    await host.generate({ module: HEALTHY, generator: 'ramp', params: [1] });
    const status = readFileSync(`/proc/${pids[0]}/status`, 'utf8');
    if (process.getuid?.() === 0) {
      expect(status).toMatch(/^Uid:\t61999\t61999\t61999\t61999$/m);
      expect(status).toMatch(/^Gid:\t61999\t61999\t61999\t61999$/m);
      expect(status).toMatch(/^Groups:\t\s*$/m);
      expect(status).toMatch(/^CapEff:\t0+$/m);
    }
    expect(readFileSync(`/proc/${pids[0]}/environ`, 'utf8')).toBe('');
  });
});

describe('giving up', () => {
  const endless = 'export const check = () => { for (;;); };';

  it('an aborted call rejects with its reason and frees the place', async () => {
    const { host, pids } = hosts.open({ processes: 1 });
    const controller = new AbortController();
    const running = host.check({ module: endless, args: [], outcome: null }, controller.signal);
    const waiting = host.check({ module: endless, args: [], outcome: null }, controller.signal);
    const next = host.generate({ module: HEALTHY, generator: 'ramp', params: [0] });
    await until(() => pids.length === 1);
    controller.abort(new Error('cancelled'));
    const reason = { status: 'rejected', reason: new Error('cancelled') };
    expect(await Promise.allSettled([running, waiting])).toEqual([reason, reason]);
    expect(await next).toEqual({ kind: 'answer', value: [] });
    await expect(host.check({ module: endless, args: [], outcome: null }, controller.signal)).rejects.toThrow(
      'cancelled',
    );
  });

  it('closing ends what runs, refuses what waits and what comes', async () => {
    const { host, pids } = hosts.open({ processes: 1 });
    const calls = [1, 2].map(() => host.check({ module: endless, args: [], outcome: null }));
    const results = Promise.allSettled(calls);
    await host.close();
    expect((await results).map((result) => result.status)).toEqual(['rejected', 'rejected']);
    await expect(host.check({ module: endless, args: [], outcome: null })).rejects.toThrow('closed');
    expect(pids.filter(isAlive)).toEqual([]);
  });
});

function isAlive(pid: number): boolean {
  try {
    return !/^State:\t[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Waits for a fact; the test's own time limit turns a hang into a failure. */
async function until(fact: () => boolean): Promise<void> {
  while (!fact()) await new Promise((resolve) => setTimeout(resolve, 5));
}
