import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { loudCalls } from '../src/index.ts';
import { machineOf } from '../src/seccomp.ts';

const COMMITTED = path.resolve(import.meta.dirname, '../seccomp');
const hasLibrary = spawnSync('/usr/bin/python3', ['-c', 'import seccomp']).status === 0;

// Another libseccomp may order the same rules in another way: only the one that made them can be compared.
it(hasLibrary ? 'the committed filters are those that the script makes' : 'the committed filters are whole', () => {
  const names = ['filter.x86_64.bpf', 'filter.aarch64.bpf', 'loud.json'];
  for (const name of names.slice(0, 2)) {
    const filter = readFileSync(path.join(COMMITTED, name));
    expect(filter.length % 8, name).toBe(0);
    expect(filter.length, name).toBeGreaterThan(1_000);
  }
  if (!hasLibrary) return;
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-seccomp-'));
  expect(spawnSync('/usr/bin/python3', [path.join(COMMITTED, 'make.py'), folder]).status).toBe(0);
  for (const name of names) {
    expect(readFileSync(path.join(folder, name)).equals(readFileSync(path.join(COMMITTED, name))), name).toBe(true);
  }
  rmSync(folder, { recursive: true });
});

it('the loud set has the numbers of both machines', () => {
  expect(loudCalls('x86_64')).toMatchObject({ ptrace: 101, mount: 165, unshare: 272, bpf: 321, iopl: 172 });
  expect(loudCalls('aarch64')).toMatchObject({ ptrace: 117, mount: 40, unshare: 97, bpf: 280 });
  expect(loudCalls('aarch64')).not.toHaveProperty('iopl');
});

it('there is a filter for x64 and arm64 only', () => {
  expect([machineOf('x64'), machineOf('arm64')]).toEqual(['x86_64', 'aarch64']);
  expect(() => machineOf('riscv64')).toThrow(/riscv64/);
});
