/** What the browser tests share: the application as it is built for production (build-once.ts), the fake server, and Chromium. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { FakeServer } from '../fake-server.ts';

const CHROMIUM_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export interface Bench {
  readonly browser: Browser;
  readonly dist: string;
  stop(): Promise<void>;
}

/** Starts Chromium, once for a test file. */
export async function setUpBench(): Promise<Bench> {
  const executablePath = process.env.CHROMIUM_PATH ?? CHROMIUM_PATHS.find((path) => existsSync(path));
  if (executablePath === undefined) {
    throw new Error(`no Chromium at ${CHROMIUM_PATHS.join(', ')}: install it, or name it in CHROMIUM_PATH`);
  }
  const browser = await chromium.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
  return {
    browser,
    dist: inject('webDist'),
    stop: () => browser.close(),
  };
}

export interface Visit {
  readonly server: FakeServer;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly url: string;
  /** Errors that the page reported: exceptions, and violations of the content security policy. */
  readonly faults: string[];
  stop(): Promise<void>;
}

export interface VisitOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'light' | 'dark';
}

/** A fresh server and a fresh browser profile with one page. */
export async function visit(bench: Bench, options: VisitOptions = {}): Promise<Visit> {
  const server = new FakeServer(bench.dist);
  const url = await server.listen();
  const context = await bench.browser.newContext({
    baseURL: url,
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    colorScheme: options.theme ?? 'light',
    reducedMotion: 'reduce',
  });
  const faults: string[] = [];
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`CSP violation: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  const page = await context.newPage();
  collectFaults(page, faults);
  return {
    server,
    context,
    page,
    url,
    faults,
    async stop() {
      await context.close();
      await server.stop();
      // Last, so that a fault does not leave a server behind.
      expect(faults).toEqual([]);
    },
  };
}

export function collectFaults(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && /CSP|Content Security Policy|React/.test(text)) faults.push(text);
  });
}

/** An assertion that becomes true by itself. The bound only turns a hang into a failure. */
export function eventually<Value>(read: () => Value) {
  return expect.poll(read, { timeout: 30_000, interval: 50 });
}

export const EXERCISE = '/exercises/locked-counter';

/** The editor's text; inside the shadow root, which selectors reach into. */
export function editorOf(page: Page) {
  return page.locator('.cm-content');
}

/** The whole text of the editor, line by line. */
export async function editorText(page: Page): Promise<string> {
  const lines = await page.locator('.cm-line').allTextContents();
  return lines.join('\n');
}

/** Replaces the editor's text by typing it in at once. */
export async function writeCode(page: Page, source: string): Promise<void> {
  await editorOf(page).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(source);
}

/** Goes to the workspace, with that draft. On a phone its editor stands on a tab that is not shown. */
export async function goWith(at: Visit, source: string): Promise<void> {
  at.server.drafts.set('locked-counter', { source, version: 1, savedAt: new Date().toISOString() });
  await at.page.goto(EXERCISE);
}

/** Opens the exercise with that code in the editor, saved. */
export async function openWith(at: Visit, source: string): Promise<void> {
  await goWith(at, source);
  await editorOf(at.page).waitFor();
}

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds wrong on the page as it is now, in words: rule, and where. `colours`: by the rules that read colours alone. */
export async function accessibilityFaults(page: Page, rules: 'all' | 'colours' = 'all'): Promise<string[]> {
  const loaded = await page.evaluate(() => 'axe' in window);
  // Through the debugger's channel, as the page's policy allows no foreign script.
  if (!loaded) await page.evaluate(await readFile(AXE, 'utf8'));
  return page.evaluate(async (only) => {
    interface Found {
      readonly id: string;
      readonly nodes: readonly { readonly target: unknown; readonly failureSummary: string }[];
    }
    const { axe } = window as unknown as { axe: { run: (options: unknown) => Promise<{ violations: Found[] }> } };
    const { violations } = await axe.run({
      runOnly:
        only === 'all'
          ? ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
          : { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary}`),
    );
  }, rules);
}

/** A state of a page that is looked at. */
export interface View {
  readonly name: string;
  readonly open: (at: Visit) => Promise<void>;
}

/** Goes to an address and waits until that part of the page is there. */
export async function opened(page: Page, path: string, landmark: string): Promise<void> {
  await page.goto(path);
  await page.locator(landmark).first().waitFor();
}
