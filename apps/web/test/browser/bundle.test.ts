import { gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Bench, EXERCISE, editorOf, setUpBench, visit } from './harness.ts';

/** 1 kB is 1000 bytes; `npm run bench:web` measures the same on the real server. */
const MOST_KB = { workspace: 350, list: 150 } as const;

let bench: Bench;
beforeAll(async () => {
  // React's checks for developers are no part of what visitors load.
  vi.stubEnv('NODE_ENV', 'production');
  bench = await setUpBench();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await bench.stop();
});

/** Every script until the page is complete and the network is silent. */
async function initialKb(address: string, complete: (page: Page) => Promise<void>): Promise<number> {
  const at = await visit(bench);
  try {
    const scripts: Promise<Buffer>[] = [];
    const count = (response: Response): void => {
      if (new URL(response.url()).pathname.endsWith('.js')) scripts.push(response.body());
    };
    at.page.on('response', count);
    await at.page.goto(address);
    await complete(at.page);
    await at.page.waitForLoadState('networkidle');
    at.page.off('response', count);
    const sizes = (await Promise.all(scripts)).map((script) => gzipSync(script).length);
    return sizes.reduce((sum, size) => sum + size, 0) / 1000;
  } finally {
    await at.stop();
  }
}

it(`the workspace loads at most ${MOST_KB.workspace} kB of JavaScript, compressed, before the first key`, async () => {
  const kb = await initialKb(EXERCISE, (page) => editorOf(page).waitFor());
  expect(kb).toBeGreaterThan(100);
  expect(kb).toBeLessThanOrEqual(MOST_KB.workspace);
});

it(`the list page loads at most ${MOST_KB.list} kB of JavaScript, compressed`, async () => {
  const kb = await initialKb('/', (page) => page.locator('[data-exercise]').first().waitFor());
  expect(kb).toBeGreaterThan(100);
  expect(kb).toBeLessThanOrEqual(MOST_KB.list);
});
