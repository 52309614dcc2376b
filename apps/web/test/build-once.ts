/**
 * The application as it is built for production, once for a run of the tests, into a temporary folder, so that no test can
 * see a stale one. Browser tests are given the folder.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the built application. */
    webDist: string;
  }
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export default async function buildOnce(project: TestProject): Promise<() => Promise<void>> {
  const dist = await mkdtemp(join(tmpdir(), 'lockstep-web-'));
  // Here it is `test`, which would build React as it is for developers.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    await build({ root: ROOT, mode: 'production', logLevel: 'error', build: { outDir: dist, emptyOutDir: true } });
  } finally {
    process.env.NODE_ENV = NODE_ENV;
  }
  project.provide('webDist', dist);
  return () => rm(dist, { recursive: true, force: true });
}
