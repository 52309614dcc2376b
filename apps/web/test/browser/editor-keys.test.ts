import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
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

const press = (key: string) => at.page.keyboard.press(key);
const type = (text: string) => at.page.keyboard.type(text);
const mode = () => at.page.locator('.editor-keys b');
const saved = () => at.server.drafts.get('locked-counter')?.source;
const inEditor = () => at.page.evaluate(() => document.activeElement?.className.includes('editor-host') === true);

/** By the command palette, so that the focus is in the editor afterwards. */
async function choose(keys: 'Vim' | 'Emacs'): Promise<void> {
  await editorOf(at.page).click();
  await press('ControlOrMeta+k');
  await at.page.getByRole('combobox').fill(`keys ${keys}`);
  await press('Enter');
  await eventually(inEditor).toBe(true);
}

it('Vim keys: modes, a pending command, :w saves the draft, our own keys stay ours, Escape and Tab leave', async () => {
  await openWith(at, 'one = 1\ntwo = 2\n');
  await choose('Vim');
  await mode().getByText('NORMAL').waitFor();
  await type('gg');
  await press('d');
  await at.page.locator('.editor-keys code').getByText('d', { exact: true }).waitFor();
  await press('d');
  await eventually(() => editorText(at.page)).toBe('two = 2\n');
  expect(await at.page.locator('.editor-keys code').textContent()).toBe('');

  await type('A');
  await mode().getByText('INSERT').waitFor();
  await type('2');
  await press('Escape');
  await mode().getByText('NORMAL').waitFor();
  await type(':w');
  await at.page.getByRole('textbox', { name: 'Vim command' }).waitFor();
  await press('Enter');
  await at.page.getByText('The draft is saved. Nothing was submitted.').waitFor();
  expect(saved()).toBe('two = 22\n');
  expect(at.server.submissions.size).toBe(0);

  // The help sheet closes by its own Escape, and Vim stays in its mode.
  await press('i');
  await mode().getByText('INSERT').waitFor();
  await press('F1');
  const help = at.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await help.getByText('With Vim keys').waitFor();
  await press('Escape');
  await eventually(() => help.count()).toBe(0);
  expect(await mode().textContent()).toBe('INSERT');

  await press('Control+Enter');
  await eventually(() => [...at.server.submissions.values()].map(({ summary }) => summary.mode)).toEqual(['samples']);
  expect(await editorText(at.page)).toBe('two = 22\n');

  // Tab indents where one writes, and leaves the editor elsewhere.
  await press('Tab');
  await eventually(() => editorText(at.page)).toBe('    two = 22\n');
  await press('Escape');
  await press('Tab');
  await eventually(inEditor).toBe(false);
  expect(await editorText(at.page)).toBe('    two = 22\n');

  await at.page.reload();
  await mode().getByText('NORMAL').waitFor();
  await at.page.getByRole('button', { name: 'Editor settings' }).click();
  await at.page.getByRole('button', { name: 'Standard' }).click();
  await at.page.locator('.editor-foot').getByText('Python').waitFor();
  await press('Escape');
  await editorOf(at.page).click();
  await press('ControlOrMeta+Home');
  await type('dd');
  await eventually(() => editorText(at.page)).toBe('dd    two = 22\n');
});

it('Emacs keys: a region by keys, Enter indents, C-x C-s saves the draft, M-x opens the commands', async () => {
  await openWith(at, 'def work():\nlast = 1');
  await choose('Emacs');
  await mode().getByText('EMACS').waitFor();
  await press('Control+Home');
  await press('Control+e');
  await press('Enter');
  await type('pass');
  await eventually(() => editorText(at.page)).toBe('def work():\n    pass\nlast = 1');
  await press('Control+a');
  await press('Alt+k');
  await eventually(() => editorText(at.page)).toBe('def work():\n\nlast = 1');
  await press('Control+y');
  await eventually(() => editorText(at.page)).toBe('def work():\n    pass\nlast = 1');
  await press('Control+x');
  await press('Control+s');
  await at.page.getByText('The draft is saved. Nothing was submitted.').waitFor();
  expect(saved()).toBe('def work():\n    pass\nlast = 1');
  await press('Alt+x');
  await at.page.getByRole('dialog', { name: 'Commands' }).waitFor();
  await press('Escape');
  await press('Escape');
  await press('Tab');
  await eventually(inEditor).toBe(false);
});
