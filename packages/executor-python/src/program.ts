/** The Python files that run in the sandbox, as a program for it. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What a sandbox starts as its PID 1. Paths are those inside. */
export interface SandboxProgram {
  readonly files: readonly { readonly path: string; readonly content: string }[];
  readonly argv: readonly string[];
}

const SOURCE = path.resolve(import.meta.dirname, '../python');
const MODELLED = path.join(SOURCE, 'modelled');
const INSIDE = '/lockstep';

/** The supervisor and its modules. -s -P: no user site, no folder of its own on the path; -B: the root is read-only. Not -I,
 * which would ignore PYTHONHASHSEED: the order of sets must be the same in every run. */
export async function pythonProgram(): Promise<SandboxProgram> {
  const files = await Promise.all(
    (await modulesOf(SOURCE)).map(async (name) => ({
      path: `${INSIDE}/${name}`,
      content: await readFile(path.join(SOURCE, name), 'utf8'),
    })),
  );
  files.push({ path: `${INSIDE}/modelled.json`, content: await modelledBundle() });
  return { files, argv: ['/usr/bin/python3', '-s', '-P', '-B', `${INSIDE}/supervisor.py`] };
}

/** The package `modelled` as one file (python/bundle.py): each file costs a sandbox a pipe. */
async function modelledBundle(): Promise<string> {
  const sources: Record<string, string> = {};
  for (const name of await modulesOf(MODELLED)) {
    sources[name.slice(0, -'.py'.length)] = await readFile(path.join(MODELLED, name), 'utf8');
  }
  return JSON.stringify(sources);
}

async function modulesOf(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.py')).sort();
}
