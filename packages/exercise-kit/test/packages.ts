/** Writes exercise packages into a temporary folder for tests: a whole one, from which a test takes or changes files. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';

/** A file's content; null leaves it out. */
export type Changes = Readonly<Record<string, string | Uint8Array | null>>;

export const PROBLEM = `
title: Adding
summary: Adds.
track: 1
position: 1
difficulty: medium
minutes: 10
tags: [sums]
usual_failures: [race]
entry: "def add(a: int, b: list[int]) -> int"
limits: { wall_ms: 1000, cpu_ms: 1000, memory_mib: 64, output_kib: 8, processes: 4 }
rules: { child_processes: a + 1 }
judging: [It adds.]
`;

const WHOLE: Changes = {
  'problem.yaml': PROBLEM,
  'statement.md': '# Add\n',
  'starter.py': 'def add(a, b):\n    pass\n',
  'checker.ts': 'export function check() { return { accepted: true }; }\nexport const ramp = (n) => [];\n',
  'data/sample/one.yaml': 'call: "add(1, [2])"\nexpect: "3"\nexplanation: One and two.\n',
  'data/secret/one.yaml': 'call: "add(2, [3, 4])"\nexpect: "9"\ntitle: Two more\n',
  'submissions/accepted/sum.py': 'def add(a, b):\n    return a + sum(b)\n',
};

export interface Bank {
  readonly folder: string;
  /** Writes an exercise and returns its folder. */
  add(slug: string, changes?: Changes): Promise<string>;
}

/** Call once in a file. Every bank is removed after its test. */
export function testBanks(): (tracks?: string | null) => Promise<Bank> {
  const folders: string[] = [];
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });
  return async (tracks = '[{ number: 1, title: First, summary: The first. }]') => {
    const folder = await mkdtemp(path.join(tmpdir(), 'lockstep-bank-'));
    folders.push(folder);
    if (tracks !== null) await writeFile(path.join(folder, 'tracks.yaml'), tracks);
    return {
      folder,
      async add(slug, changes = {}) {
        for (const [file, content] of Object.entries({ ...WHOLE, ...changes })) {
          if (content === null) continue;
          const target = path.join(folder, slug, file);
          await mkdir(path.dirname(target), { recursive: true });
          await writeFile(target, content);
        }
        return path.join(folder, slug);
      },
    };
  };
}
