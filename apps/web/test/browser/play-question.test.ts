import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, eventually, setUpBench, type Visit, visit } from './harness.ts';

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
const card = (text: RegExp) => moves().getByRole('button', { name: text });
const ending = (sentence: string) => at.page.getByRole('heading', { name: sentence, level: 3 }).waitFor();
const position = () => new URL(at.page.url()).searchParams.get('at') ?? '';

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await at.page.keyboard.press(key);
}

function times(name: string, count: number): string[] {
  return Array.from({ length: count }, () => name);
}

/** The page of a question that was answered. */
async function question(slug: string): Promise<void> {
  at.server.answer(slug, { kind: 'chosen', choices: [0] });
  await at.page.goto(`/questions/${slug}/play`);
  await moves().waitFor();
}

describe('a question', () => {
  it.each([
    ['2', ['Process-2', 'Process-2', 'Process-2', ...times('Process-1', 5), 'Process-2', 'Process-2']],
    ['3', ['Process-1', 'Process-2', 'Process-2', ...times('Process-1', 4), ...times('Process-2', 3)]],
    ['4', [...times('Process-1', 5), ...times('Process-2', 5)]],
  ])('comes to %s by pointer', async (value, names) => {
    await question('two-increments-each');
    const way = ['main', 'main', ...names, ...times('main', 5)];
    for (const [step, name] of way.entries()) {
      await moves()
        .locator('.move:not([aria-disabled])')
        .filter({ has: at.page.locator('.move-who', { hasText: name }) })
        .click();
      await eventually(() => at.page.locator('.reach-counter').textContent()).toMatch(
        new RegExp(`^${step + 1} steps?,`),
      );
    }
    await ending(`It came to ${value}.`);
    expect(await at.page.getByRole('button', { name: 'Try to break it' }).count()).toBe(0);
  });

  it('ends in a deadlock, with who waits for whom, and the focus where it goes on', async () => {
    await question('two-locks');
    await press('1', '1', '3');
    await eventually(position).toBe('0*2,0.1');
    await card(/After it only one outcome is possible/)
      .first()
      .waitFor();
    await card(/Process-1.*takes/).focus();
    await press('Enter');
    await ending('It never ends: nobody can go on.');
    const waiting = at.page.getByRole('region', { name: 'Who waits for ever' }).getByRole('listitem');
    expect(await waiting.allTextContents()).toEqual([
      'main waits for the end of Process-1line 17',
      'Process-1 waits for RLock 2, held by Process-2line 6',
      'Process-2 waits for RLock 0, held by Process-1line 6',
    ]);
    await eventually(() => at.page.evaluate(() => document.activeElement?.textContent?.trim())).toBe(
      'It never ends: nobody can go on.',
    );
    await waiting.last().getByRole('button', { name: 'line 6' }).click();
    expect(await at.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Program');
    await press('ArrowLeft');
    await moves().waitFor();
  });

  it('wants an answer first', async () => {
    await at.page.goto('/questions/two-locks/play');
    await at.page.getByRole('heading', { name: 'Answer the question first' }).waitFor();
    expect(at.server.log.some((line) => line.includes('/recording'))).toBe(false);
    await at.page.getByRole('link', { name: 'To the question' }).click();
    await at.page.getByRole('button', { name: 'Answer', exact: true }).waitFor();
  });

  it('of which nothing was kept says so, with the way back', async () => {
    at.server.answer('queue-or-pipe', { kind: 'chosen', choices: [1] });
    await at.page.goto('/questions/queue-or-pipe/play');
    await at.page.getByRole('heading', { name: 'This call cannot be played' }).waitFor();
    await at.page.getByRole('link', { name: 'Back to the question' }).click();
    await at.page.getByRole('region', { name: 'Result' }).waitFor();
  });

  it('leads there from its solution, where there is something to play', async () => {
    at.server.answer('two-increments-each', { kind: 'chosen', choices: [0] });
    await at.page.goto('/questions/two-increments-each');
    await at.page.getByRole('link', { name: 'Play it yourself' }).click();
    await moves().waitFor();
    await at.page.goto('/questions/queue-or-pipe');
    await at.page.getByRole('button', { name: 'Answer', exact: true }).waitFor();
    await press('1', 'Enter');
    await at.page.getByRole('region', { name: 'Result' }).waitFor();
    expect(await at.page.getByRole('link', { name: 'Play it yourself' }).count()).toBe(0);
  });
});
