import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RACY } from '../exercises.ts';
import { FOUND } from '../explored-streams.ts';
import type { StreamName } from '../streams.ts';
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

async function open(stream: StreamName): Promise<void> {
  const id = at.server.create({ slug: 'locked-counter', source: RACY, mode: 'full' });
  await at.server.play(id, stream);
  at.server.drafts.set('locked-counter', { source: RACY, version: 1, savedAt: new Date().toISOString() });
  await at.page.goto(EXERCISE);
  await editorOf(at.page).waitFor();
  await finding().waitFor();
}

const finding = () => at.page.locator('.finding');
const current = () => finding().locator('[aria-current=step]');
const rows = () => finding().locator('.timeline-rows');
const lit = () => at.page.locator('.cm-shown-line').allTextContents();
const failing = FOUND.race.findings[0]?.failing;

describe('a race', () => {
  beforeEach(() => open('race'));

  it('says first what happened, then what was expected and what came out', async () => {
    await finding().getByText('the change of Process-1 was lost.').waitFor();
    expect(await finding().locator('dd').allTextContents()).toEqual(['4', 'returned 2']);
  });

  it('tells each step in a list, with names, values and lines', async () => {
    expect(await rows().getByRole('listitem').count()).toBe((failing?.steps.length ?? 0) + 1);
    const last = rows().getByRole('listitem').filter({ hasText: 'writes counter: 2' }).last();
    expect(await last.textContent()).toContain('Process-2');
    expect(await last.textContent()).toContain('3 → 2');
    expect(await last.textContent()).toContain('unordered');
    expect(await rows().getByText('switch').count()).toBe(failing?.preemptions);
  });

  it('steps by keyboard, button and slider, and the line goes along in the editor', async () => {
    await rows().focus();
    await at.page.keyboard.press('Home');
    expect(await current().textContent()).toContain('starts Process-1');
    await at.page.keyboard.press('ArrowDown');
    await at.page.keyboard.press('ArrowRight');
    expect(await current().textContent()).toContain('takes lock');
    await eventually(lit).toEqual(['        with lock:']);
    await finding().getByRole('button', { name: 'Next step' }).click();
    await eventually(lit).toEqual(['            seen = counter.value']);
    await finding().getByRole('slider').fill('1');
    expect(await current().textContent()).toContain('starts Process-1');
    expect(await finding().getByRole('button', { name: 'Previous step' }).getAttribute('aria-disabled')).toBe('true');
    await finding().getByRole('slider').focus();
    await at.page.keyboard.press('End');
    expect(await current().textContent()).toContain('ends');
  });

  it('a line number goes to that line with the focus, and an edit ends the light', async () => {
    await rows().focus();
    await at.page.keyboard.press('Home');
    await eventually(lit).toEqual(['        w.start()']);
    await finding().getByRole('button', { name: 'Go to line 19' }).click();
    await at.page.getByText('Ln 19, Col').waitFor();
    await writeCode(at.page, 'x = 1');
    await eventually(lit).toEqual([]);
  });

  it('shows a schedule that passes beside it', async () => {
    await finding()
      .getByRole('tab', { name: /Passing schedule/ })
      .click();
    await rows().getByText('returned 4').waitFor();
    expect(await rows().getByText('unordered').count()).toBe(0);
  });

  it('copies the command that replays it', async () => {
    await at.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await finding().getByRole('button', { name: 'Copy replay command' }).click();
    await finding().getByText('Copied', { exact: true }).waitFor();
    const copied = await at.page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(`lockstep replay locked-counter solution.py '${failing?.schedule}'`);
  });

  it('says of each call what comes out and in how many interleavings', async () => {
    const scopes = at.page.getByRole('region', { name: 'Interleavings' });
    const row = scopes.getByRole('row').filter({ hasText: 'count(3, 1)' });
    expect(await row.getByRole('listitem').allTextContents()).toEqual([
      'wrong: returned 2316,147',
      'wrong: returned 159,184',
      'right: returned 3151,065',
    ]);
    expect(await row.textContent()).toContain('all 526,396');
  });
});

it('a deadlock ends in who waits for what, held by whom', async () => {
  await open('deadlock');
  await rows().getByText('Nobody can go on.').waitFor();
  const waiting = finding().getByRole('region', { name: 'Who waits for ever' }).getByRole('listitem');
  expect(await waiting.allTextContents()).toEqual(
    FOUND.deadlock.findings[0]?.failing.waiting.map(({ text, heldBy, line, process }) => {
      const name = process === '0' ? 'main' : `Process-${Number(process.slice(2)) + 1}`;
      const holder = process === '0' ? '' : `, held by Process-${Number(heldBy[0]?.slice(2)) + 1}`;
      return `${name} ${text}${holder}line ${line}`;
    }),
  );
});

it('what a feeder thread writes stands in the lane of its process, by its own name', async () => {
  await open('feeder');
  expect(await rows().getByText('Process-1 feeder').count()).toBeGreaterThan(0);
});
