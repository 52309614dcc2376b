/**
 * What the figures are taken from: the real server with its database, which sends the built web app with its own
 * headers, and Chromium. No grader runs: submissions come from the fake server of the web app's tests.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { FakeServer } from '../../apps/web/test/fake-server.ts';
import { openBrowser, openSystem, ROOT } from '../system.ts';

export const DIST = path.join(ROOT, 'apps/web/dist');

export interface Served {
  readonly browser: Browser;
  readonly url: string;
  /** Holds the submissions that `withSubmissions` shows. */
  readonly fake: FakeServer;
  /** From now on what a page asks of submissions is answered by the fake server. */
  withSubmissions(context: BrowserContext): Promise<void>;
  close(): Promise<void>;
}

/** Needs `apps/web/dist`, which `npm run bench:web` builds. */
export async function openServed(): Promise<Served> {
  if (!existsSync(path.join(DIST, 'index.html'))) throw new Error(`${DIST} is empty; npm run build fills it`);
  const system = await openSystem();
  const fake = new FakeServer(DIST);
  const closing: (() => Promise<void>)[] = [() => system.close()];
  const close = async (): Promise<void> => {
    for (const end of closing.reverse()) await end();
  };
  try {
    const browser = await openBrowser();
    closing.push(() => browser.close());
    const { url } = await system.server({ WEB_DIST: DIST, REQUESTS_PER_MINUTE: '1000000' });
    const fakeUrl = await fake.listen();
    closing.push(() => fake.stop());
    const withSubmissions = async (context: BrowserContext): Promise<void> => {
      await context.route(/\/api\/submissions/, async (route) => {
        const { pathname, search } = new URL(route.request().url());
        await route.fulfill({ response: await context.request.get(`${fakeUrl}${pathname}${search}`) });
      });
    };
    return { browser, url, fake, withSubmissions, close };
  } catch (error) {
    await close();
    throw error;
  }
}
