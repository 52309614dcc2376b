/** The editor of a candidate whose code others see and may type in, and what its page tells them. */
import { Slug } from '@lockstep/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { FakeLive } from '../fake-live.ts';
import { GRACE } from '../live-scene.ts';
import { type Bench, EXERCISE, editorOf, editorText, eventually, setUpBench, type Visit, visit } from './harness.ts';

const SLUG = Slug.parse('locked-counter');

let bench: Bench;
let at: Visit;
let live: FakeLive;
beforeAll(async () => {
  bench = await setUpBench();
});
afterAll(() => bench.stop());
beforeEach(async () => {
  at = await visit(bench);
  const { interviews } = at.server;
  const sitting = interviews.begin(interviews.invite(interviews.add({ writeAlong: true }), 'Ada Lovelace'), 60_000);
  interviews.sits = sitting.id;
  live = interviews.live(sitting);
  live.starter = () => '';
  // Opened with nothing in it.
  live.text(SLUG);
  await at.context.addInitScript((id) => localStorage.setItem('lockstep:sitting', id), sitting.id);
});
afterEach(() => at.stop());

async function opened(): Promise<void> {
  await at.page.goto(EXERCISE);
  await editorOf(at.page).click();
}

const text = () => live.text(SLUG);
const grace = (words: string) => live.write(SLUG, GRACE, (code) => code.insert(0, words));

async function chooseKeys(name: string, mode: string): Promise<void> {
  await at.page.getByRole('button', { name: 'Editor settings' }).click();
  await at.page.getByRole('button', { name, exact: true }).click();
  await at.page.keyboard.press('Escape');
  await at.page.locator('.editor-keys').getByText(mode).waitFor();
  await editorOf(at.page).click();
}

it('undoes one’s own typing only, with whatever keys', async () => {
  await opened();
  await at.page.keyboard.type('mine');
  await eventually(text).toBe('mine');
  grace('hers ');
  await eventually(() => editorText(at.page)).toBe('hers mine');
  await at.page.keyboard.press('ControlOrMeta+z');
  await eventually(text).toBe('hers ');

  await chooseKeys('Vim', 'NORMAL');
  await at.page.keyboard.type('Afrom vim');
  await at.page.keyboard.press('Escape');
  await eventually(text).toBe('hers from vim');
  grace('# ');
  await eventually(() => editorText(at.page)).toBe('# hers from vim');
  await at.page.keyboard.press('u');
  await eventually(text).toBe('# hers ');

  await chooseKeys('Emacs', 'EMACS');
  await at.page.keyboard.press('Control+e');
  await at.page.keyboard.type('from emacs');
  await eventually(text).toBe('# hers from emacs');
  grace('# ');
  await at.page.keyboard.press('Control+/');
  await eventually(text).toBe('# # hers ');
});

it('takes no paste that would make the solution too long, and says so', async () => {
  await opened();
  await at.page.keyboard.type('short');
  await editorOf(at.page).evaluate((content) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'x'.repeat(70_000));
    content.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await at.page.getByText('a solution may have at most 64 KiB').waitFor();
  await eventually(text).toBe('short');
});

it('tells what it shows, what was pasted, and that it was left; not that somebody looked away for a moment', async () => {
  await opened();
  await editorOf(at.page).evaluate((content) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'pasted\r\ntwice');
    content.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await eventually(text).toBe('pasted\ntwice');
  expect(live.log(SLUG).map(({ paste }) => paste)).toEqual([false, true]);
  const told = () => live.requests.flatMap((one) => (one.kind === 'look' ? [one.item?.slug] : []));
  await eventually(told).toEqual([SLUG]);
  await at.page.getByRole('link', { name: 'Next, 2: Queue or Pipe' }).click();
  await eventually(told).toEqual([SLUG, 'queue-or-pipe']);
  const away = () => live.requests.flatMap((one) => (one.kind === 'away' ? [one.away] : []));
  await at.page.evaluate(() => {
    const focus = document.hasFocus;
    document.hasFocus = () => false;
    window.dispatchEvent(new Event('blur'));
    document.hasFocus = focus;
    window.dispatchEvent(new Event('focus'));
    document.hasFocus = () => false;
    window.dispatchEvent(new Event('blur'));
  });
  await eventually(away).toEqual([true]);
  const left = live.requests.findLast(({ kind }) => kind === 'away');
  expect(left).toMatchObject({ agoMs: 1_000 });
});
