/** From the editor to the verdict, with everything real: browser, server, queue, grader, sandbox, PostgreSQL. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser, openSystem, type Part, ROOT, type System } from '../system.ts';

let system: System;
let server: Part;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  system = await openSystem();
  server = await system.server({ WEB_DIST: path.join(ROOT, 'apps/web/dist') });
  await system.grader();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await system?.close();
});
beforeEach(async () => {
  faults.length = 0;
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
});
afterEach(async () => {
  await context.close();
});

const solution = (verdict: string, name: string) =>
  readFileSync(path.join(ROOT, 'exercises/locked-counter/submissions', verdict, `${name}.py`), 'utf8');

async function open(): Promise<void> {
  await page.goto(`${server.url}/`);
  await page.getByText('Locked counter', { exact: true }).first().click();
  await page.locator('.cm-content').waitFor();
}

async function write(source: string): Promise<void> {
  await page.locator('.cm-content').focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(source);
}

const sees = (text: string | RegExp) => page.getByText(text).first().waitFor({ timeout: 60_000 });

describe('a candidate', () => {
  it('opens an exercise, edits, submits a right solution and sees it accepted', async () => {
    await open();
    await write(solution('accepted', 'with_lock'));
    await page.keyboard.press('Control+Shift+Enter');
    await sees(/All \d+ tests passed/);
    await sees('interleavings of the small calls were explored');
    expect(await page.getByText('hidden input').count()).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  });

  it('submits a wrong solution and sees why it is wrong', async () => {
    await open();
    await write(solution('rule-violation', 'just_product'));
    await page.keyboard.press('Control+Shift+Enter');
    await sees('none was started');
    expect(faults).toEqual([]);
  });

  it('runs the samples with an exception and finds its line marked in the editor', async () => {
    await open();
    await write('def count(n_procs, n):\n    return undefined_name\n');
    await page.keyboard.press('Control+Enter');
    await sees(/NameError in line 2/);
    await page.locator('.cm-mark-line').waitFor();
    expect(faults).toEqual([]);
  });

  it('sees a solution that does not parse with its line', async () => {
    await open();
    await write('def count(n_procs, n):\n    return (\n');
    await page.keyboard.press('Control+Enter');
    await sees(/Does not compile/i);
    await page.locator('.cm-mark-line').waitFor();
  });

  it('reloads in the middle and loses neither code nor verdict', async () => {
    await open();
    const source = `# kept\n${solution('accepted', 'with_lock')}`;
    await write(source);
    await page.keyboard.press('Control+Shift+Enter');
    await sees(/Judging|in line/);
    await page.reload();
    await page.locator('.cm-content').waitFor();
    expect(await page.locator('.cm-content').textContent()).toContain('# kept');
    await sees(/All \d+ tests passed/);
    await page.reload();
    await sees(/All \d+ tests passed/);
    expect(faults).toEqual([]);
  });

  it('finds submissions in the history and on the list', async () => {
    await open();
    await write(solution('accepted', 'with_lock'));
    await page.keyboard.press('Control+Shift+Enter');
    await sees(/All \d+ tests passed/);
    await page.goto(`${server.url}/submissions`);
    await sees('Locked counter');
    await sees('Accepted');
    await page.goto(`${server.url}/`);
    await sees('Accepted');
  });

  it('gets a page, not JSON, for an address that does not exist', async () => {
    const response = await page.goto(`${server.url}/no/such/page`);
    expect(response?.status()).toBe(404);
    expect(response?.headers()['content-type']).toContain('text/html');
    await page.locator('a[href="/"]').first().waitFor();
  });
});
