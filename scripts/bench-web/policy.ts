/**
 * Every page under the content security policy of the server: what the browser refused, and what was asked for twice
 * although it was preloaded.
 */
import type { Page } from 'playwright-core';
import { PAGES } from '../../apps/web/bundle/pages.ts';
import { RACY } from '../../apps/web/test/exercises.ts';
import { RECORDED } from '../../apps/web/test/recordings.ts';
import { atMost, type WebFigure } from './figures.ts';
import type { Served } from './served.ts';

export async function policyFigures(served: Served): Promise<WebFigure[]> {
  const { browser, url, fake, withSubmissions } = served;
  const id = await fake.past('locked-counter', RACY, 'race', 60_000);
  fake.recordings.set(`${id}/0`, RECORDED.racy);
  const addresses = PAGES.map(({ path }) =>
    path
      .replace(':id', id)
      .replace(':sitting', id)
      .replace(':scope', '0')
      .replace(':number', '1')
      .replace(':slug', slugOf(path)),
  );
  const refused: string[] = [];
  const twice: string[] = [];
  const failed: string[] = [];
  for (const address of [...addresses, `/exercises/locked-counter?submission=${id}`, '/no-such-page']) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    try {
      await withSubmissions(context);
      const page = await context.newPage();
      await page.exposeFunction('benchRefused', (what: string) => refused.push(`${address}: ${what}`));
      await page.addInitScript(tellRefusals);
      const asked = countRequests(page);
      page.on('pageerror', (error) => failed.push(`${address}: ${error.message}`));
      page.on('response', (response) => {
        const { pathname } = new URL(response.url());
        if (pathname.startsWith('/assets/') && !response.ok())
          failed.push(`${address}: ${response.status()} ${pathname}`);
      });
      const response = await page.goto(`${url}${address}`);
      const expected = address === '/no-such-page' ? 404 : 200;
      if (response?.status() !== expected) failed.push(`${address}: status ${response?.status()}, not ${expected}`);
      if (response?.headers()['content-security-policy'] === undefined) failed.push(`${address}: no policy`);
      await page.locator('main h1, main h2').first().waitFor();
      await page.waitForLoadState('networkidle');
      for (const [what, count] of asked) if (count > 1) twice.push(`${address}: ${what}`);
    } finally {
      await context.close();
    }
  }
  const pages = addresses.length + 2;
  return [
    figure(`${pages} pages under the server's policy: violations`, refused),
    figure(`${pages} pages: exceptions and wrong answers`, failed),
    figure(`${pages} pages: addresses asked for twice at first`, twice),
  ];
}

/** An exercise or a question that the project's own bank has. */
function slugOf(path: string): string {
  return path.startsWith('/questions') ? 'why-processes' : 'locked-counter';
}

function figure(name: string, found: readonly string[]): WebFigure {
  return { name, value: found.length, unit: 'count', bound: atMost(0), note: found.join('; ') };
}

function countRequests(page: Page): ReadonlyMap<string, number> {
  const asked = new Map<string, number>();
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    // The browser asks for it by itself, again where a page leads on to another address.
    if (pathname === '/favicon.svg') return;
    asked.set(`${pathname}${search}`, (asked.get(`${pathname}${search}`) ?? 0) + 1);
  });
  return asked;
}

/** Runs in the page, before its own scripts. */
function tellRefusals(): void {
  const { benchRefused } = window as unknown as { benchRefused(what: string): Promise<void> };
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
    void benchRefused([violatedDirective, blockedURI, sample].filter(Boolean).join(' '));
  });
}
