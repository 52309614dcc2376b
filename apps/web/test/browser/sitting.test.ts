/** A candidate's interview. The server's clock stands where the test puts it; the browser's is two hours wrong. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Bench,
  EXERCISE,
  editorOf,
  editorText,
  eventually,
  setUpBench,
  type Visit,
  visit,
  writeCode,
} from './harness.ts';

const MINUTE_MS = 60_000;
const WRONG_BY_MS = 120 * MINUTE_MS;
const BEGIN = Date.parse('2026-05-04T10:00:00.000Z');
const SIGN = 'lockstep:sitting';

let bench: Bench;
let at: Visit;
beforeAll(async () => {
  bench = await setUpBench();
});
afterAll(() => bench.stop());
beforeEach(async () => {
  at = await visit(bench);
  at.server.interviews.role = 'interviewer';
  await moveTo(0);
});
afterEach(() => at.stop());

async function moveTo(ms: number): Promise<void> {
  at.server.interviews.now = () => BEGIN + ms;
  await at.page.clock.setFixedTime(BEGIN + ms + WRONG_BY_MS);
}

const button = (name: string) => at.page.getByRole('button', { name, exact: true });
const dialog = () => at.page.getByRole('dialog');
const strip = () => at.page.getByRole('region', { name: 'Your interview' });
const heading = (name: string) => at.page.getByRole('heading', { name });
const sign = () => at.page.evaluate((key) => localStorage.getItem(key), SIGN);
const focused = () => at.page.evaluate(() => document.activeElement?.textContent);

/** A sitting and the address of its link, as it stands in an e-mail. */
function invited(change: Parameters<typeof at.server.interviews.add>[0] = {}) {
  const { interviews } = at.server;
  const sitting = interviews.invite(interviews.add(change), 'Ada Lovelace');
  return { sitting, address: `/interview#${sitting.token}` };
}

/** A sitting whose clock goes since `agoMs`, in a browser that has opened its link. */
async function running(agoMs: number, change: Parameters<typeof invited>[0] = {}) {
  const { sitting } = invited(change);
  at.server.interviews.begin(sitting, agoMs);
  at.server.interviews.sits = sitting.id;
  await at.context.addInitScript(([key, id]) => localStorage.setItem(key, id), [SIGN, sitting.id] as const);
  return sitting;
}

const height = (page: Page) => page.evaluate(() => document.documentElement.scrollHeight);

describe('a link', () => {
  it('is read, started, worked on by the server’s clock, and left', async () => {
    const { sitting, address } = invited({ feedback: 'verdicts' });
    await at.page.goto(address);
    await heading('Backend, first round').waitFor();
    expect(at.page.url()).toBe(`${at.url}/interview`);
    expect(await sign()).toBe(sitting.id);
    await at.page.getByText('For Ada Lovelace').waitFor();
    await at.page.getByText('You have 60 minutes from the start.').waitFor();
    await at.page.getByText('but not how a race or a deadlock comes about').waitFor();
    await at.page.getByText('Think aloud').waitFor();

    await button('Start the clock').click();
    await dialog().getByText('The clock cannot be stopped').waitFor();
    await dialog().getByRole('button', { name: 'Not yet' }).click();
    expect(sitting.startedAt).toBeNull();
    await button('Start the clock').click();
    await dialog().getByRole('button', { name: 'Start the clock' }).click();
    const clock = at.page.getByRole('main').getByRole('timer');
    await eventually(() => clock.textContent()).toBe('60:00');
    await eventually(focused).toBe('Backend, first round');
    expect(sitting.startedAt).toBe(BEGIN);

    await moveTo(28 * MINUTE_MS + 18_000);
    await eventually(() => clock.textContent()).toBe('31:42');
    await at.page.getByRole('link', { name: /Locked counter/ }).click();
    await editorOf(at.page).waitFor();
    await strip().getByText('31:42 of 60 min').waitFor();
    // A row of its own: the workspace still fits the window.
    expect(await height(at.page)).toBe(900);
    expect(await strip().evaluate((element) => element.getBoundingClientRect().top)).toBe(48);

    await strip().getByRole('link', { name: 'Next, 2: Queue or Pipe' }).click();
    await at.page.getByLabel('A parent asks one child a question').check();
    await button('Answer').click();
    await heading('Your answer is kept.').waitFor();
    await at.page.getByRole('region', { name: 'Result' }).getByText('A parent asks one child a question').waitFor();
    expect(await at.page.getByText('A Pipe has two ends').count()).toBe(0);

    await moveTo(55 * MINUTE_MS);
    await at.page.getByRole('status').filter({ hasText: '5 minutes are left.' }).waitFor({ state: 'attached' });
    await moveTo(60 * MINUTE_MS);
    const up = 'The time is up. What you submitted counts.';
    await at.page.getByRole('status').filter({ hasText: up }).waitFor({ state: 'attached' });
    await strip().getByRole('link', { name: 'Backend, first round' }).click();
    await heading('The time is up').waitFor();
    await button('Leave the interview').click();
    await at.page.locator('[data-exercise]').first().waitFor();
    expect(await sign()).toBeNull();
    expect(await strip().count()).toBe(0);
    expect(at.server.interviews.sits).toBeNull();
  });

  it('cannot be started too early: the page counts down, and opens by itself', async () => {
    const { sitting, address } = invited({ opensAt: new Date(BEGIN + 90_000).toISOString() });
    await at.page.goto(address);
    await at.page.getByText('You can start in 1 min 30 s').waitFor();
    await button('Start the clock').press('Enter');
    expect(await dialog().count()).toBe(0);
    await moveTo(89_000);
    await at.page.getByText('You can start in 1 s').waitFor();
    await moveTo(90_000);
    await at.page.getByText('You have 60 min from then on.').waitFor();
    await button('Start the clock').click();
    await dialog().getByRole('button', { name: 'Start the clock' }).click();
    await at.page.getByRole('main').getByRole('timer').waitFor();
    expect(sitting.startedAt).toBe(BEGIN + 90_000);
  });

  it('that does not work says why, and a page without one says what to do', async () => {
    await at.page.goto('/interview');
    await heading('This browser sits no interview').waitFor();
    const { sitting, address } = invited();
    sitting.token = 'x'.repeat(43);
    await at.page.goto('/');
    await at.page.goto(address);
    await at.page.getByText('This link does not work: it was replaced').waitFor();
    expect(await sign()).toBeNull();
  });
});

describe('while the clock goes', () => {
  it('one may finish, after being told what is still open', async () => {
    const sitting = await running(10 * MINUTE_MS);
    sitting.standings = { 'exercise locked-counter': { tries: 1, verdict: 'accepted', right: null } };
    await at.page.goto('/interview');
    await at.page.getByRole('link', { name: /Locked counter.*Accepted AC.*1 submission/s }).waitFor();
    await button('Finish').click();
    await dialog().getByText('Of 3 parts, 2 have no submission or answer yet.').waitFor();
    await dialog().getByRole('button', { name: 'Finish' }).click();
    await heading('You have finished').waitFor();
    expect(sitting.finishedAt).toBe(BEGIN);
  });

  it('more time that is given shows, also when the time was just up', async () => {
    const sitting = await running(60 * MINUTE_MS);
    await at.page.goto('/path');
    await strip().getByText('The time is up.').first().waitFor();
    sitting.endsAt = BEGIN + 10 * MINUTE_MS;
    await at.page.goto('/interview');
    await eventually(() => at.page.getByRole('main').getByRole('timer').textContent()).toBe('10:00');
    await at.page.getByText('of 70 min').first().waitFor();
  });
});

it('what is typed after the end stays in this browser, though the server takes it no more', async () => {
  await running(61 * MINUTE_MS);
  await at.page.goto(EXERCISE);
  await strip().getByText('The time is up.').first().waitFor();
  await writeCode(at.page, 'too_late = 1');
  await eventually(() => at.server.log.includes('PUT /api/exercises/locked-counter/draft 403')).toBe(true);
  await at.page.getByTitle('The time of this interview is up.').first().waitFor({ state: 'attached' });
  await at.page.reload();
  await eventually(() => editorText(at.page)).toContain('too_late = 1');
});

it('a tab from before the interview has its code from then on, and what was typed there before stays out of it', async () => {
  await at.page.goto(EXERCISE);
  await writeCode(at.page, 'practice = 1');
  await eventually(() => at.server.drafts.get('locked-counter')?.source).toBe('practice = 1');
  const { address, sitting } = invited();
  const other = await at.context.newPage();
  await other.goto(address);
  await other.getByRole('button', { name: 'Start' }).first().click();
  await other.getByRole('dialog').getByRole('button', { name: 'Start' }).click();
  await other.getByRole('timer').first().waitFor();
  await eventually(() => editorText(at.page)).toContain('def count');
  await writeCode(at.page, 'interview = 1');
  await other.goto(EXERCISE);
  await eventually(() => editorText(other)).toBe('interview = 1');
  expect(at.server.drafts.get('locked-counter')?.source).toBe('practice = 1');
  expect(sitting.startedAt).not.toBeNull();
});
