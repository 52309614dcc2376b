/** The Python files that run in the sandbox, as a program for it. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a sandbox starts as its PID 1. Paths are those inside. */
export interface SandboxProgram {
  readonly files: readonly { readonly path: string; readonly content: string }[];
  readonly argv: readonly string[];
}

const SOURCE = path.resolve(import.meta.dirname, '../python');
const INSIDE = '/lockstep';
const PYTHON = '/usr/bin/python3';
const MAX_BUNDLE_BYTES = 16 * 2 ** 20;

/** Modules that must be files too: the interpreters of spawned children begin with them. */
const FILES = ['supervisor.py', 'bundle.py', 'child.py', 'interrupts.py', 'output.py'];

/** The supervisor and its modules. -s -P: no user site, no folder of its own on the path; -B: the root is read-only. Not -I,
 * which would ignore PYTHONHASHSEED: the order of sets must be the same in every run. */
export async function pythonProgram(): Promise<SandboxProgram> {
  const files = await Promise.all(
    FILES.map(async (name) => ({
      path: `${INSIDE}/${name}`,
      content: await readFile(path.join(SOURCE, name), 'utf8'),
    })),
  );
  files.push({ path: `${INSIDE}/bundle.json`, content: await bundle() });
  return { files, argv: [PYTHON, '-s', '-P', '-B', `${INSIDE}/supervisor.py`] };
}

/** All modules as byte code, in one file: see python/bundle.py. Nothing without Python: the sandbox's self-test tells. */
async function bundle(): Promise<string> {
  try {
    const args = ['-I', '-B', path.join(SOURCE, 'bundle.py'), SOURCE];
    const { stdout } = await run(PYTHON, args, { maxBuffer: MAX_BUNDLE_BYTES, env: {} });
    return stdout;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
