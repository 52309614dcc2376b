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
  writeCode,
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

const press = (key: string) => at.page.keyboard.press(key);
const type = (text: string) => at.page.keyboard.type(text);
const dialog = (name: string) => at.page.getByRole('dialog', { name });
const palette = () => dialog('Commands');
const options = () => palette().getByRole('option');
const focused = () =>
  at.page.evaluate(() => {
    const active = document.activeElement;
    const inner = active?.shadowRoot?.activeElement ?? active;
    return inner?.getAttribute('aria-label') ?? inner?.textContent ?? '';
  });
const draft = () => at.server.drafts.get('locked-counter')?.source;

describe('the command palette', () => {
  it('opens over the editor, gives the focus back, and its keys do not reach the code', async () => {
    await openWith(at, RACY);
    await editorOf(at.page).click();
    await press('ControlOrMeta+k');
    await palette().waitFor();
    expect(
      await palette()
        .getByRole('combobox')
        .evaluate((field) => field === document.activeElement),
    ).toBe(true);
    await type('light');
    await eventually(() => options().allTextContents()).toEqual(['Theme: light']);
    await palette().getByRole('status').getByText('1 command', { exact: true }).waitFor();
    await press('Escape');
    await eventually(() => palette().count()).toBe(0);
    expect(await focused()).toContain('Your solution, Python');
    expect(await editorText(at.page)).toBe(RACY);
  });

  it('closes with its own key and with a click beside it', async () => {
    await openWith(at, RACY);
    await press('ControlOrMeta+k');
    await palette().waitFor();
    await press('ControlOrMeta+k');
    await eventually(() => palette().count()).toBe(0);
    await at.page.getByRole('button', { name: 'Commands' }).click();
    await palette().waitFor();
    await at.page.mouse.click(10, 10);
    await eventually(() => palette().count()).toBe(0);
  });

  it('keeps what is typed while it is on its way, and the editor gets none of it', async () => {
    let deliver = (): void => undefined;
    const delivered = new Promise<void>((resolve) => {
      deliver = resolve;
    });
    await at.page.route('**/assets/palette-*.js', async (route) => {
      await delivered;
      await route.continue();
    });
    await openWith(at, RACY);
    await editorOf(at.page).click();
    await press('ControlOrMeta+k');
    await type('light');
    deliver();
    await eventually(() => options().allTextContents()).toEqual(['Theme: light']);
    expect(await palette().getByRole('combobox').inputValue()).toBe('light');
    await press('Escape');
    expect(await editorText(at.page)).toBe(RACY);
  });

  it('goes through the commands with arrows, around both ends, and runs one with Enter', async () => {
    await openWith(at, RACY);
    await press('ControlOrMeta+k');
    const selected = () => palette().locator('[aria-selected=true] .palette-label').textContent();
    await eventually(selected).toBe('Run samples');
    await press('ArrowUp');
    await eventually(selected).toBe('Keyboard shortcuts');
    await press('ArrowDown');
    await press('ArrowDown');
    await press('ArrowDown');
    await eventually(selected).toBe('Submit');
    const active = await palette().getByRole('combobox').getAttribute('aria-activedescendant');
    expect(await palette().locator('[aria-selected=true]').getAttribute('id')).toBe(active);
    await press('Enter');
    await eventually(() => [...at.server.submissions.values()].map(({ summary }) => summary.mode)).toEqual(['full']);
    expect(await palette().count()).toBe(0);
  });

  it('says why a command cannot be run, and does not run it', async () => {
    await openWith(at, RACY);
    await press('ControlOrMeta+k');
    await type('cancel');
    await palette().getByText('Nothing is being judged').waitFor();
    expect(await options().first().getAttribute('aria-disabled')).toBe('true');
    await press('Enter');
    expect(await palette().count()).toBe(1);
    await palette().getByRole('combobox').fill('no such thing');
    await palette().getByText('No command is called “no such thing”.').waitFor();
  });

  async function runCommand(words: string): Promise<void> {
    await press('ControlOrMeta+k');
    await palette().waitFor();
    await type(words);
    await press('Enter');
    await eventually(() => palette().count()).toBe(0);
  }

  it('cancels what is being judged', async () => {
    await openWith(at, RACY);
    await runCommand('submit');
    await eventually(() => at.server.watched).toBe(1);
    await runCommand('cancel');
    await at.page.locator('.verdict').getByText('This submission was not judged to the end.').waitFor();
  });

  it('leads to every pane, and to other pages', async () => {
    await openWith(at, RACY);
    await runCommand('go to the result');
    await eventually(focused).toContain('No result yet');
    await runCommand('history');
    await eventually(focused).toContain('No submission yet');
    await runCommand('go to the editor');
    await eventually(focused).toContain('Your solution');
    await runCommand('go to the statement');
    await eventually(focused).toBe('Statement');
    await runCommand('next step');
    await at.page.waitForURL((url) => !url.pathname.includes('locked-counter'));
    await at.page.goBack();
    await editorOf(at.page).waitFor();
    await runCommand('my submissions');
    await at.page.waitForURL('**/submissions');
  });

  it('opens what the editor can do', async () => {
    await openWith(at, RACY);
    await runCommand('reset');
    await dialog('Reset to the starter?').waitFor();
    await press('Escape');
    await runCommand('compare');
    await dialog('Compare with an earlier version').waitFor();
    await press('Escape');
    await eventually(() => dialog('Compare with an earlier version').count()).toBe(0);
    await runCommand('settings');
    await dialog('Editor settings').waitFor();
    await press('Escape');
    await runCommand('search in');
    await at.page.locator('.cm-search').waitFor();
    await press('Escape');
    await runCommand('comment');
    await eventually(() => editorText(at.page)).toContain('# from multiprocessing');
    await runCommand('undo');
    await eventually(() => editorText(at.page)).toBe(RACY);
    await runCommand('theme dark');
    await eventually(() => at.page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  });

  it('opens by its button on a phone, and fits', async () => {
    await at.page.setViewportSize({ width: 390, height: 844 });
    await goWith(at, RACY);
    await at.page.getByRole('tab', { name: 'Code' }).click();
    await at.page.getByRole('button', { name: 'Commands' }).click();
    await palette().waitFor();
    expect(await palette().evaluate((element) => element.getBoundingClientRect().right)).toBeLessThanOrEqual(390);
    await options().filter({ hasText: 'Go to the statement' }).click();
    await eventually(() => at.page.getByRole('tab', { name: 'Statement' }).getAttribute('aria-selected')).toBe('true');
  });

  it('that cannot be loaded says so, and the keys work on', async () => {
    await openWith(at, RACY);
    await at.page.route('**/assets/palette-*.js', (route) => route.abort());
    await at.page.getByRole('button', { name: 'Commands' }).click();
    await at.page.getByText('That could not be loaded').waitFor();
    await writeCode(at.page, 'still = 1');
    await eventually(draft).toBe('still = 1');
  });
});

describe('the help sheet', () => {
  const sheet = () => dialog('Keyboard shortcuts');

  it('opens with F1 anywhere, and with ? where one is not writing', async () => {
    await openWith(at, '');
    await editorOf(at.page).click();
    await press('F1');
    await sheet().waitFor();
    await press('Escape');
    await eventually(() => sheet().count()).toBe(0);
    expect(await focused()).toContain('Your solution');
    await type('?');
    await eventually(() => editorText(at.page)).toBe('?');
    expect(await sheet().count()).toBe(0);
    await at.page.getByRole('tab', { name: 'History' }).focus();
    await press('?');
    await sheet().waitFor();
    await press('F1');
    await eventually(() => sheet().count()).toBe(0);
  });

  it('lists the shortcuts in tables, with words for those who cannot see the keys', async () => {
    await openWith(at, RACY);
    await press('F1');
    const row = sheet().getByRole('row').filter({ hasText: 'Comment lines out, or back in' });
    expect(await row.getByRole('cell').locator('.sr').textContent()).toBe('Control /');
    expect(await sheet().getByRole('table').count()).toBe(5);
  });
});
