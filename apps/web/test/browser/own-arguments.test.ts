import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { RACY } from '../exercises.ts';
import { type Bench, editorOf, editorText, eventually, openWith, setUpBench, type Visit, visit } from './harness.ts';

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

const popover = () => at.page.getByRole('dialog', { name: 'Run with your own arguments' });
const field = () => popover().getByLabel('Call', { exact: true });
const press = (key: string) => at.page.keyboard.press(key);
const sent = () => [...at.server.submissions.values()].map(({ summary }) => [summary.mode, summary.call]);
const inEditor = () => at.page.evaluate(() => document.activeElement?.className.includes('editor-host'));

async function openField(): Promise<void> {
  await editorOf(at.page).click();
  await press('Alt+Enter');
  await field().waitFor();
}

it('a call of one’s own runs by keys alone and shows its value and every possible result', async () => {
  at.server.autoPlay = 'accepted';
  await openWith(at, RACY);
  await openField();
  expect(await field().inputValue()).toBe('count(2, 2)');

  await at.page.keyboard.type('count 3');
  await press('Enter');
  await popover().getByRole('alert').getByText('This is no call').waitFor();
  expect(await field().getAttribute('aria-invalid')).toBe('true');
  expect(sent()).toEqual([]);

  await field().fill('count(3, 2)');
  await press('Enter');
  const head = at.page.locator('.verdict');
  await head.getByText('Ran', { exact: true }).waitFor();
  expect(sent()).toEqual([['own', 'count(3, 2)']]);
  expect(await popover().count()).toBe(0);
  expect(await inEditor()).toBe(true);
  expect(await editorText(at.page)).toBe(RACY);

  const result = at.page.locator('.own-result');
  await result.locator('.own-value').getByText('6').waitFor();
  expect(await result.locator('.own-outcomes tbody tr').allTextContents()).toEqual([
    'returned 554.0 %9,072',
    'returned 436.0 %6,048',
    'returned 610.0 %1,680',
  ]);
  expect(await result.getByRole('link', { name: 'Play it' }).getAttribute('href')).toBe(
    `/submissions/${at.server.newest()}/play/0`,
  );
  expect(
    await at.page
      .locator('.pane-result')
      .getByText(/Accepted|wrong|right/)
      .count(),
  ).toBe(0);

  await at.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await result.getByRole('list', { name: 'Process-1 · stdout' }).getByRole('button', { name: 'Copy line 1' }).focus();
  await press('ArrowDown');
  await press('Enter');
  await result.getByText('Line 2 is copied.').waitFor();
  expect(await at.page.evaluate(() => navigator.clipboard.readText())).toBe('step 2');

  await result.getByRole('button', { name: 'Process-1 · stdout' }).click();
  await eventually(() => result.getByText('step 1').count()).toBe(0);
  await result.getByRole('button', { name: 'File "/box/solution.py", line 7' }).click();
  await at.page.locator('.editor-foot').getByText('Ln 7, Col 13').waitFor();

  await at.page.getByRole('tab', { name: 'History' }).click();
  await at.page.getByText('No submission yet.').waitFor();
});

it('a call that was run is offered again after a reload, and Escape goes back to the code', async () => {
  at.server.autoPlay = 'accepted';
  await openWith(at, RACY);
  await openField();
  await field().fill('count(3, 2)');
  await popover().getByRole('button', { name: 'Run' }).click();
  await at.page.locator('.own-value').waitFor();
  await at.page.reload();
  await at.page.locator('.own-value').waitFor();
  await openField();
  expect(await field().inputValue()).toBe('count(3, 2)');
  await popover().getByRole('button', { name: 'count(1, 3)' }).click();
  expect(await field().inputValue()).toBe('count(1, 3)');
  await press('Escape');
  await eventually(() => popover().count()).toBe(0);
  expect(await inEditor()).toBe(true);
});

it('a call that cannot be sent stays in its field, with the reason, and is sent when the server is back', async () => {
  await openWith(at, RACY);
  await openField();
  at.server.goDown();
  await field().fill('count(4, 1)');
  await press('Enter');
  await popover().getByRole('alert').getByText('The server cannot be reached.').waitFor();
  expect(await field().inputValue()).toBe('count(4, 1)');
  at.server.comeBack();
  await press('Enter');
  await eventually(sent).toEqual([['own', 'count(4, 1)']]);
});
