/** States of the pages of review with a server that does what it is told. Flows with the real one: scripts/test/review.test.ts. */
import { DEFAULT_RUBRIC } from '@lockstep/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { ME, OTHER } from '../fake-assessments.ts';
import { reviewScene, type Scene } from '../review-scene.ts';
import { type Bench, eventually, setUpBench, type Visit, visit } from './harness.ts';
import { decided } from './review-views.ts';

let bench: Bench;
let at: Visit;
let scene: Scene;
beforeAll(async () => {
  bench = await setUpBench();
});
afterAll(() => bench.stop());
beforeEach(async () => {
  at = await visit(bench);
  scene = reviewScene(at.server);
});
afterEach(() => at.stop());

const button = (name: string | RegExp) => at.page.getByRole('button', { name, exact: true });
const heading = (name: string) => at.page.getByRole('heading', { name, exact: true });
const region = (name: string) => at.page.getByRole('region', { name, exact: true });
const focused = () => at.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
const ofAda = (page: string) => `/interviews/${scene.interview}/candidates/${scene.ada.id}/${page}`;

it('the table says who may see it, and goes on when the server is there again', async () => {
  const { interviews } = at.server;
  interviews.role = 'nobody';
  await at.page.goto('/review?verdict=race');
  await heading('Sign in to see interviews').waitFor();
  expect(await at.page.getByRole('link', { name: 'Sign in' }).last().getAttribute('href')).toBe(
    '/sign-in?from=%2Freview%3Fverdict%3Drace',
  );
  interviews.role = 'candidate';
  await at.page.reload();
  await heading('Only interviewers can see this page').waitFor();
  interviews.role = 'interviewer';
  at.server.goDown();
  await at.page.reload();
  await heading('The server cannot be reached').waitFor();
  at.server.comeBack();
  await button('Try again').click();
  await at.page.getByText('2 of 2 submissions').waitFor();
  await at.page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Submissions', exact: true })
    .waitFor();
});

it('on a phone an attempt is a page of its own, from which one comes back to its row', async () => {
  await at.page.setViewportSize({ width: 390, height: 844 });
  await at.page.goto('/review');
  await at.page.locator('.review-row').first().waitFor();
  await at.page.keyboard.press('j');
  await at.page.keyboard.press('j');
  await eventually(focused).toBe('Locked counter, attempt 3 of Ada Lovelace');
  await at.page.keyboard.press('Enter');
  await region('Comparison').first().getByText('Attempt 2, 16:04 into the interview').waitFor();
  expect(await at.page.locator('.review-row').first().isVisible()).toBe(false);
  await button('All submissions').click();
  await eventually(focused).toBe('Locked counter, attempt 3 of Ada Lovelace');
  await at.page.goBack();
  await button('3→4: attempt 3 against attempt 4').click();
  await eventually(() => new URL(at.page.url()).searchParams.get('open')).toContain(scene.attempts[3] ?? '');
});

it('own notes are changed and deleted, in two tabs as well; times lead to the playback', async () => {
  const { assessments } = at.server.review;
  const own = assessments.note(scene.ada, 'Fast at typing.', { author: ME, own: true, atMs: 1_638_000 });
  await at.page.goto(ofAda('review'));
  await button('Change the note: Fast at typing.').click();
  await at.page.getByLabel('Text of the note').fill('Fast, and sure.');
  await eventually(() => assessments.notes.at(-1)).toMatchObject({ text: 'Fast, and sure.', version: 2 });
  // Written in another tab meanwhile.
  assessments.notes[assessments.notes.length - 1] = { ...own, text: 'Slow.', version: 3, changedAt: own.createdAt };
  await at.page.getByLabel('Text of the note').fill('Fast, and very sure.');
  await at.page.locator('.conflict').getByText('Slow.').waitFor();
  await button('Take the other one').click();
  await button('Done').click();
  await at.page.getByRole('article', { name: 'Slow.' }).waitFor();
  await button('Delete the note: Slow.').click();
  await at.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await eventually(() => assessments.notes.some(({ id }) => id === own.id)).toBe(false);

  await at.page.getByRole('textbox', { name: 'Write a note', exact: true }).fill('Asks first.');
  await at.page.getByLabel('at', { exact: true }).fill('3:61');
  await at.page.getByText('Write minutes and seconds, like 27:18.').waitFor();
  await at.page.getByLabel('at', { exact: true }).fill('3:06');
  await button('Add the note').click();
  await button('Go to 3:06').click();
  await eventually(() => at.page.url()).toContain('/live?at=186000');
});

it('an outcome that somebody recorded meanwhile is shown, and is not overwritten unseen', async () => {
  const { assessments } = at.server.review;
  await at.page.goto(ofAda('review'));
  await at.page.getByRole('radio', { name: 'Decline' }).check({ force: true });
  await at.page.getByLabel('Reason').fill('No schedule was read.');
  const theirs = { decision: 'advance', reason: '', by: OTHER, at: new Date().toISOString(), version: 1 } as const;
  assessments.outcomes.set(scene.ada.id, [theirs]);
  await button('Record the outcome').click();
  await at.page.getByText('Edsger Dijkstra recorded “Advance” meanwhile.').waitFor();
  await button('Record the outcome').click();
  await at.page.getByText('1 earlier outcome').waitFor();
  expect(assessments.outcomes.get(scene.ada.id)?.map(({ decision }) => decision)).toEqual(['decline', 'advance']);
});

it('a rubric is changed later: what was scored stays, and two who change it at once see one another', async () => {
  const { assessments } = at.server.review;
  decided(at, scene);
  await at.page.goto(`/interviews/${scene.interview}`);
  await button('Change the rubric').click();
  await button('Take out: Sees the hazard').click();
  await button('Save the rubric').click();
  await at.page.getByText('“Sees the hazard” has scores.').waitFor();
  await button('Cancel').click();
  await button('Change the rubric').click();
  await button('Move down: Sees the hazard').click();
  await at.page.keyboard.press('Alt+ArrowDown');
  await button('Add a criterion').click();
  await eventually(() => at.page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('title');
  await at.page.keyboard.type('Asks first');
  await button('Save the rubric').click();
  await at.page.getByText('A criterion has at least two levels.').waitFor();
  await at.page.getByLabel('Level 1 of Asks first').fill('no');
  await at.page.getByLabel('Level 2 of Asks first').fill('yes');
  const { rubric } = assessments.rubricOf(scene.ada.interview);
  at.server.review.assessments.changeRubric(scene.ada.interview, rubric.slice(0, 3));
  await button('Save the rubric').click();
  await button('Put mine in its place').click();
  await at.page.locator('.rubric-list').waitFor();
  const [first, second, third, ...rest] = DEFAULT_RUBRIC.map(({ id }) => id);
  expect(assessments.rubricOf(scene.ada.interview).rubric.map(({ id }) => id)).toEqual([
    ...[second, third, first, ...rest],
    'asks-first',
  ]);
});

it('a report is printed black on white, in the dark theme as well, without what cannot be pressed on paper', async () => {
  decided(at, scene);
  await at.page.emulateMedia({ colorScheme: 'dark' });
  await at.page.goto(ofAda('report'));
  await at.page.locator('.report-item').first().waitFor();
  expect(await at.page.getByRole('link', { name: 'JSON' }).getAttribute('href')).toBe(
    `/api/sittings/${scene.ada.id}/report`,
  );
  await at.page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', '');
  });
  await button('Print or save as PDF').click();
  expect(await at.page.locator('body[data-printed]').count()).toBe(1);
  await at.page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  const look = await at.page.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(document.body);
    const shown = (selector: string) => [...document.querySelectorAll(selector)].some((one) => one.checkVisibility());
    return {
      backgroundColor,
      color,
      code: getComputedStyle(document.querySelector('.report .code') ?? document.body).backgroundColor,
      pressed: shown('.bar, .report-acts, .report-link'),
    };
  });
  expect(look).toEqual({
    backgroundColor: 'rgb(255, 255, 255)',
    color: 'rgb(0, 0, 0)',
    code: 'rgb(255, 255, 255)',
    pressed: false,
  });
});
