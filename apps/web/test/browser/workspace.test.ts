import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RACY, STARTER } from '../exercises.ts';
import { STREAMS } from '../streams.ts';
import {
  type Bench,
  collectFaults,
  EXERCISE,
  editorOf,
  editorText,
  eventually,
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

const saved = () => at.server.drafts.get('locked-counter')?.source;
const verdict = () => at.page.locator('.verdict');
const submit = () => at.page.getByRole('button', { name: 'Submit' }).click();
const submitted = () => eventually(() => at.server.submissions.size).toBeGreaterThan(0);

describe('help', () => {
  it('is opened hint by hint', async () => {
    await at.page.goto(EXERCISE);
    const hints = at.page.getByRole('region', { name: 'Hints' });
    await hints.getByRole('button', { name: 'Show the first of 2 hints' }).click();
    await hints.getByText('How many steps is').waitFor();
    expect(await hints.getByRole('listitem').count()).toBe(1);
    await hints.getByRole('button', { name: 'Show hint 2 of 2' }).click();
    await hints.getByText('Hold the lock over both.').waitFor();
    expect(await hints.getByRole('button').count()).toBe(0);
  });

  it('has an editorial that opens after an accepted submission', async () => {
    await at.page.goto(EXERCISE);
    const editorial = at.page.getByRole('region', { name: 'Editorial' });
    await editorial.getByRole('button').click();
    await editorial.getByText('Not yet').waitFor();
    at.server.accepted.add('locked-counter');
    await editorial.getByRole('button').click();
    await editorial.getByText('The increment is a read and a write').waitFor();
  });
});

describe('writing', () => {
  it('begins with the starter and is saved by itself', async () => {
    await at.page.goto(EXERCISE);
    await eventually(() => editorText(at.page)).toBe(STARTER);
    await writeCode(at.page, 'x = 1');
    await eventually(saved).toBe('x = 1');
    await at.page.locator('.bar').getByText('Saved', { exact: true }).waitFor();
    await at.page.reload();
    await eventually(() => editorText(at.page)).toBe('x = 1');
  });

  it('loses nothing by a reload right after typing, with the server away', async () => {
    await openWith(at, RACY);
    at.server.goDown();
    await writeCode(at.page, 'typed = "offline"');
    await at.page.getByText('Kept in this browser; not yet on the server').first().waitFor();
    at.server.comeBack();
    await at.page.reload();
    await eventually(() => editorText(at.page)).toBe('typed = "offline"');
    await eventually(saved).toBe('typed = "offline"');
  });

  it('goes on through a restart of the server and saves when it is back', async () => {
    await openWith(at, RACY);
    at.server.goDown();
    await writeCode(at.page, 'during = "restart"');
    await at.page.getByText('Kept in this browser; not yet on the server').first().waitFor();
    at.server.comeBack();
    await eventually(saved).toBe('during = "restart"');
  });

  it('offers both versions when another tab saved first, and undo brings the replaced one back', async () => {
    await openWith(at, 'first = 1');
    const other = await at.context.newPage();
    collectFaults(other, at.faults);
    await other.goto(EXERCISE);
    await editorOf(other).waitFor();
    await writeCode(other, 'from_other = 1');
    await eventually(saved).toBe('from_other = 1');
    await writeCode(at.page, 'from_this = 1');
    const choice = at.page.getByRole('alert').filter({ hasText: 'different version' });
    await choice.waitFor();
    expect(saved()).toBe('from_other = 1');
    await choice.getByText('Show the other version').click();
    expect(await choice.textContent()).toContain('from_other = 1');
    await choice.getByRole('button', { name: 'Use the other one' }).click();
    await eventually(() => editorText(at.page)).toBe('from_other = 1');
    await at.page.getByRole('button', { name: 'Undo' }).click();
    await eventually(() => editorText(at.page)).toBe('from_this = 1');
    await eventually(saved).toBe('from_this = 1');
  });

  it('keeps the version of this tab when that is chosen', async () => {
    await openWith(at, 'first = 1');
    at.server.drafts.set('locked-counter', { source: 'elsewhere = 1', version: 2, savedAt: new Date().toISOString() });
    await writeCode(at.page, 'here = 1');
    await at.page.getByRole('button', { name: 'Keep the one below' }).click();
    await eventually(saved).toBe('here = 1');
  });

  it('says when the exercise has changed since', async () => {
    await openWith(at, RACY);
    await writeCode(at.page, 'x = 1');
    await eventually(saved).toBe('x = 1');
    const view = at.server.views.get('locked-counter');
    if (view === undefined) throw new Error('no exercise');
    at.server.views.set('locked-counter', { ...view, digest: 'b'.repeat(64) });
    await at.page.reload();
    await at.page.getByText('This exercise has changed').waitFor();
    await at.page.getByRole('button', { name: 'Understood' }).click();
    await at.page.reload();
    await eventually(() => editorText(at.page)).toBe('x = 1');
    expect(await at.page.getByText('This exercise has changed').count()).toBe(0);
  });

  it('has search, and can be left with the keyboard', async () => {
    await openWith(at, RACY);
    await editorOf(at.page).click();
    await at.page.keyboard.press('ControlOrMeta+f');
    await at.page.locator('.cm-search').waitFor();
    await at.page.keyboard.press('Escape');
    await editorOf(at.page).click();
    await at.page.keyboard.press('Escape');
    await at.page.keyboard.press('Tab');
    expect(await at.page.evaluate(() => document.activeElement?.className)).not.toContain('editor-host');
  });
});

describe('a submission', () => {
  it('streams from the line to the verdict', async () => {
    await openWith(at, RACY);
    await submit();
    await submitted();
    const id = at.server.newest();
    await verdict().getByText('2nd in line.').waitFor();
    await at.server.play(id, 'wrong', 1, 2);
    await verdict().getByText('1st in line.').waitFor();
    await at.server.play(id, 'wrong', 2, 7);
    await verdict().getByText('Running the samples.').waitFor();
    await eventually(() => at.page.locator('[data-test]').count()).toBe(1);
    expect(await at.page.locator('.phase-running').textContent()).toContain('1 of 3');
    await at.server.play(id, 'wrong', 7, STREAMS.wrong.length - 1);
    await eventually(() => at.page.locator('[data-test]').count()).toBe(6);
    expect(await verdict().locator('[data-verdict]').count()).toBe(0);
    await at.server.play(id, 'wrong', STREAMS.wrong.length - 1);
    await verdict().getByRole('heading', { name: 'count(4, 50_000) returned 143918 instead of 200000.' }).waitFor();
    expect(
      await verdict()
        .locator('[data-verdict]')
        .evaluateAll((chips) => chips.map((chip) => chip.getAttribute('data-verdict'))),
    ).toEqual(['wrong-answer', 'leak']);
    expect(await at.page.locator('.sr[aria-live=polite]').textContent()).toContain('Wrong answer. count(4, 50_000)');
  });

  it('opens the first failed test: expected, got, output by process, processes', async () => {
    at.server.autoPlay = 'wrong';
    await openWith(at, RACY);
    await submit();
    const detail = at.page.locator('.test-detail');
    await detail.waitFor();
    const text = (await detail.textContent()) ?? '';
    for (const part of ['200000', '143918', 'Process-2 · stderr', 'The rest was cut off.', 'Exit code']) {
      expect(text).toContain(part);
    }
    await at.page.locator('[data-test=none] button').click();
    await at.page.getByText('Input, output and result of a hidden test are not shown.').waitFor();
    expect(await at.page.locator('[data-test=none]').textContent()).toContain('hidden input');
  });

  it('can be cancelled while it waits or is judged, and says so', async () => {
    await openWith(at, RACY);
    await submit();
    await submitted();
    await at.server.play(at.server.newest(), 'wrong', 2, 6);
    await verdict().getByText('Judging', { exact: true }).waitFor();
    await at.page.getByRole('button', { name: 'Cancel' }).click();
    await verdict().getByText('This submission was not judged to the end.').waitFor();
    await eventually(() => at.page.getByRole('button', { name: 'Cancel' }).count()).toBe(0);
    await eventually(() => at.server.watched).toBe(0);
    await at.page.reload();
    await verdict().getByText('This submission was not judged to the end.').waitFor();
    await at.page.getByRole('tab', { name: 'History' }).click();
    await at.page.locator('.history').getByText('Cancelled').waitFor();
  });

  it('says what an accepted verdict stands for', async () => {
    at.server.autoPlay = 'accepted';
    await openWith(at, RACY);
    await submit();
    await verdict().getByText('7 schedules were seen, so this is no proof.').waitFor();
  });

  it('runs the samples with one key and everything with another, also inside the editor', async () => {
    await openWith(at, RACY);
    await editorOf(at.page).click();
    await at.page.keyboard.press('Control+Enter');
    await eventually(() => [...at.server.submissions.values()].map(({ summary }) => summary.mode)).toEqual(['samples']);
    await verdict().getByText('2nd in line.').waitFor();
    await at.page.keyboard.press('Control+Shift+Enter');
    await eventually(() => [...at.server.submissions.values()].map(({ summary }) => summary.mode)).toEqual([
      'samples',
      'full',
    ]);
    expect(await editorText(at.page)).toBe(RACY);
  });

  it('marks the line of an exception until that line is edited', async () => {
    at.server.autoPlay = 'raised';
    await openWith(at, RACY);
    await submit();
    const marked = at.page.locator('.cm-mark-line');
    await marked.waitFor();
    expect(await marked.textContent()).toContain('counter.value = seen + 1TypeError: unsupported operand type(s)');
    await at.page.getByRole('button', { name: 'Go to line 8' }).click();
    await at.page.locator('.editor-foot').getByText('Ln 8, Col 9').waitFor();
    await at.page.keyboard.press('ControlOrMeta+Home');
    await at.page.keyboard.press('Enter');
    expect(await marked.count()).toBe(1);
    await at.page.getByRole('button', { name: 'Go to line 8' }).click();
    await at.page.locator('.editor-foot').getByText('Ln 9, Col 9').waitFor();
    await at.page.keyboard.type('#');
    await eventually(() => marked.count()).toBe(0);
  });

  it('shows a compile error with its line', async () => {
    at.server.autoPlay = 'uncompiled';
    await openWith(at, RACY);
    await submit();
    await verdict().getByText("SyntaxError: expected ':'", { exact: true }).waitFor();
    expect(await at.page.locator('.cm-mark-line').textContent()).toContain('def work');
    expect(await at.page.locator('.phases').textContent()).toContain('skipped');
  });

  it('calls a judge error our own fault', async () => {
    at.server.autoPlay = 'judge-error';
    await openWith(at, RACY);
    await submit();
    await verdict().getByText('Our fault: it counts for nothing.').waitFor();
    expect(await verdict().getAttribute('class')).toContain('verdict-calm');
  });

  it('says that judging began again, and drops what came before', async () => {
    await openWith(at, RACY);
    await submit();
    await submitted();
    const id = at.server.newest();
    await at.server.play(id, 'restarted', 2, 7);
    await eventually(() => at.page.locator('[data-test]').count()).toBeGreaterThan(0);
    await at.server.play(id, 'restarted', 7);
    await verdict().getByText('The grader that judged this was lost.').waitFor();
    expect(await at.page.locator('[data-test]').count()).toBe(0);
    await at.server.play(id, 'accepted', 2);
    await verdict().getByRole('heading', { name: 'All 6 tests passed' }).waitFor();
    expect(await at.page.locator('[data-test]').count()).toBe(6);
  });

  it('is found again by a reload in the middle of judging; each event counts once', async () => {
    await openWith(at, RACY);
    await submit();
    await submitted();
    const id = at.server.newest();
    await at.server.play(id, 'wrong', 1, 8);
    await eventually(() => at.page.locator('[data-test]').count()).toBe(2);
    await at.page.reload();
    await eventually(() => at.page.locator('[data-test]').count()).toBe(2);
    await eventually(() => at.server.watched).toBe(1);
    for (let seq = 1; seq <= 8; seq++) at.server.repeat(id, seq);
    await at.server.play(id, 'wrong', 8);
    await verdict().getByRole('heading', { name: 'count(4, 50_000) returned' }).waitFor();
    expect(await at.page.locator('[data-test]').count()).toBe(6);
  });

  it('that the server no longer knows is forgotten', async () => {
    await openWith(at, RACY);
    await submit();
    await submitted();
    await verdict().waitFor();
    at.server.submissions.clear();
    await at.page.reload();
    await at.page.getByRole('heading', { name: 'No result yet' }).waitFor();
  });

  it('of another device is found too while it is being judged', async () => {
    const id = at.server.create({ slug: 'locked-counter', source: RACY, mode: 'full' });
    await at.server.play(id, 'wrong', 0, 8);
    await openWith(at, RACY);
    await eventually(() => at.page.locator('[data-test]').count()).toBe(2);
  });

  it('fetches what is missing when the stream has a gap', async () => {
    await openWith(at, RACY);
    await submit();
    await submitted();
    const id = at.server.newest();
    await eventually(() => at.server.watched).toBe(1);
    for (const event of STREAMS.accepted.slice(1, 8)) at.server.emit(id, event, { stream: false });
    await at.server.play(id, 'accepted', 8, 9);
    await eventually(() => at.page.locator('[data-test]').count()).toBe(3);
    await at.server.play(id, 'accepted', 9);
    await verdict().getByRole('heading', { name: 'All 6 tests passed' }).waitFor();
    expect(await at.page.locator('[data-test]').count()).toBe(6);
  });

  it('goes on after the connection was lost, with a quiet line meanwhile', async () => {
    await openWith(at, RACY);
    await submit();
    await submitted();
    const id = at.server.newest();
    await eventually(() => at.server.watched).toBe(1);
    at.server.goDown();
    await at.page.getByText('Reconnecting.').waitFor();
    await at.server.play(id, 'accepted', 1);
    at.server.comeBack();
    await verdict().getByRole('heading', { name: 'All 6 tests passed' }).waitFor();
    expect(await at.page.locator('[data-test]').count()).toBe(6);
    expect(await at.page.getByText('Reconnecting.').count()).toBe(0);
  });

  it('that could not be sent says so and can be sent again', async () => {
    at.server.autoPlay = 'accepted';
    await openWith(at, RACY);
    at.server.goDown();
    await submit();
    const alert = at.page.getByRole('alert').filter({ hasText: 'Your code was not sent' });
    await alert.waitFor();
    at.server.comeBack();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await verdict().getByRole('heading', { name: 'All 6 tests passed' }).waitFor();
  });
});

describe('the history', () => {
  it('opens an older submission, whose code can be restored with undo', async () => {
    await at.server.past('locked-counter', 'old = 1\n', 'rule', 60_000);
    await at.server.past('locked-counter', RACY, 'wrong', 1000);
    await openWith(at, 'now = 1');
    await verdict().getByRole('heading', { name: 'count(4, 50_000) returned' }).waitFor();
    await at.page.getByRole('tab', { name: 'History' }).click();
    await at.page.getByRole('button', { name: /No\. 1/ }).click();
    await verdict().getByRole('heading', { name: 'no child process was started' }).waitFor();
    await at.page.waitForURL('**?submission=*');
    await at.page.getByText('Submitted code').click();
    await at.page.getByRole('button', { name: 'Restore this code' }).click();
    await eventually(() => editorText(at.page)).toBe('old = 1\n');
    await at.page.getByRole('button', { name: 'Undo' }).click();
    await eventually(() => editorText(at.page)).toBe('now = 1');
    await at.page.getByRole('button', { name: 'Back to the latest' }).click();
    await verdict().getByRole('heading', { name: 'count(4, 50_000) returned' }).waitFor();
  });
});
