/** The Python files that run in the sandbox, as a program for it. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What a sandbox starts as its PID 1. Paths are those inside. */
export interface SandboxProgram {
  readonly files: readonly { readonly path: string; readonly content: string }[];
  readonly argv: readonly string[];
}

const SOURCE = path.resolve(import.meta.dirname, '../python');
const INSIDE = '/lockstep';

/** The supervisor and its modules. -s -P: no user site, no folder of its own on the path; -B: the root is read-only. Not -I,
 * which would ignore PYTHONHASHSEED: the order of sets must be the same in every run. */
export async function pythonProgram(): Promise<SandboxProgram> {
  const names = (await readdir(SOURCE)).filter((name) => name.endsWith('.py')).sort();
  const files = await Promise.all(
    names.map(async (name) => ({
      path: `${INSIDE}/${name}`,
      content: await readFile(path.join(SOURCE, name), 'utf8'),
    })),
  );
  return { files, argv: ['/usr/bin/python3', '-s', '-P', '-B', `${INSIDE}/supervisor.py`] };
}
