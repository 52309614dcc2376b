import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RACY } from '../exercises.ts';
import {
  type Bench,
  editorOf,
  editorText,
  eventually,
  goWith,
  openWith,
  setUpBench,
  type Visit,
  visit,
} from './harness.ts';

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

const verdict = () => at.page.locator('.verdict');
const submit = () => at.page.getByRole('button', { name: 'Submit' }).click();

describe('the panes', () => {
  const width = () =>
    at.page.locator('.pane-statement').evaluate((pane) => Math.round(pane.getBoundingClientRect().width));

  it('are resized with pointer and keys, and remembered', async () => {
    await openWith(at, RACY);
    const before = await width();
    const splitter = at.page.getByRole('separator', { name: 'Width of the statement' });
    await splitter.focus();
    await at.page.keyboard.press('ArrowRight');
    await eventually(width).toBe(before + 24);
    const box = await splitter.boundingBox();
    if (box === null) throw new Error('the splitter is not shown');
    await at.page.mouse.move(box.x, 400);
    await at.page.mouse.down();
    await at.page.mouse.move(box.x + 40, 400);
    await at.page.mouse.up();
    await eventually(width).toBe(before + 64);
    await at.page.reload();
    await eventually(width).toBe(before + 64);
    await splitter.dblclick();
    await eventually(width).toBe(before);
  });

  it('are tabs on a phone, and sending shows the result', async () => {
    await at.page.setViewportSize({ width: 390, height: 844 });
    at.server.autoPlay = 'wrong';
    await goWith(at, RACY);
    await at.page.getByRole('tab', { name: 'Code' }).click();
    await editorOf(at.page).waitFor();
    await submit();
    await verdict().getByRole('heading', { name: 'count(4, 50_000) returned' }).waitFor();
    expect(await at.page.getByRole('tab', { name: 'Result' }).first().getAttribute('aria-selected')).toBe('true');
    expect(await at.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  it('lead to the neighbouring exercises', async () => {
    await openWith(at, RACY);
    await at.page.getByRole('link', { name: 'Next exercise: Built-in lock' }).click();
    await at.page.getByRole('heading', { level: 1, name: 'Built-in lock' }).waitFor();
    await at.page.getByRole('link', { name: 'Previous exercise: Locked counter' }).click();
    await at.page.getByRole('heading', { level: 1, name: 'Locked counter' }).waitFor();
    await eventually(() => editorText(at.page)).toBe(RACY);
  });
});
