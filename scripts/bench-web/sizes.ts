/**
 * JavaScript that a visitor loads at first: every script until the page is complete and the network is silent, each
 * compressed by gzip at its usual level. A kB is 1000 bytes. `packageSizes` says what the scripts are made of.
 */
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { ROOT } from '../system.ts';
import { atMost, type WebFigure } from './figures.ts';
import type { Served } from './served.ts';

const PAGES = [
  { name: 'workspace', address: '/exercises/locked-counter', ready: '.cm-content', most: 350 },
  { name: 'list page', address: '/', ready: '[data-exercise]', most: 150 },
] as const;

export async function sizeFigures({ browser, url }: Served): Promise<WebFigure[]> {
  const figures: WebFigure[] = [];
  for (const { name, address, ready, most } of PAGES) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    try {
      const page = await context.newPage();
      const bodies = scriptsOf(page);
      await page.goto(`${url}${address}`);
      await page.locator(ready).first().waitFor();
      await page.waitForLoadState('networkidle');
      const scripts = await Promise.all(bodies);
      figures.push({
        name: `${name}: initial JavaScript, gzip`,
        value: scripts.reduce((sum, script) => sum + gzipSync(script).length, 0) / 1000,
        unit: 'kB',
        bound: atMost(most),
        note: `${scripts.length} files`,
      });
    } finally {
      await context.close();
    }
  }
  return figures;
}

/** Fills with the source of each script that the page loads. */
function scriptsOf(page: Page): Promise<Buffer>[] {
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js')) bodies.push(response.body());
  });
  return bodies;
}

const SMALLEST_KB = 0.5;

/** Lines: each chunk with its compressed size, and below it the packages in it with their estimated share. */
export async function packageSizes(): Promise<string[]> {
  const built = await build({ root: path.join(ROOT, 'apps/web'), logLevel: 'error', build: { write: false } });
  const outputs = [built].flat().flatMap((result) => ('output' in result ? result.output : []));
  const chunks = outputs.filter((file) => file.type === 'chunk');
  return chunks
    .map((chunk) => ({ chunk, kb: gzipSync(chunk.code).length / 1000 }))
    .sort((a, b) => b.kb - a.kb)
    .flatMap(({ chunk, kb }) => [`${kb.toFixed(1).padStart(7)} kB  ${chunk.fileName}`, ...shares(chunk, kb)]);
}

/** Compressed bytes cannot be told apart, so they are shared out by the length before minifying. */
function shares({ modules }: Rolldown.OutputChunk, kb: number): string[] {
  const lengths = new Map<string, number>();
  for (const [id, { renderedLength }] of Object.entries(modules)) {
    const name = packageOf(id);
    lengths.set(name, (lengths.get(name) ?? 0) + renderedLength);
  }
  const total = [...lengths.values()].reduce((sum, length) => sum + length, 0);
  return [...lengths]
    .map(([name, length]) => ({ name, kb: (length / total) * kb }))
    .filter((share) => share.kb >= SMALLEST_KB)
    .sort((a, b) => b.kb - a.kb)
    .map((share) => `${share.kb.toFixed(1).padStart(16)}     ${share.name}`);
}

/** The npm package of a module, or our own folder two levels below `src`. */
function packageOf(id: string): string {
  const npm = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1];
  if (npm !== undefined) return npm;
  const own = path.relative(ROOT, id);
  return own.startsWith('..') ? id : (/^(.*?\/src(?:\/[^/]+){1,2})\//.exec(own)?.[1] ?? own);
}
