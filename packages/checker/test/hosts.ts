/** Opens hosts for tests, and shows that every process they ever started is gone. */
import { existsSync } from 'node:fs';
import { afterEach, expect } from 'vitest';
import { type CheckerHost, type CheckerHostOptions, openCheckerHost } from '../src/index.ts';

export interface TestHosts {
  open(options?: CheckerHostOptions): { host: CheckerHost; pids: number[] };
}

/** Call once in a file: closes what a test opened after it. */
export function testHosts(): TestHosts {
  const opened: { host: CheckerHost; pids: number[] }[] = [];
  afterEach(async () => {
    for (const { host, pids } of opened.splice(0)) {
      await host.close();
      expect(pids.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
    }
  });
  return {
    open(options = {}) {
      const pids: number[] = [];
      const host = openCheckerHost({ ...options, onStart: (pid) => pid !== undefined && pids.push(pid) });
      opened.push({ host, pids });
      return { host, pids };
    },
  };
}

/** A module whose answer shows that the host serves on. */
export const HEALTHY = `
import { accept, asNumber, reject, type CheckAnswer, type PythonValue } from '@lockstep/checker/author';
export function check(args: readonly PythonValue[], outcome: PythonValue): CheckAnswer {
  const n = asNumber(args[0] ?? null);
  return n !== null && asNumber(outcome) === 2 * n ? accept() : reject('not doubled');
}
export function ramp(n: PythonValue): PythonValue {
  return Array.from({ length: asNumber(n) ?? 0 }, (_, i) => ({ float: i / 2 }));
}
`;
