/** Reviewers at the real server, each with a browser of their own: what one writes, another neither sees too early nor overwrites. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DEFAULT_RUBRIC, SubmissionSummary } from '@lockstep/protocol';
import type { BrowserContext, Browser as Chromium, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import { firstAdmin } from '../../apps/server/test/accounts.ts';
import { interviewBench } from '../../apps/server/test/interview-bench.ts';
import { DEADLOCK } from '../../apps/server/test/review-bench.ts';
import {
  acceptNext,
  Browser,
  judgeNext,
  openTestPostgres,
  openTestServer,
  secretiveExercise,
  type TestServer,
} from '../../apps/server/test/support.ts';
import { collectFaults, eventually } from '../../apps/web/test/browser/harness.ts';
import type {} from '../../apps/web/test/build-once.ts';
import { openBrowser, ROOT } from '../system.ts';

const MINUTE_MS = 60_000;
const solution = (verdict: string, name: string) =>
  readFileSync(path.join(ROOT, 'exercises/locked-counter/submissions', verdict, `${name}.py`), 'utf8');
const RIGHT = solution('accepted', 'with_lock');
const WRONG = RIGHT.replace('    with lock:\n', '    if True:\n');

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let server: TestServer;
let chromium: Chromium;
let url = '';
let interviewer: Browser;
let grace: BrowserContext;
let edsger: BrowserContext;
let review = '';
let clock = Date.now();
const faults: string[] = [];

const { interview, invited, opened } = interviewBench(() => ({ server, interviewer }));

/** A new interviewer; returns the browser that is signed in. */
async function enter(name: string): Promise<Browser> {
  const admin = await server.store.accounts.byEmail('root@example.org');
  if (admin === null) throw new Error('there is no admin');
  const email = `${name.toLowerCase()}@example.org`;
  const link = await server.store.accountLinks.invite({ email, role: 'interviewer' }, admin.view.id);
  if (link === null) throw new Error(`${email} has an account`);
  const browser = new Browser(server.app);
  expect((await browser.use(link.token, { name })).statusCode).toBe(200);
  return browser;
}

async function contextOf(browser: Browser): Promise<BrowserContext> {
  const context = await chromium.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  const cookies = browser.cookie.split('; ').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
  });
  await context.addCookies(cookies);
  return context;
}

async function open(context: BrowserContext, address = review): Promise<Page> {
  const page = await context.newPage();
  collectFaults(page, faults);
  await page.goto(address);
  return page;
}

async function submitted(candidate: Browser, source: string): Promise<SubmissionSummary> {
  return SubmissionSummary.parse((await candidate.submit(source)).json());
}

beforeAll(async () => {
  postgres = await openTestPostgres();
  server = await openTestServer(
    postgres.postgres.url,
    { WEB_DIST: inject('webDist'), UNFINISHED_PER_VISITOR: '1000', REQUESTS_PER_MINUTE: '100000' },
    { now: () => new Date(clock) },
  );
  url = await server.app.listen({ port: 0, host: '127.0.0.1' });
  await server.store.exercises.publish([secretiveExercise()]);
  await firstAdmin(server);
  interviewer = await enter('Grace');
  const { id } = await interview({
    items: [{ kind: 'exercise', slug: 'locked-counter' }],
    rubric: DEFAULT_RUBRIC,
  });
  const sat = async (name: string) => {
    const made = await invited(id, name);
    const candidate = await opened(made);
    await candidate.request({ method: 'POST', url: '/api/sitting/start' });
    return { candidate, sitting: made.sitting };
  };
  const ada = await sat('Ada');
  clock += 10 * MINUTE_MS;
  await submitted(ada.candidate, WRONG);
  await judgeNext(server, DEADLOCK);
  clock += 5 * MINUTE_MS;
  await submitted(ada.candidate, RIGHT);
  await acceptNext(server);
  // More than a page has, which nobody judges.
  const barbara = await sat('Barbara');
  for (let number = 1; number <= 50; number += 1) await submitted(barbara.candidate, `${RIGHT}# ${number}\n`);
  review = `/interviews/${id}/candidates/${ada.sitting}/review`;
  chromium = await openBrowser();
  grace = await contextOf(interviewer);
  edsger = await contextOf(await enter('Edsger'));
});
afterAll(async () => {
  await chromium?.close();
  await server?.close();
  await postgres?.close();
});
afterEach(async () => {
  for (const context of [grace, edsger]) for (const page of context.pages()) await page.close();
  expect(faults.splice(0)).toEqual([]);
});

const choose = (page: Page, name: string, at = 0) =>
  page.getByRole('radio', { name, exact: true }).nth(at).check({ force: true });
const others = (page: Page) => page.getByRole('region', { name: 'Other reviewers' });
const saved = (page: Page) =>
  page.getByRole('region', { name: 'Rubric' }).locator('.save-state', { hasText: 'Saved' }).waitFor();

it('two reviewers score at once: nothing is overwritten, and what the other thinks is told after the own decision', async () => {
  const [first, second] = await Promise.all([open(grace), open(edsger)]);
  await choose(first, 'before');
  await choose(second, 'no');
  await choose(first, 'Strong yes');
  await first.getByLabel('Summary').fill('Saw it before the judge.');
  await second.locator('[data-number="4"]').focus();
  await second.keyboard.press('n');
  await second.keyboard.type('Why this lock?');
  await second.keyboard.press('Control+Enter');
  await second.getByRole('region', { name: 'Notes on line 4' }).getByText('Why this lock?').waitFor();
  await Promise.all([saved(first), saved(second)]);

  await second.reload();
  await others(second).getByText('Decided: Grace.').waitFor();
  expect(await second.locator('main').textContent()).not.toContain('Saw it before the judge.');
  expect(await second.getByRole('radio', { name: 'no', exact: true }).first().isChecked()).toBe(true);
  await choose(second, 'No');
  await others(second).getByText('Saw it before the judge.').waitFor();
  await others(second).getByText('Strong yes').waitFor();

  await first.reload();
  await others(first).getByRole('article', { name: 'Edsger' }).waitFor();
  expect(await first.getByRole('radio', { name: 'before', exact: true }).isChecked()).toBe(true);
  // Everybody reads a note, its author alone can change it.
  await first.getByRole('button', { name: /line 4$/ }).click();
  await eventually(() => first.evaluate(() => document.activeElement?.getAttribute('data-number'))).toBe('4');
  const notes = first.getByRole('region', { name: 'Notes', exact: true });
  await notes.getByText('Why this lock?').waitFor();
  expect(await notes.getByRole('button', { name: /^Delete the note/ }).count()).toBe(0);

  await first.goto(review.replace(/review$/, 'report'));
  await first.getByRole('row', { name: /^Sees the hazard 3 no before 50 %/ }).waitFor();
  await first.getByRole('heading', { name: /^Code of attempt 2/ }).waitFor();
});

it('two tabs of one reviewer do not overwrite one another: both are shown, and one is chosen', async () => {
  const [one, two] = [await open(grace), await open(grace)];
  await Promise.all([saved(one), saved(two)]);
  await choose(one, 'wrong');
  await eventually(() => savedScores()).toMatchObject({ 'chooses-the-protection': 1 });
  await choose(two, 'too big');
  const choice = two.locator('.conflict');
  await choice.waitFor();
  expect(await choice.getByRole('region', { name: /^There/ }).textContent()).toContain('wrong');
  await choose(two, 'with help');
  await choice.getByRole('button', { name: 'Keep this one' }).click();
  await eventually(() => savedScores()).toMatchObject({ 'chooses-the-protection': 2, 'reads-the-schedule': 1 });
  await choice.waitFor({ state: 'detached' });
});

async function savedScores(): Promise<unknown> {
  const [, , , , sitting] = review.split('/');
  const answer = await interviewer.request({ url: `/api/sittings/${sitting}/assessments` });
  return answer.json().own.scores;
}

it('what could not be saved survives a reload, and is saved when the server is there again', async () => {
  const page = await open(grace);
  await saved(page);
  await page.route('**/api/sittings/*/{assessment,notes}', (route) =>
    route.request().method() === 'GET' ? route.fallback() : route.abort(),
  );
  await page.getByLabel('Summary').fill('Calm under pressure.');
  await page.getByRole('textbox', { name: 'Write a note', exact: true }).fill('Ask about pools.');
  await page.getByText('Not saved, trying again.').first().waitFor();
  await page.reload();
  await page.getByText('Not saved, trying again.').first().waitFor();
  expect(await page.getByLabel('Summary').inputValue()).toBe('Calm under pressure.');
  expect(await page.getByRole('textbox', { name: 'Write a note', exact: true }).inputValue()).toBe('Ask about pools.');
  await page.unroute('**/api/sittings/*/{assessment,notes}');
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await saved(page);
  await page.getByRole('button', { name: 'Add the note' }).click();
  await page.getByRole('article', { name: 'Ask about pools.' }).waitFor();
  await page.reload();
  await page.getByText('Calm under pressure.').waitFor();
});

it('the table: filters in the address, pages, two attempts compared, the same rows as CSV', async () => {
  const page = await open(grace, '/review');
  const rows = page.locator('.review-row');
  await page.getByText('50 of 52 submissions').waitFor();
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByText('52 of 52 submissions').waitFor();
  await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'Locked counter, attempt 2 of Ada',
  );
  // The one before it in the table is the one after it in time.
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  const pane = page.getByRole('region', { name: 'Comparison' }).first();
  await pane.getByText('9,023').waitFor();
  await pane.locator('.diff-code.diff-removed', { hasText: 'if True' }).waitFor();
  await pane.locator('.diff-code.diff-added', { hasText: 'with lock' }).waitFor();
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(2);
  await page.keyboard.press('Escape');
  await pane.waitFor({ state: 'detached' });

  await page.keyboard.press('/');
  await page.keyboard.type('ada True');
  await page.getByText('1 of 1 submission', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Verdict', exact: true }).click();
  await page.getByRole('checkbox', { name: /Accepted/ }).check();
  await page.getByRole('heading', { name: 'Nothing passes these filters' }).waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByText('52 of 52 submissions').waitFor();
  await page.goto('/review?verdict=deadlock,accepted&candidate=ad');
  await eventually(() => rows.count()).toBe(2);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export CSV' }).click(),
  ]);
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines.slice(1).every((line) => line.includes('Ada'))).toBe(true);
});
