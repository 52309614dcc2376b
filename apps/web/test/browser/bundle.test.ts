import { gzipSync } from 'node:zlib';
import { expect, it, vi } from 'vitest';
import { EXERCISE, editorOf, setUpBench, visit } from './harness.ts';

const MOST_KIB = 350;

it('the workspace loads at most 350 KiB of JavaScript, compressed, before the first key', async () => {
  // React's checks for developers are no part of what visitors load.
  vi.stubEnv('NODE_ENV', 'production');
  const bench = await setUpBench();
  const at = await visit(bench);
  try {
    const scripts: Promise<Buffer>[] = [];
    at.page.on('response', (response) => {
      if (new URL(response.url()).pathname.endsWith('.js')) scripts.push(response.body());
    });
    await at.page.goto(EXERCISE);
    await editorOf(at.page).waitFor();
    await at.page.waitForLoadState('networkidle');
    const sizes = (await Promise.all(scripts)).map((script) => gzipSync(script).length);
    const kib = sizes.reduce((sum, size) => sum + size, 0) / 1024;
    expect(kib).toBeGreaterThan(100);
    expect(kib).toBeLessThanOrEqual(MOST_KIB);
  } finally {
    await at.stop();
    await bench.stop();
    vi.unstubAllEnvs();
  }
});
