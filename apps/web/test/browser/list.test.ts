import type { Response } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RACY } from '../exercises.ts';
import { type Bench, eventually, setUpBench, type Visit, visit } from './harness.ts';

let bench: Bench;
let at: Visit;
beforeAll(async () => {
  bench = await setUpBench();
});
afterAll(() => bench.stop());
beforeEach(async () => {
  at = await visit(bench);
});
afterEach(() => at.stop());

const titles = () => at.page.locator('.exercise-title').allTextContents();

describe('the list page', () => {
  it('shows tracks with their progress, and every exercise with its own verdict', async () => {
    await at.page.goto('/');
    await at.page.getByRole('heading', { name: '1 · Shared values' }).waitFor();
    expect(await titles()).toHaveLength(17);
    expect(await at.page.locator('.tracks a').first().textContent()).toContain('3 of 8 solved');
    expect(await at.page.locator('[data-exercise=locked-counter]').textContent()).toContain('Wrong answer');
    expect(await at.page.title()).toBe('Exercises · Lockstep');
  });

  it('names broken packages with their error, and goes on without them', async () => {
    await at.page.goto('/');
    await at.page.getByText('1 package could not be loaded').click();
    await at.page.getByText('/limits/wallMs: must be at least 100').waitFor();
  });

  it('keeps its filter in the address', async () => {
    await at.page.goto('/');
    await at.page.getByRole('button', { name: 'Attempted 3' }).click();
    await eventually(titles).toEqual(['Locked counter', 'Array increments', 'Shared memory, doubled']);
    await at.page.getByLabel('Usual failure').selectOption('DL');
    await eventually(titles).toEqual(['Locked counter']);
    await at.page.reload();
    await eventually(titles).toEqual(['Locked counter']);
    await at.page.getByLabel('Usual failure').selectOption('');
    await at.page.getByLabel('Difficulty').selectOption('hard');
    await at.page.getByRole('heading', { name: 'No exercise matches' }).waitFor();
    await at.page.getByRole('button', { name: 'Clear all filters' }).click();
    await eventually(titles).toHaveLength(17);
  });

  it('can be used with the keyboard alone', async () => {
    await at.page.goto('/');
    await at.page.locator('[data-exercise]').first().waitFor();
    await at.page.keyboard.press('/');
    await at.page.keyboard.type('queue');
    await eventually(titles).toEqual(['Round-trip queue', 'Collect results', 'Drain before join']);
    await at.page.keyboard.press('Enter');
    await at.page.keyboard.press('j');
    await at.page.keyboard.press('j');
    await at.page.keyboard.press('j');
    await at.page.keyboard.press('k');
    await at.page.keyboard.press('Enter');
    await at.page.waitForURL('**/exercises/collect-results');
  });

  it('offers to go on with the last submission', async () => {
    await at.server.past('locked-counter', RACY, 'wrong', 60_000);
    await at.page.goto('/');
    await at.page.getByText('count(4, 50_000) returned 143918 instead of 200000.').waitFor();
    await at.page.getByRole('link', { name: 'Continue' }).click();
    await at.page.waitForURL('**/exercises/locked-counter');
  });

  it('offers the next unsolved exercise after an accepted one', async () => {
    await at.server.past('locked-counter', RACY, 'accepted', 60_000);
    await at.page.goto('/');
    await at.page.getByText('Locked counter is solved. Next: Bank transfer').waitFor();
  });

  it('says that the server cannot be reached, and loads when it is tried again', async () => {
    at.server.goDown();
    await at.page.goto('/');
    await at.page.getByRole('heading', { name: 'The server cannot be reached' }).waitFor();
    at.server.comeBack();
    await at.page.getByRole('button', { name: 'Try again' }).click();
    await eventually(titles).toHaveLength(17);
  });

  it('says that the bank is empty', async () => {
    at.server.list = { tracks: [], items: [], broken: [] };
    await at.page.goto('/');
    await at.page.getByRole('heading', { name: 'The bank is empty' }).waitFor();
  });

  it('says that one is offline', async () => {
    await at.page.goto('/');
    await at.page.locator('[data-exercise]').first().waitFor();
    await at.context.setOffline(true);
    await at.page.getByText('You are offline.').waitFor();
    await at.context.setOffline(false);
    await at.page.getByText('You are offline.').waitFor({ state: 'hidden' });
  });

  it('does not scroll sideways at phone width', async () => {
    await at.page.setViewportSize({ width: 390, height: 844 });
    await at.page.goto('/');
    await at.page.locator('[data-exercise]').first().waitFor();
    expect(await at.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  it('loads no editor and no Markdown', async () => {
    const scripts: Promise<string>[] = [];
    const collect = (response: Response): void => {
      if (response.request().resourceType() === 'script') scripts.push(response.text());
    };
    at.page.on('response', collect);
    await at.page.goto('/');
    await at.page.locator('[data-exercise]').first().waitFor();
    // What comes later may not be there whole when the page closes.
    at.page.off('response', collect);
    const loaded = (await Promise.all(scripts)).join('');
    expect(loaded).toContain('exercise-title');
    // What only the two libraries have in them.
    expect(loaded).not.toContain('cm-content');
    expect(loaded).not.toContain('mdast');
  });

  it('counts the questions of a track, and leads to its place on the path', async () => {
    at.server.answer('two-increments-each', { kind: 'chosen', choices: [1, 2, 3] });
    at.server.answer('bytes-of-an-array', { kind: 'number', value: 1 });
    await at.page.goto('/');
    await at.page.getByRole('link', { name: '4 questions · 1 answered right' }).waitFor();
    expect(await at.page.locator('.track-questions').count()).toBe(2);
    await at.page.getByRole('link', { name: '2 questions · 0 answered right' }).click();
    await at.page.waitForURL('**/path#track-2');
    const top = () => at.page.locator('#track-2').evaluate((section) => section.getBoundingClientRect().top);
    await eventually(async () => (await top()) < 450).toBe(true);
  });
});

describe('the theme', () => {
  const shown = () =>
    at.page.evaluate(() => getComputedStyle(document.body).colorScheme + getComputedStyle(document.body).color);

  it('is switched, stored, and there again before the first paint', async () => {
    await at.page.goto('/');
    const light = await shown();
    await at.page.getByRole('button', { name: /^Theme: as the system/ }).click();
    await at.page.getByRole('button', { name: /^Theme: light/ }).click();
    const dark = await shown();
    expect(dark).not.toBe(light);
    await at.page.route('**/assets/*.js', (route) => route.abort());
    await at.page.reload({ waitUntil: 'domcontentloaded' });
    expect(await shown()).toBe(dark);
  });
});

describe('my submissions', () => {
  it('lists all exercises and goes on page by page', async () => {
    for (let n = 0; n < 25; n++) await at.server.past(n % 2 ? 'locked-counter' : 'type-codes', RACY, 'wrong', n * 1000);
    await at.page.goto('/submissions');
    const rows = at.page.locator('tbody tr');
    await eventually(() => rows.count()).toBe(20);
    await at.page.getByRole('button', { name: 'Show more' }).click();
    await eventually(() => rows.count()).toBe(25);
    expect(await at.page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
    await rows.first().getByRole('link', { name: 'Type codes' }).click();
    await at.page.waitForURL('**/exercises/type-codes?submission=*');
    await at.page.getByRole('heading', { name: 'count(4, 50_000) returned 143918 instead of 200000.' }).waitFor();
  });

  it('says what to do when there is none', async () => {
    await at.page.goto('/submissions');
    await at.page.getByRole('heading', { name: 'No submission yet' }).waitFor();
  });
});

describe('an unknown address', () => {
  it('leads back to the exercises', async () => {
    await at.page.goto('/nowhere');
    await at.page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    await at.page.goto('/exercises/no-such-exercise');
    await at.page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    await at.page.getByRole('link', { name: 'All exercises', exact: true }).click();
    await at.page.waitForURL(`${at.url}/`);
  });
});

describe('a page that breaks', () => {
  it('says so, that typed code is kept, and how to go on', async () => {
    await at.page.route('**/assets/workspace-route-*.js', (route) => route.abort());
    await at.page.goto('/exercises/locked-counter');
    await at.page.getByRole('heading', { name: 'This page broke' }).waitFor();
    await at.page.getByText('What you typed is kept in this browser').waitFor();
    // React reports what was thrown, and nothing else went wrong.
    const reported = at.faults.splice(0);
    expect(reported.filter((fault) => !fault.includes('Failed to fetch dynamically imported module'))).toEqual([]);
    await at.page.unroute('**/assets/workspace-route-*.js');
    await at.page.getByRole('button', { name: 'Reload the page' }).click();
    await at.page.getByRole('heading', { level: 1, name: 'Locked counter' }).waitFor();
  });
});
