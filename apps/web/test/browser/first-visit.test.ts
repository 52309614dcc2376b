import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { RACY } from '../exercises.ts';
import { type Bench, EXERCISE, editorOf, eventually, setUpBench, type Visit, visit, writeCode } from './harness.ts';

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

const action = () => at.page.getByRole('link', { name: 'See it fail: submit the starter of Locked counter' });
const strip = () => at.page.getByRole('region', { name: 'First steps' });
const current = () => strip().locator('[aria-current=step]').textContent();

it('a first visit leads from the list to a failing schedule, to its repair, and on along the path', async () => {
  at.server.autoPlay = 'race';
  await at.page.goto('/');
  await action().click();
  await at.page.waitForURL(`**${EXERCISE}`);
  await editorOf(at.page).waitFor();
  await eventually(current).toContain('Submit the starter as it is');

  await at.page.keyboard.press('ControlOrMeta+Shift+Enter');
  await strip().getByText('both processes read the same number').waitFor();
  expect(await current()).toContain('Read the schedule that fails');

  const schedule = at.page.getByRole('group', { name: 'Failing schedule' });
  await schedule.waitFor();
  await strip().getByRole('button', { name: 'Show the schedule' }).click();
  expect(await schedule.evaluate((rows) => rows === document.activeElement)).toBe(true);
  await at.page.keyboard.press('ArrowDown');
  await eventually(current).toContain('Repair it, submit again');

  // Where one is stays known, and so does the way on.
  await at.page.reload();
  await eventually(current).toContain('Repair it, submit again');
  at.server.autoPlay = 'accepted';
  await editorOf(at.page).waitFor();
  await writeCode(at.page, RACY);
  await at.page.keyboard.press('ControlOrMeta+Shift+Enter');
  await strip().getByText('Repaired:').waitFor();
  await strip().getByRole('link', { name: 'Next on the path:' }).click();
  await at.page.waitForURL(/\/(questions|exercises)\/(?!locked-counter)/);
  await at.page.goto(EXERCISE);
  await editorOf(at.page).waitFor();
  expect(await strip().count()).toBe(0);

  await at.page.goto('/');
  await at.page.locator('.continue').waitFor();
  expect(await action().count()).toBe(0);
});

it('the steps of a first visit go away when they are hidden, and stay away', async () => {
  await at.page.goto('/');
  await action().click();
  await strip().getByRole('button', { name: 'Hide the first steps' }).click();
  await eventually(() => strip().count()).toBe(0);
  await at.page.reload();
  await editorOf(at.page).waitFor();
  expect(await strip().count()).toBe(0);
});
