import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RACY, STARTER } from '../exercises.ts';
import {
  type Bench,
  EXERCISE,
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

/** Puts the cursor into the editor, and waits until it helps while typing. */
async function focusEditor(): Promise<void> {
  const assisted = at.page.waitForResponse(/assist-.*\.js/);
  await editorOf(at.page).click();
  await assisted;
  // The list comes with the same chunk: once it opens, brackets close as well.
  await at.page.keyboard.press('Control+End');
  await eventually(async () => {
    await at.page.keyboard.press('Control+Space');
    return suggestions().count();
  }).toBe(1);
  await at.page.keyboard.press('Escape');
  await eventually(() => suggestions().count()).toBe(0);
}

const press = (key: string) => at.page.keyboard.press(key);
const type = (text: string) => at.page.keyboard.type(text);
const suggestions = () => at.page.locator('.cm-tooltip-autocomplete');
const dialog = (name: string) => at.page.getByRole('dialog', { name });
const palette = () => dialog('Commands');
const focused = () =>
  at.page.evaluate(() => {
    const active = document.activeElement;
    const inner = active?.shadowRoot?.activeElement ?? active;
    return inner?.getAttribute('aria-label') ?? inner?.textContent ?? '';
  });
const draft = () => at.server.drafts.get('locked-counter')?.source;

describe('suggestions', () => {
  it('come after an import, and Enter takes one', async () => {
    await openWith(at, '');
    await focusEditor();
    await type('from multiprocessing import ');
    await suggestions().waitFor();
    await type('Shar');
    await press('Escape');
    await press('Control+a');
    await type('from multiprocessing import Proc');
    await suggestions().getByText('Process', { exact: true }).waitFor();
    await at.page.getByText('A child process that calls the target.').waitFor();
    await press('Enter');
    await eventually(() => editorText(at.page)).toBe('from multiprocessing import Process');
  });

  it('come after a dot, for an object that is known', async () => {
    await openWith(at, `${RACY}\nq = Value("i", 0)\n`);
    await focusEditor();
    await type('q.');
    await suggestions().getByText('get_lock', { exact: true }).waitFor();
    await type('get_l');
    await at.page.getByText('The lock that belongs to it.').waitFor();
    await press('Enter');
    await eventually(() => editorText(at.page)).toContain('q.get_lock');
  });

  it('do not take the Enter behind a word that is complete', async () => {
    await openWith(at, '');
    await focusEditor();
    await type('pas');
    await suggestions().waitFor();
    await type('s');
    await eventually(() => suggestions().count()).toBe(0);
    await press('Enter');
    await eventually(() => editorText(at.page)).toBe('pass\n');
  });
});

describe('the editor', () => {
  it('closes brackets, deletes them in pairs, and comments lines out and in', async () => {
    await openWith(at, '');
    await focusEditor();
    await type('(');
    await eventually(() => editorText(at.page)).toBe('()');
    await press('Backspace');
    await eventually(() => editorText(at.page)).toBe('');
    await type('x = 1');
    await press('ControlOrMeta+/');
    await eventually(() => editorText(at.page)).toBe('# x = 1');
    await press('ControlOrMeta+/');
    await eventually(() => editorText(at.page)).toBe('x = 1');
  });
});

describe('the settings', () => {
  const size = () => at.page.locator('.cm-scroller').evaluate((code) => getComputedStyle(code).fontSize);
  const open = () => at.page.getByRole('button', { name: 'Editor settings' }).click();
  const settings = () => dialog('Editor settings');

  it('change the size of the code, and are remembered', async () => {
    await openWith(at, RACY);
    expect(await size()).toBe('13px');
    await open();
    await eventually(focused).toBe('');
    await press('ArrowRight');
    await press('ArrowRight');
    await eventually(size).toBe('15px');
    expect(await settings().getByText('15 px').count()).toBe(1);
    await press('End');
    await eventually(size).toBe('20px');
    await at.page.reload();
    await editorOf(at.page).waitFor();
    expect(await size()).toBe('20px');
    await open();
    await settings().getByRole('button', { name: 'Back to the usual' }).click();
    await eventually(size).toBe('13px');
  });

  it('wrap long lines', async () => {
    await openWith(at, `x = "${'long '.repeat(100)}"`);
    const overflows = () => at.page.locator('.cm-scroller').evaluate((code) => code.scrollWidth > code.clientWidth);
    await eventually(overflows).toBe(true);
    await open();
    await settings().getByLabel('Wrap long lines').check();
    await eventually(overflows).toBe(false);
  });

  it('close with Escape, with the button, and by going elsewhere', async () => {
    await openWith(at, RACY);
    await open();
    await settings().waitFor();
    await press('Escape');
    await eventually(() => settings().count()).toBe(0);
    expect(await focused()).toBe('Editor settings');
    await press('Enter');
    await settings().waitFor();
    await open();
    await eventually(() => settings().count()).toBe(0);
    await open();
    await settings().waitFor();
    await editorOf(at.page).click();
    await eventually(() => settings().count()).toBe(0);
    await open();
    await settings().waitFor();
    await press('ControlOrMeta+k');
    await palette().waitFor();
    expect(await settings().count()).toBe(0);
    await type('editor settings');
    await press('Enter');
    await settings().waitFor();
  });
});

describe('a reset', () => {
  const reset = () => at.page.getByRole('button', { name: 'Reset to starter' });
  const question = () => dialog('Reset to the starter?');

  it('asks first, and keeping changes nothing', async () => {
    await openWith(at, RACY);
    await reset().click();
    await question().getByRole('button', { name: 'Keep my code' }).last().click();
    await eventually(() => question().count()).toBe(0);
    expect(await editorText(at.page)).toBe(RACY);
    await reset().click();
    await question().waitFor();
    await press('Escape');
    await eventually(() => question().count()).toBe(0);
    expect(await focused()).toBe('Reset to starter');
    expect(await editorText(at.page)).toBe(RACY);
  });

  it('is taken back by its button', async () => {
    await openWith(at, RACY);
    await reset().click();
    await question().getByRole('button', { name: 'Reset', exact: true }).click();
    await eventually(() => editorText(at.page)).toBe(STARTER);
    expect(await focused()).toContain('Your solution');
    await at.page.getByRole('button', { name: 'Undo reset' }).click();
    await eventually(() => editorText(at.page)).toBe(RACY);
    await eventually(draft).toBe(RACY);
  });

  it('is one step of its own for the undo of the editor; typing puts the button away', async () => {
    await openWith(at, RACY);
    await writeCode(at.page, 'mine = 1');
    await reset().click();
    await question().waitFor();
    await press('Enter');
    await eventually(() => editorText(at.page)).toBe(STARTER);
    await at.page.getByRole('button', { name: 'Undo reset' }).waitFor();
    await editorOf(at.page).click();
    await press('ControlOrMeta+Home');
    await type('#');
    await eventually(() => at.page.getByRole('button', { name: 'Undo reset' }).count()).toBe(0);
    await press('ControlOrMeta+z');
    await eventually(() => editorText(at.page)).toBe(STARTER);
    await press('ControlOrMeta+z');
    await eventually(() => editorText(at.page)).toBe('mine = 1');
  });

  it('is not offered while the editor holds the starter', async () => {
    await at.page.goto(EXERCISE);
    await eventually(() => editorText(at.page)).toBe(STARTER);
    expect(await reset().isDisabled()).toBe(true);
  });
});

describe('comparing', () => {
  const compare = () => dialog('Compare with an earlier version');
  const rows = (kind: 'added' | 'removed') => compare().locator(`.diff-code.diff-${kind}`).allTextContents();

  async function openComparison(): Promise<void> {
    await at.page.getByRole('button', { name: 'Compare' }).click();
    await compare().locator('.diff').waitFor();
  }

  it('begins with the newest submission; signs and words say what colours say', async () => {
    await at.server.past('locked-counter', STARTER, 'rule', 60_000);
    await at.server.past('locked-counter', RACY, 'wrong', 1000);
    await openWith(
      at,
      RACY.replace(
        '            seen = counter.value\n        counter.value = seen + 1',
        '            counter.value += 1',
      ),
    );
    await openComparison();
    expect(await compare().getByLabel('Earlier version').locator('option').allTextContents()).toEqual([
      expect.stringMatching(/^Submission 2 · Wrong answer · /),
      expect.stringMatching(/^Submission 1 · Rule violation · /),
      'The starter',
    ]);
    expect(await rows('removed')).toEqual(['            seen = counter.value', '        counter.value = seen + 1']);
    expect(await rows('added')).toEqual(['            counter.value += 1']);
    expect(await compare().locator('.diff-sign').allTextContents()).toEqual(
      expect.arrayContaining(['−removed', '+added']),
    );
    expect(await compare().locator('.compare-figures .sr').textContent()).toBe(
      '1 change: 1 line added, 2 removed since then',
    );
  });

  it('shows the starter, the other layout, the next change, and what was folded', async () => {
    await at.server.past('locked-counter', RACY, 'wrong', 1000);
    await openWith(
      at,
      RACY.replace('for _ in range(n):', 'for _ in range(n + 0):').replace('return counter.value', 'return 0'),
    );
    await openComparison();
    await press('n');
    await compare().getByText('Change 1 of 2').waitFor();
    await press('n');
    await compare().getByText('Change 2 of 2').waitFor();
    await press('p');
    await compare().getByText('Change 1 of 2').waitFor();
    await compare().getByRole('button', { name: 'Unified' }).click();
    await compare().locator('.diff-unified').waitFor();
    const folded = compare().getByRole('button', { name: /^Show \d+ unchanged lines$/ });
    const before = await folded.count();
    await folded.first().click();
    await eventually(() => folded.count()).toBe(before - 1);
    await compare().getByLabel('Earlier version').selectOption('The starter');
    await eventually(async () => (await rows('removed')).join()).toContain('...');
  });

  it('says when nothing differs', async () => {
    await at.server.past('locked-counter', RACY, 'wrong', 1000);
    await openWith(at, RACY);
    await at.page.getByRole('button', { name: 'Compare' }).click();
    await compare().getByRole('heading', { name: 'No difference' }).waitFor();
    expect(await compare().getByRole('button', { name: 'Take this version' }).isDisabled()).toBe(true);
  });

  it('puts the chosen version into the editor, with undo', async () => {
    await at.server.past('locked-counter', 'old = 1\n', 'rule', 60_000);
    await openWith(at, 'now = 1');
    await openComparison();
    await compare().getByRole('button', { name: 'Take this version' }).click();
    await eventually(() => editorText(at.page)).toBe('old = 1\n');
    await at.page.getByText('Submission 1 is in the editor.').waitFor();
    await at.page.getByRole('button', { name: 'Undo', exact: true }).click();
    await eventually(() => editorText(at.page)).toBe('now = 1');
  });

  it('is unified on a phone, and fits', async () => {
    await at.page.setViewportSize({ width: 390, height: 844 });
    await goWith(at, 'now = 1');
    await at.page.getByRole('tab', { name: 'Code' }).click();
    await openComparison();
    await compare().locator('.diff-unified').waitFor();
    expect(await compare().getByRole('button', { name: 'Side by side' }).count()).toBe(0);
    expect(await compare().evaluate((element) => element.scrollWidth)).toBe(390);
  });

  it('shows the starter where the submissions cannot be loaded', async () => {
    await openWith(at, 'now = 1');
    await at.page.getByRole('button', { name: 'Reset to starter' }).waitFor();
    await openComparison();
    await press('Escape');
    await eventually(() => compare().count()).toBe(0);
    at.server.goDown();
    await openComparison();
    await compare().locator('.diff').waitFor();
  });
});
