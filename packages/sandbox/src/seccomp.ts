/** The committed seccomp filters, made by seccomp/make.py. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

export type Machine = 'x86_64' | 'aarch64';

const FOLDER = path.resolve(import.meta.dirname, '../seccomp');
const Loud = z.object({
  x86_64: z.record(z.string(), z.int().min(0)),
  aarch64: z.record(z.string(), z.int().min(0)),
});

/** Throws on a machine for which there is no filter. */
export function machineOf(arch: string = process.arch): Machine {
  switch (arch) {
    case 'x64':
      return 'x86_64';
    case 'arm64':
      return 'aarch64';
    default:
      throw new Error(`There is no sandbox for ${arch} processors, only for x64 and arm64.`);
  }
}

/** Path of the filter that bubblewrap loads. */
export function filterPath(machine: Machine): string {
  return path.join(FOLDER, `filter.${machine}.bpf`);
}

/** Forbidden calls that no honest program makes, with their numbers: what a supervisor may report as an attempt. */
export function loudCalls(machine: Machine = machineOf()): Record<string, number> {
  return Loud.parse(JSON.parse(readFileSync(path.join(FOLDER, 'loud.json'), 'utf8')))[machine];
}
