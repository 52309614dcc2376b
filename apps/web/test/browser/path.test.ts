import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rightAnswer } from '../questions.ts';
import { type Bench, EXERCISE, eventually, setUpBench, type Visit, visit } from './harness.ts';

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

const track = (title: string) => at.page.getByRole('region', { name: title, exact: true });
const titles = (title: string) => track(title).locator('[data-step] .path-title').allTextContents();
const next = () => at.page.locator('[aria-current=step]');

async function open(path = '/path'): Promise<void> {
  await at.page.goto(path);
  await at.page.locator('[data-step]').first().waitFor();
}

describe('the learning path', () => {
  it('has every step in order, the questions right before their exercise', async () => {
    await open();
    expect(await titles('Messages')).toEqual([
      'Queue or Pipe',
      'Round-trip queue',
      'Sentinel pipeline',
      'Collect results',
      'Two locks',
      'Drain before join',
    ]);
    expect(await at.page.title()).toBe('Learning path · Lockstep');
    expect(await at.page.getByRole('navigation', { name: 'Main' }).locator('[aria-current=page]').textContent()).toBe(
      'Learning path',
    );
  });

  it('says of each step what it is, how long it takes, and how one stands with it', async () => {
    at.server.answer('two-increments-each', { kind: 'chosen', choices: [0] });
    at.server.answer('what-a-lock-orders', { kind: 'chosen', choices: [1, 2] });
    await open();
    const words = (slug: string) => at.page.locator(`[data-step=${slug}]`).textContent();
    expect(await words('isolated-global')).toBe('Isolated globalExercise · 15 minSolved');
    expect(await words('two-increments-each')).toBe('NextTwo increments eachQuestion · 3 minAnswered wrong');
    expect(await words('what-a-lock-orders')).toBe('What a lock ordersQuestion · 2 minAnswered right');
    expect(await words('locked-counter')).toBe('Locked counterExercise · 15 minTried');
    expect(await words('bank-transfer')).toBe('Bank transferExercise · 40 minNot begun');
    await track('Shared values').getByText('4 of 12 done').waitFor();
    await at.page.getByText('5 of 23 done').waitFor();
  });

  it('marks the first step that is not done, and goes there', async () => {
    await open();
    expect(await next().count()).toBe(1);
    await next().getByRole('link', { name: 'Begin: Two increments each' }).click();
    await at.page.waitForURL('**/questions/two-increments-each');
    for (const question of at.server.questions.values()) at.server.answer(question.slug, rightAnswer(question.form));
    await open();
    await at.page.getByRole('link', { name: 'Continue: Locked counter' }).first().click();
    await at.page.waitForURL('**/exercises/locked-counter');
  });

  it('moves on when a question is answered right', async () => {
    await open();
    await next().getByRole('link', { name: 'Begin: Two increments each' }).click();
    await at.page.locator('.choice').first().waitFor();
    for (const key of ['2', '3', '4', 'Enter']) await at.page.keyboard.press(key);
    await at.page.getByRole('heading', { name: 'Right.' }).waitFor();
    await at.page.getByRole('link', { name: 'Learning path' }).click();
    await next().getByText('What a lock orders').waitFor();
  });

  it('can be used with the keyboard alone', async () => {
    await open();
    for (const key of ['j', 'j', 'j', 'k', 'Enter']) await at.page.keyboard.press(key);
    await at.page.waitForURL('**/questions/two-increments-each');
  });

  it('ends friendly when everything is done', async () => {
    at.server.list = {
      ...at.server.list,
      items: at.server.list.items.map((item) => ({ ...item, verdict: 'accepted' })),
    };
    for (const question of at.server.questions.values()) at.server.answer(question.slug, rightAnswer(question.form));
    await open();
    await at.page.getByRole('heading', { name: 'You have done it all' }).waitFor();
    expect(await next().count()).toBe(0);
    expect(await at.page.getByRole('link', { name: /Continue|Begin/ }).count()).toBe(0);
  });

  it('opens at the track that the address names', async () => {
    await open('/path#track-5');
    const bottom = () => at.page.locator('#track-5').evaluate((section) => section.getBoundingClientRect().bottom);
    await eventually(async () => (await bottom()) <= 900).toBe(true);
  });

  it('says that the server cannot be reached, and loads when it is tried again', async () => {
    at.server.goDown();
    await at.page.goto('/path');
    await at.page.getByRole('heading', { name: 'The server cannot be reached' }).waitFor();
    at.server.comeBack();
    await at.page.getByRole('button', { name: 'Try again' }).click();
    await at.page.locator('[data-step]').first().waitFor();
  });

  it('says that it is empty', async () => {
    at.server.list = { tracks: [], items: [], broken: [] };
    await at.page.goto('/path');
    await at.page.getByRole('heading', { name: 'The path is empty' }).waitFor();
  });

  it('does not scroll sideways at phone width', async () => {
    await at.page.setViewportSize({ width: 390, height: 844 });
    await open();
    expect(await at.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});

describe('an exercise', () => {
  const questions = () => at.page.getByRole('region', { name: 'Questions to this exercise' });

  it('links its questions, each with how one stands with it', async () => {
    at.server.answer('two-increments-each', { kind: 'chosen', choices: [0] });
    await at.page.goto(EXERCISE);
    await questions().waitFor();
    expect(await questions().getByRole('listitem').allTextContents()).toEqual([
      'Two increments eachAnswered wrong',
      'What a lock ordersNot answered',
    ]);
    await questions().getByRole('link', { name: 'What a lock orders' }).click();
    await at.page.waitForURL('**/questions/what-a-lock-orders');
  });

  it('shows none where it has none', async () => {
    await at.page.goto('/exercises/bank-transfer');
    await at.page.getByRole('link', { name: /^Next exercise/ }).waitFor();
    expect(await questions().count()).toBe(0);
  });
});
