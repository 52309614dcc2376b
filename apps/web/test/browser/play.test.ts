import type { Recording } from '@lockstep/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RACY } from '../exercises.ts';
import { FOUND } from '../explored-streams.ts';
import { cutBefore, RECORDED } from '../recordings.ts';
import { type Bench, eventually, setUpBench, type Visit, visit } from './harness.ts';

const FAILING = '0*2,0.1*7,0.0*9,0.1*2,0*5';
const PASSING = '0*2,0.0*9,0.1*9,0*5';

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

const moves = () => at.page.getByRole('list', { name: 'Who goes on?' });
const card = (text: string | RegExp) => moves().getByRole('button', { name: text });
const rows = () => at.page.locator('.timeline-rows li');
const counter = (text: string) => at.page.getByText(text, { exact: true }).waitFor();
const ending = (sentence: string) => at.page.getByRole('heading', { name: sentence, level: 3 }).waitFor();
const possible = () => at.page.locator('.reach-boxes .reach-possible b').allTextContents();
const said = () => at.page.locator('main > [aria-live=polite]').textContent();
const tool = (name: string) => at.page.locator('.play-foot').getByRole('button', { name });
const position = () => new URL(at.page.url()).searchParams.get('at') ?? '';
const lit = () => at.page.locator('.play-code .code-line-shown').allTextContents();

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await at.page.keyboard.press(key);
}

function times(key: string, count: number): string[] {
  return Array.from({ length: count }, () => key);
}

/** The page of a submission whose only call, count(2, 2), was recorded so. */
async function submitted(recording: Recording | null = RECORDED.racy, search = ''): Promise<string> {
  const id = await at.server.past('locked-counter', RACY, 'race', 60_000);
  if (recording !== null) at.server.recordings.set(`${id}/0`, recording);
  await at.page.goto(`/submissions/${id}/play/0${search}`);
  return id;
}

describe('a submission', () => {
  it('is played to the end that is right, by keys that come faster than positions', async () => {
    await submitted();
    await card(/starts Process-1/).waitFor();
    expect(await possible()).toEqual(['returned 2', 'returned 3', 'returned 4']);
    await press('1', '1', ...times('2', 9), ...times('2', 9), ...times('1', 5));
    await ending('It returned 4. That is right.');
    await eventually(position).toBe(PASSING);
    await counter('25 steps, no preemption');
    expect(await possible()).toEqual(['returned 4']);
    await at.page.getByRole('button', { name: 'Try to break it' }).click();
    await card(/starts Process-1/).waitFor();
    await eventually(position).toBe('');
  });

  it('at an end that is wrong says what was expected', async () => {
    await submitted(RECORDED.racy, `?at=${FAILING}`);
    await ending('It returned 2. That is wrong.');
    await at.page.getByText('Expected: 4.').waitFor();
    expect(await possible()).toEqual(['returned 2']);
    expect(await rows().last().textContent()).toContain('The end. returned 2');
    expect(await said()).toBe('Step 25: main ends. It returned 2. That is wrong.');
  });

  it('says of a move that after it failing, or being right, is certain', async () => {
    await submitted(RECORDED.racy, '?at=0*2,0.1*7,0.0');
    await card(/writes counter: 2.*no wrong outcome is possible/).waitFor();
    await card(/reads counter: 1.*failing is certain/).click();
    await at.page.getByRole('heading', { name: 'It will fail, whatever you do.' }).waitFor();
    const lost = at.page.locator('.reach-boxes .reach-lost');
    expect(await lost.locator('b').allTextContents()).toEqual(['returned 4']);
    // What went out of reach is still there to be seen.
    expect(await at.page.locator('.reach-boxes li').count()).toBe(3);
  });

  it('shows each step in the lanes, its line in the program, and where everybody goes on', async () => {
    await submitted(RECORDED.racy, '?at=0*2,0.1*2');
    await moves().waitFor();
    expect(await rows().count()).toBe(4);
    expect(await rows().last().textContent()).toContain('reads counter: 0');
    expect(await rows().last().getAttribute('aria-current')).toBe('step');
    expect((await lit()).map((line) => line.trim())).toEqual(['seen = counter.value']);
    expect(await at.page.locator('.play-code [data-line="6"] .next-tag').allTextContents()).toEqual([
      'Process-1',
      'Process-2',
    ]);
    expect(await at.page.locator('.play-code [data-line="21"] .next-tag').allTextContents()).toEqual(['main']);
    await rows().nth(1).getByRole('button').first().click();
    await eventually(() => rows().count()).toBe(2);
    expect(position()).toBe('0*2');
  });

  it('keeps the keys of those who wait, who say why and cannot be chosen', async () => {
    await submitted(RECORDED.racy, '?at=0*2,0.1*2');
    const waiting = card(/Process-1.*waits for lock, held by Process-2/);
    await waiting.waitFor();
    expect(await waiting.getAttribute('aria-disabled')).toBe('true');
    await waiting.focus();
    await press('Enter');
    await eventually(said).toBe('Process-1 waits for lock, held by Process-2.');
    await press('1');
    await eventually(said).toBe('main waits for the end of Process-1.');
    await press('3');
    await eventually(said).toContain('Step 5: Process-2 lets lock go. Possible: ');
    expect(position()).toBe('0*2,0.1*3');
  });

  it('takes steps back and forth, by keys, buttons, and by Back and Forward of the browser', async () => {
    await submitted();
    await moves().waitFor();
    expect(await tool('Undo').getAttribute('aria-disabled')).toBe('true');
    await press('1', '1', '3');
    await eventually(position).toBe('0*2,0.1');
    await press('Backspace', 'ArrowLeft');
    await eventually(position).toBe('0');
    await press('ArrowRight');
    await eventually(position).toBe('0*2');
    await tool('Redo').click();
    await eventually(position).toBe('0*2,0.1');
    expect(await tool('Redo').getAttribute('aria-disabled')).toBe('true');
    await at.page.goBack();
    await eventually(() => rows().count()).toBe(2);
    await at.page.goForward();
    await eventually(() => rows().count()).toBe(3);
    await tool('Undo').click();
    await eventually(() => rows().count()).toBe(2);
    await press('r');
    await at.page.getByText('Nothing has happened yet.').waitFor();
    await press('ArrowRight', 'ArrowRight', 'ArrowRight');
    await eventually(position).toBe('0*2,0.1');
  });

  it('shows how it fails a step at a time, comes back to that way, and goes to its end', async () => {
    await submitted();
    await moves().waitFor();
    await press('f', 'f', 'f');
    const strip = at.page.getByRole('region', { name: 'The way that is shown' });
    await strip.getByText('step 3 of 25').waitFor();
    await card(/next on the way that fails/).waitFor();
    await press('3');
    await strip.getByText('step 4 of 25').waitFor();
    await at.page.goto(`${at.page.url().split('?')[0]}?at=0*2,0.0*2`);
    await moves().waitFor();
    await press('f');
    await strip.getByText('step 2 of 25').waitFor();
    await strip.getByRole('button', { name: 'To its end' }).click();
    await ending('It returned 2. That is wrong.');
    expect(position()).toBe(FAILING);
    await tool('Show me how it passes').click();
    await eventually(position).toBe('0*2');
    await strip.getByText('The schedule that passes: step 2 of 25').waitFor();
    await press('3');
    await strip.waitFor({ state: 'detached' });
  });

  it('says that nothing breaks it, and can be played all the same', async () => {
    await submitted(RECORDED.locked);
    await at.page.getByRole('heading', { name: 'No schedule breaks it: all of them end with 4.' }).waitFor();
    await press('1', '1', ...times('3', 9), ...times('2', 9), ...times('1', 5));
    await ending('It returned 4. That is right.');
    expect(await at.page.getByRole('button', { name: 'Try to break it' }).count()).toBe(0);
  });

  it('is played on where it cannot be said what remains, but not where nothing was explored', async () => {
    await submitted(cutBefore(RECORDED.racy, 'write'), '?at=0*2,0.0*3');
    const unexplored = moves().locator('[aria-disabled]').filter({ hasText: 'was not explored' });
    await unexplored.or(moves()).first().waitFor();
    expect(await moves().locator('.reach-chips').count()).toBe(0);
    await tool('Start over').click();
    await at.page.getByText('Which outcomes remain cannot be said').waitFor();
  });
});

describe('an address', () => {
  it('opens the same position for somebody else', async () => {
    await at.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await submitted();
    await moves().waitFor();
    await press('1', '1', '3', '3');
    await eventually(position).toBe('0*2,0.1*2');
    await at.page.locator('.play-foot').getByRole('button', { name: 'Copy link' }).click();
    await at.page.getByText('Copied', { exact: true }).waitFor();
    const link = await at.page.evaluate(() => navigator.clipboard.readText());
    expect(link.endsWith('/play/0?at=0*2,0.1*2')).toBe(true);
    await at.page.goto('about:blank');
    await at.page.goto(link);
    await counter('4 steps, no preemption');
    await press('Backspace');
    await eventually(position).toBe('0*2,0.1');
  });

  it('gives the command that replays it', async () => {
    await at.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await submitted(RECORDED.racy, `?at=${FAILING}`);
    await at.page.getByRole('button', { name: 'Copy schedule' }).click();
    await at.page.getByText('Copied', { exact: true }).waitFor();
    const copied = await at.page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(`lockstep replay locked-counter solution.py '${FOUND.race.findings[0]?.failing.schedule}'`);
  });

  it.each(['nonsense', '0*2,0.7', '0.1', '0*2,,0.1', '7', '0*99999'])(
    'with what cannot be played (%s) begins at the start and says so',
    async (wrong) => {
      await submitted(RECORDED.racy, `?at=${wrong}`);
      await at.page.getByText('This way cannot be played here.').waitFor();
      await counter('0 steps, no preemption');
      await eventually(position).toBe('');
      await press('1');
      await counter('1 step, no preemption');
      await at.page.getByText('This way cannot be played here.').waitFor({ state: 'detached' });
    },
  );

  it('may say the same in another way', async () => {
    await submitted(RECORDED.racy, '?at=0,0,0.1*1');
    await counter('3 steps, no preemption');
    await press('3');
    await eventually(position).toBe('0*2,0.1*2');
  });

  it('of one step is no number', async () => {
    await submitted(RECORDED.racy, '?at=0');
    await counter('1 step, no preemption');
    expect(at.page.url().endsWith('?at=0')).toBe(true);
  });
});

describe('from the result of a submission', () => {
  it('each explored call and the failing schedule lead there, once it is judged', async () => {
    const id = at.server.create({ slug: 'locked-counter', source: RACY, mode: 'full' });
    at.server.recordings.set(`${id}/0`, RECORDED.racy);
    at.server.recordings.set(`${id}/1`, RECORDED.locked);
    await at.server.play(id, 'race', 0, -1);
    await at.page.goto(`/exercises/locked-counter?submission=${id}`);
    await at.page.locator('.scopes-table').waitFor();
    expect(await at.page.getByRole('link', { name: /^Play/ }).count()).toBe(0);
    await at.server.play(id, 'race', -1);
    await at.page.getByRole('link', { name: 'Play count(3, 1)' }).click();
    await at.page.getByRole('heading', { name: 'No schedule breaks it' }).waitFor();
    await at.page.getByRole('link', { name: 'count(2, 2)' }).click();
    await at.page.getByRole('heading', { name: '3 of 3 outcomes possible from here' }).waitFor();
    await at.page.getByRole('link', { name: 'Locked counter' }).click();
    await at.page.getByRole('link', { name: 'Play this schedule' }).click();
    await ending('It returned 2. That is wrong.');
    expect(position()).toBe(FAILING);
  });
});

describe('in trouble', () => {
  it('a call of which nothing was kept has the way back', async () => {
    await submitted(null);
    await at.page.getByRole('heading', { name: 'This call cannot be played' }).waitFor();
    await at.page.getByRole('link', { name: 'Back to the submission' }).click();
    await at.page.locator('.verdict').waitFor();
  });

  it('there is no such submission, and no such call', async () => {
    await at.page.goto('/submissions/0190d5a0-0000-7000-8000-000000000000/play/0');
    await at.page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    await at.page.goto('/submissions/0190d5a0-0000-7000-8000-000000000000/play/first');
    await at.page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  });

  it('without its server it can be tried again', async () => {
    const id = await submitted();
    await moves().waitFor();
    at.server.goDown();
    await at.page.goto(`/submissions/${id}/play/0`);
    await at.page.getByRole('heading', { name: 'The server cannot be reached' }).waitFor();
    at.server.comeBack();
    await at.page.getByRole('button', { name: 'Try again' }).click();
    await moves().waitFor();
    // What was loaded is played without any server.
    at.server.goDown();
    await press('1');
    await counter('1 step, no preemption');
  });

  it('a player that cannot be loaded can be started again', async () => {
    at.server.missing = 'player-worker';
    await submitted();
    await at.page.getByRole('heading', { name: 'The player stopped' }).waitFor();
    at.server.missing = null;
    await at.page.getByRole('button', { name: 'Start it again' }).click();
    await moves().waitFor();
  });
});

it('has one worker, of a file of the same origin, which ends with the page', async () => {
  await submitted();
  await moves().waitFor();
  await press('1', '1');
  await eventually(position).toBe('0*2');
  expect(at.page.workers().map((worker) => new URL(worker.url()).origin)).toEqual([at.url]);
  await at.page.getByRole('link', { name: 'Locked counter' }).click();
  await at.page.locator('.verdict').waitFor();
  await eventually(() => at.page.workers().length).toBe(0);
});

it('says its keys in a dialog, which keeps them to itself', async () => {
  await submitted();
  await moves().waitFor();
  await press('?');
  const dialog = at.page.getByRole('dialog', { name: 'Keys' });
  await dialog.getByText('start over').waitFor();
  await press('1', 'Escape');
  await dialog.waitFor({ state: 'detached' });
  await counter('0 steps, no preemption');
  await press('1');
  await counter('1 step, no preemption');
});

it('keeps its moves in view on a phone, and nothing scrolls sideways', async () => {
  await at.page.setViewportSize({ width: 390, height: 844 });
  for (const search of ['', '?at=0*2,0.1*2', `?at=${FAILING}`]) {
    await submitted(RECORDED.racy, search);
    await moves().or(at.page.locator('.play-end')).first().waitFor();
    expect(await at.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    const box = await at.page.locator('.play-side').boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844.5);
  }
  await at.page.locator('.play-side').getByRole('button', { name: 'Undo' }).click();
  await counter('24 steps, 1 preemption');
});
