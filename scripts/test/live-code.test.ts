/** A candidate who types and interviewers who watch, in real browsers on a real server that may go away and come back. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Slug, TypingPage } from '@lockstep/protocol';
import { openStore, type Store } from '@lockstep/store';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import type {} from '../../apps/web/test/build-once.ts';
import { type WatchedSitting, type Watching, watchSittings } from '../bench/live/sittings.ts';
import { openBrowser, openSystem, type Part, ROOT, type System } from '../system.ts';

const EXERCISE = '/exercises/locked-counter';
const SLUG = Slug.parse('locked-counter');

let system: System;
let server: Part;
let store: Store;
let browser: Browser;
let watching: Watching;
/** One exercise only: a server that starts again has nothing else to look through. */
let exercises: string;
let port = '';
const contexts: BrowserContext[] = [];
const faults: string[] = [];

beforeAll(async () => {
  exercises = await mkdtemp(path.join(tmpdir(), 'lockstep-one-exercise-'));
  for (const part of ['tracks.yaml', SLUG]) {
    await cp(path.join(ROOT, 'exercises', part), path.join(exercises, part), { recursive: true });
  }
  system = await openSystem();
  server = await system.server(settings());
  port = new URL(server.url).port;
  store = await openStore({ url: system.databaseUrl, prepare: false });
  watching = await watchSittings(server, store, SLUG, { writeAlong: true });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await store?.close();
  await system?.close();
  await rm(exercises, { recursive: true, force: true });
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  expect(faults.splice(0)).toEqual([]);
});

function settings(): Record<string, string> {
  return { WEB_DIST: inject('webDist'), EXERCISES: exercises, REQUESTS_PER_MINUTE: '100000' };
}

async function opened(cookie: string): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 } });
  contexts.push(context);
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: server.url }]);
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`CSP violation: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return context;
}

async function pageOf(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (/CSP|React/.test(message.text()) && message.type() === 'error') faults.push(message.text());
  });
  return page;
}

/** A tab of the candidate with the exercise in it. */
async function candidateTab(context: BrowserContext): Promise<Page> {
  const page = await pageOf(context);
  await page.goto('/interview');
  await page.getByRole('main').getByRole('timer').waitFor();
  await page.goto(EXERCISE);
  await editor(page).waitFor();
  return page;
}

async function watcherPage({ id }: WatchedSitting): Promise<Page> {
  const page = await pageOf(await opened(watching.cookie));
  await page.goto(`/interviews/${watching.interview}/candidates/${id}/live`);
  await editor(page).waitFor();
  return page;
}

const editor = (page: Page) => page.locator('.cm-content');
/** Of the code alone, without the names at cursors and the notes behind lines. */
const text = (page: Page) =>
  editor(page).evaluate((content) =>
    [...content.querySelectorAll('.cm-line')]
      .map((line) => {
        const copy = line.cloneNode(true) as HTMLElement;
        for (const other of copy.querySelectorAll('.cm-person-caret, .cm-pointed-note')) other.remove();
        return copy.textContent ?? '';
      })
      .join('\n'),
  );
const eventually = <Value>(read: () => Value) => expect.poll(read, { timeout: 30_000, interval: 50 });

async function atTop(page: Page, typed: string): Promise<void> {
  await editor(page).focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type(typed);
}

/** The server falls over, as with a power failure, and another one takes its place. */
async function restart(between: () => Promise<void>): Promise<void> {
  await server.kill();
  await between();
  server = { ...(await system.server({ ...settings(), PORT: port })), url: `http://localhost:${port}` };
}

it('what is typed shows to the interviewer and in another tab; a line is pointed at; both write, and undo their own', async () => {
  const sitting = await watching.sitting();
  const context = await opened(sitting.cookie);
  const ada = await candidateTab(context);
  const grace = await watcherPage(sitting);
  await atTop(ada, 'a = 1\n');
  await eventually(() => text(grace)).toMatch(/^a = 1\n/);
  await grace.locator('.cm-person-name').getByText('Ada').waitFor();
  expect(await text(grace)).toBe(await text(ada));
  const second = await candidateTab(context);
  await eventually(() => text(second)).toBe(await text(ada));

  await ada.bringToFront();
  await ada.getByText('Root is watching').first().waitFor();
  await grace.locator('.cm-lineNumbers .cm-gutterElement').getByText('3', { exact: true }).click();
  await ada.locator('.cm-pointed-line').waitFor();
  await ada.getByRole('button', { name: 'Root points at line 3' }).waitFor();
  await grace.getByRole('button', { name: 'Stop pointing' }).click();
  await eventually(() => ada.locator('.cm-pointed-line').count()).toBe(0);

  await grace.getByLabel('Write along').check();
  await atTop(grace, '# why?\n');
  await eventually(() => text(ada)).toMatch(/^# why\?\na = 1\n/);
  await editor(ada).focus();
  await ada.keyboard.press('Control+End');
  await ada.keyboard.type('b = 2');
  await eventually(() => text(second)).toMatch(/b = 2$/);
  for (let step = 0; step < 20; step += 1) await ada.keyboard.press('Control+z');
  await eventually(() => text(grace)).not.toMatch(/a = 1|b = 2/);
  expect(await text(grace)).toMatch(/^# why\?\n/);
  for (const page of [ada, second]) await eventually(() => text(page)).toBe(await text(grace));
});

it('without a server nothing that is typed is lost: not by its end, nor by that of the page', async () => {
  const sitting = await watching.sitting();
  const context = await opened(sitting.cookie);
  const ada = await candidateTab(context);
  const grace = await watcherPage(sitting);
  await atTop(ada, 'one\n');
  await eventually(() => text(grace)).toMatch(/^one\n/);
  await restart(async () => {
    await atTop(ada, 'two\n');
    await ada.getByText('Kept in this browser; not yet on the server').first().waitFor({ state: 'attached' });
  });
  await eventually(() => text(grace)).toMatch(/^two\none\n/);
  await ada.getByRole('status').getByText('Saved').first().waitFor({ state: 'attached' });

  const kept = () => ada.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('lockstep:typing')));
  await restart(async () => {
    await atTop(ada, 'three\n');
    await eventually(kept).toHaveLength(1);
    await ada.close();
  });
  const again = await candidateTab(context);
  await eventually(() => text(again)).toMatch(/^three\ntwo\none\n/);
  await eventually(() => text(grace)).toBe(await text(again));
  const page = await again.request.get(`/api/sittings/${sitting.id}/typing/${SLUG}`, {
    headers: { cookie: watching.cookie },
  });
  const { items } = TypingPage.parse(await page.json());
  expect(items.map(({ seq }) => seq)).toEqual(items.map((_, index) => index + 1));
});

it('offline is said, and what was typed meanwhile comes with the connection', async () => {
  const sitting = await watching.sitting();
  const context = await opened(sitting.cookie);
  const ada = await candidateTab(context);
  const grace = await watcherPage(sitting);
  await eventually(() => text(grace)).toBe(await text(ada));
  await context.setOffline(true);
  await ada.getByText('You are offline').waitFor();
  await atTop(ada, 'offline\n');
  await context.setOffline(false);
  await eventually(() => text(grace)).toMatch(/^offline\n/);
});

it('is played back afterwards: at a submission stands what was submitted', async () => {
  const sitting = await watching.sitting();
  const ada = await candidateTab(await opened(sitting.cookie));
  const grace = await watcherPage(sitting);
  await atTop(ada, 'submitted = 1\n');
  await eventually(() => text(grace)).toMatch(/^submitted = 1\n/);
  const submitted = await text(ada);
  await ada.keyboard.press('Control+Shift+Enter');
  await grace.getByText('Attempt 1').first().waitFor();
  await atTop(ada, 'later = 2\n');
  await eventually(() => text(grace)).toMatch(/^later = 2\n/);
  const last = await text(ada);
  await ada.goto('/interview');
  await ada.getByRole('button', { name: 'Finish', exact: true }).click();
  await ada.getByRole('dialog').getByRole('button', { name: 'Finish' }).click();

  await grace.getByText('Playback', { exact: true }).waitFor();
  await grace.getByRole('button', { name: /^Attempt 1/ }).click();
  await eventually(() => text(grace)).toBe(submitted);
  await grace.getByRole('slider').press('End');
  await eventually(() => text(grace)).toBe(last);
  await grace.getByRole('slider').press('Home');
  await grace.getByRole('button', { name: 'Play', exact: true }).click();
  await eventually(() => text(grace)).toBe(last);
});
