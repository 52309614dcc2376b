import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RACY } from '../exercises.ts';
import { FOUND } from '../explored-streams.ts';
import { RECORDED } from '../recordings.ts';
import type { StreamName } from '../streams.ts';
import { longFinding } from '../traces.ts';
import {
  accessibilityFaults,
  type Bench,
  eventually,
  setUpBench,
  type Visit,
  type VisitOptions,
  visit,
} from './harness.ts';

let bench: Bench;
let at: Visit;
beforeAll(async () => {
  bench = await setUpBench();
});
afterAll(() => bench.stop());
afterEach(() => at.stop());

/** The page of the first finding of a submission that was judged. */
async function open(stream: StreamName, query = '', options: VisitOptions = {}): Promise<string> {
  at = await visit(bench, options);
  const id = await at.server.past('locked-counter', RACY, stream, 60_000);
  at.server.recordings.set(`${id}/0`, RECORDED.racy);
  await at.page.goto(`/submissions/${id}/findings/1${query}`);
  await place().waitFor();
  return id;
}

const place = () => at.page.locator('.step-bar-place');
const failing = () => at.page.getByRole('group', { name: /^Failing schedule, step by step/ });
const passing = () => at.page.getByRole('group', { name: /^Passing schedule, step by step/ });
const current = (schedule: ReturnType<typeof failing>) =>
  schedule.locator('[aria-current=step] button').getAttribute('aria-label');
const lit = () => at.page.locator('.finding-code .code-line-shown').textContent();
const search = () => new URL(at.page.url()).search;

describe('a race', () => {
  it('opens from the workspace where it went wrong, with the code, the objects and the other schedule at that step', async () => {
    at = await visit(bench);
    const id = await at.server.past('locked-counter', RACY, 'race', 60_000);
    await at.page.goto(`/exercises/locked-counter?submission=${id}`);
    await at.page.getByRole('link', { name: 'Open the whole schedule' }).click();
    await at.page.getByRole('heading', { level: 1, name: /the change of Process-1 was lost/ }).waitFor();
    expect(await place().textContent()).toBe('Step 19 of 25');
    expect(await at.page.locator('.finding-head').textContent()).toMatch(/returned 2, expected 4.*the fewest possible/);
    expect(await current(failing())).toBe('19: Process-2 writes counter: 2 3 → 2, line 8, unordered');
    expect(await current(passing())).toContain('19: Process-2 writes counter: 4');
    expect(await lit()).toMatch(/counter\.value = seen \+ 1\s*Process-2/);
    const objects = at.page.getByRole('region', { name: 'Shared objects after step 19' });
    expect(await objects.getByRole('listitem').allTextContents()).toEqual([
      'lockLockfree',
      'countershared valuebefore 32',
      'Process-1counter = 2read at step 15',
      'Process-2counter = 1read at step 8, out of date',
    ]);
    expect(await objects.locator('[aria-live=polite]').textContent()).toContain('It still holds 1, read at step 8.');
    expect(await at.page.locator('.crossing-text').textContent()).toBe('holds 1');
  });

  it('steps by keys, buttons, rows and slider; the address follows, and its link opens the same step', async () => {
    await open('race');
    await at.page.keyboard.press('Home');
    expect(await place().textContent()).toBe('Step 1 of 25');
    await at.page.keyboard.press('ArrowRight');
    await at.page.keyboard.press('c');
    expect(await current(failing())).toContain('8: Process-2 reads counter: 1');
    await at.page.getByRole('button', { name: 'Next step' }).click();
    await failing().getByRole('button', { name: /^3: / }).click();
    expect(await place().textContent()).toBe('Step 3 of 25');
    const slider = at.page.getByRole('slider');
    await slider.press('PageUp');
    expect(await slider.getAttribute('aria-valuetext')).toBe('Step 13 of 25: Process-1 writes counter: 2');
    const box = await slider.boundingBox();
    if (box === null) throw new Error('no slider');
    await at.page.mouse.click(box.x + box.width - 2, box.y + box.height / 2);
    expect(await place().textContent()).toBe('Step 25 of 25');
    await at.page.keyboard.press('ArrowLeft');
    await eventually(search).toBe('?step=24');
    await at.page.reload();
    await place().waitFor();
    expect(await place().textContent()).toBe('Step 24 of 25');
  });

  it('leads to the game and to the code, and the way back comes to the step', async () => {
    const id = await open('race', '?step=3');
    await at.page.keyboard.press('ArrowRight');
    await at.page.keyboard.press('p');
    await at.page.getByRole('region', { name: 'Your schedule' }).waitFor();
    expect(at.page.url()).toContain(`/submissions/${id}/play/0?at=`);
    await at.page.goBack();
    await place().waitFor();
    expect(await place().textContent()).toBe('Step 4 of 25');
    await at.page.keyboard.press('Escape');
    await at.page.waitForURL(`**/exercises/locked-counter?submission=${id}`);
  });

  it('plays, twice as long where it went wrong, until any key', async () => {
    at = await visit(bench);
    await at.page.clock.install();
    const id = await at.server.past('locked-counter', RACY, 'race', 60_000);
    await at.page.goto(`/submissions/${id}/findings/1?step=6`);
    await place().waitFor();
    await at.page.clock.pauseAt(await at.page.evaluate(() => Date.now() + 1_000));
    await at.page.keyboard.press('Space');
    await at.page.getByRole('button', { name: 'Pause' }).waitFor();
    const after = async (ms: number): Promise<string | null> => {
      await at.page.clock.runFor(ms);
      return place().textContent();
    };
    expect(await after(419)).toBe('Step 6 of 25');
    expect(await after(1)).toBe('Step 7 of 25');
    expect(await after(420)).toBe('Step 8 of 25');
    expect(await after(839)).toBe('Step 8 of 25');
    expect(await after(1)).toBe('Step 9 of 25');
    await at.page.getByRole('button', { name: '2×, double speed' }).click();
    expect(await after(210)).toBe('Step 10 of 25');
    await at.page.keyboard.press('Shift');
    await at.page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    expect(await after(2_000)).toBe('Step 10 of 25');
  });

  it('shows the steps of chosen objects; steps pass over the others, which open', async () => {
    await open('race', '?step=9');
    await at.page.getByRole('button', { name: 'counter, shared value, 9 steps' }).click();
    const folds = failing().getByRole('button', { name: /of others$/ });
    expect(await folds.allTextContents()).toEqual([
      '⋮1 step of others',
      '⋮1 step of others',
      '⋮1 step of others',
      '⋮2 steps of others',
      '⋮1 step of others',
      '⋮1 step of others',
      '⋮1 step of others',
      '⋮1 step of others',
      '⋮3 steps of others',
      '⋮2 steps of others',
    ]);
    await at.page.keyboard.press('ArrowRight');
    expect(await place().textContent()).toBe('Step 11 of 25');
    await folds.first().click();
    await failing().getByRole('button', { name: '3: Process-2 takes lock, line 6' }).waitFor();
    await at.page.getByRole('button', { name: 'Show all' }).click();
    expect(await folds.count()).toBe(0);
  });

  it('can be taken along: its address, a table and a figure', async () => {
    const id = await open('race', '?step=19');
    await at.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const copied = async (name: string): Promise<string> => {
      await at.page.getByRole('button', { name }).click();
      await at.page.locator('.take-away .copy-text').filter({ hasText: name }).getByText('Copied').waitFor();
      return at.page.evaluate(() => navigator.clipboard.readText());
    };
    await at.page.getByRole('button', { name: 'Take along' }).click();
    expect(await copied('Copy link')).toBe(`${at.url}/submissions/${id}/findings/1?step=19`);
    expect(await copied('Copy as text')).toContain(' 19*  Process-2  writes counter: 2      8     3 → 2');
    const svg = await copied('Copy as SVG');
    const parsed = await at.page.evaluate((text) => {
      const read = new DOMParser().parseFromString(text, 'image/svg+xml');
      return [
        read.documentElement.nodeName,
        read.querySelector('parsererror') === null,
        read.querySelectorAll('path').length > 25,
      ];
    }, svg);
    expect(parsed).toEqual(['svg', true, true]);
    const download = at.page.waitForEvent('download');
    await at.page.getByRole('button', { name: 'Download SVG' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('locked-counter-1.svg');
    expect(await readFile(await file.path(), 'utf8')).toBe(svg);
    await at.page.keyboard.press('Escape');
    await eventually(() => at.page.getByRole('button', { name: 'Copy link' }).count()).toBe(0);
    expect(at.page.url()).toContain('/findings/1');
  });
});

it('a deadlock is a circle of who waits for whom, beside what each one waits for', async () => {
  await open('deadlock');
  const figure = at.page.getByRole('img', { name: /^A closed circle of waits/ });
  await figure.waitFor();
  expect(await figure.textContent()).toContain('no one can go on');
  expect(await at.page.locator('.finding-code .place-tag').allTextContents()).toEqual([
    'Process-1',
    'Process-2',
    'main',
  ]);
  const waits = at.page.getByRole('region', { name: 'Who waits for ever' }).getByRole('listitem');
  expect(await waits.count()).toBe(FOUND.deadlock.findings[0]?.failing.waiting.length);
  await at.page.getByRole('tab', { name: /Passing/ }).click();
  await passing().waitFor();
});

it('on a phone the schedules share one place, and the bar stays at the bottom', async () => {
  await open('feeder', '', { width: 390, height: 844 });
  await at.page.getByRole('link', { name: 'Sign in' }).waitFor();
  expect(await at.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await at.page.getByRole('tab', { name: /Passing/ }).click();
  await passing().waitFor();
  expect(await failing().count()).toBe(0);
  const targets = await at.page.evaluate(() =>
    [
      ...document.querySelectorAll(
        '.finding-page :is(.button, [role=tab], button.step-pick, .step-track, .object-chip)',
      ),
    ]
      .map((element) => ({ name: element.textContent, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.height > 0 && box.height < 36)
      .map(({ name }) => name),
  );
  expect(targets).toEqual([]);
  await at.page.evaluate(() => window.scrollTo(0, 0));
  const bar = await at.page.locator('.finding-foot').boundingBox();
  expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBe(844);
  expect(await accessibilityFaults(at.page)).toEqual([]);
});

it('a step through 500 draws two rows again, not all', async () => {
  const id = await open('race');
  at.server.emit(id, { kind: 'finding', finding: longFinding(500) });
  await at.page.goto(`/submissions/${id}/findings/2?step=250`);
  await place().waitFor();
  await at.page.evaluate(() => {
    const changed = new Set<Node>();
    Object.assign(window, { changed });
    const list = document.querySelector('.finding-schedule ol');
    if (list === null) throw new Error('no rows');
    new MutationObserver((records) => {
      for (const { target } of records)
        changed.add(target instanceof Element ? (target.closest('li') ?? target) : target);
    }).observe(list, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  await at.page.keyboard.press('ArrowRight');
  expect(await place().textContent()).toBe('Step 251 of 500');
  expect(await at.page.evaluate(() => (window as unknown as { changed: Set<Node> }).changed.size)).toBe(2);
});

it('a number that no finding has says so, and leads to the submission', async () => {
  const id = await open('race');
  await at.page.goto(`/submissions/${id}/findings/7`);
  await at.page.getByRole('heading', { name: 'There is no such finding' }).waitFor();
  await at.page.getByRole('link', { name: 'To the submission' }).click();
  await at.page.waitForURL(`**/exercises/locked-counter?submission=${id}`);
});

it.each([
  ['race', 'light'],
  ['race', 'dark'],
  ['deadlock', 'light'],
  ['feeder', 'dark'],
] as const)('axe finds nothing in a %s, %s', async (stream, theme) => {
  await open(stream, '', { theme });
  expect(await accessibilityFaults(at.page)).toEqual([]);
});
