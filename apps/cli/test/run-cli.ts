/** Runs the command line as a person would, in a process of its own. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../../..');

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function runCli(...args: string[]): Promise<CliRun> {
  const node = path.join(ROOT, 'node_modules/.bin/node');
  const child = spawn(node, [path.join(ROOT, 'apps/cli/src/main.ts'), ...args], { cwd: tmpdir() });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

export function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}

/** A temporary folder with files, and what removes it. */
export async function folderWith(
  files: Record<string, string | Buffer>,
): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lockstep-cli-'));
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
