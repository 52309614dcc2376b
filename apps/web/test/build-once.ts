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
  await build({ root: ROOT, logLevel: 'error', build: { outDir: dist, emptyOutDir: true } });
  project.provide('webDist', dist);
  return () => rm(dist, { recursive: true, force: true });
}
