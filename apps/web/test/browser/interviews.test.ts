/** Interviewers: an interview from the first setting to the work of a candidate. */
import { DEFAULT_RUBRIC } from '@lockstep/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RACY } from '../exercises.ts';
import { exercise, question, SETTINGS } from '../interview-settings.ts';
import { type Bench, eventually, setUpBench, type Visit, visit } from './harness.ts';

const MINUTE_MS = 60_000;
const NOW = Date.parse('2026-05-04T10:00:00.000Z');

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
  at.server.interviews.now = () => NOW + ms;
  await at.page.clock.setFixedTime(NOW + ms);
}

const button = (name: string) => at.page.getByRole('button', { name, exact: true });
const dialog = () => at.page.getByRole('dialog');
const heading = (name: string) => at.page.getByRole('heading', { name, exact: true });
const chosen = () => at.page.getByRole('region', { name: 'In this interview' });
const bank = () => at.page.getByRole('region', { name: 'Bank' });
const parts = () => chosen().locator('.picker-title').allTextContents();
const row = (name: string) => at.page.getByRole('row', { name: new RegExp(name) });

describe('the list', () => {
  it('says who may see it, begins empty, and goes on with older ones', async () => {
    const { interviews } = at.server;
    interviews.role = 'nobody';
    await at.page.goto('/interviews');
    expect(await at.page.getByRole('link', { name: 'Sign in' }).last().getAttribute('href')).toBe(
      '/sign-in?from=%2Finterviews',
    );
    interviews.role = 'candidate';
    await at.page.reload();
    await heading('Only interviewers can see this page').waitFor();
    interviews.role = 'interviewer';
    await at.page.reload();
    await heading('No interview yet').waitFor();
    for (let number = 1; number <= 21; number += 1) interviews.add({ title: `Round ${number}` }, -number);
    const newest = interviews.interviews[0]?.id ?? interviews.add();
    interviews.begin(interviews.invite(newest, 'Ada'));
    interviews.invite(newest, 'Grace');
    await at.page.reload();
    await row('Round 21.*1 running.*1 waiting').waitFor();
    expect(await at.page.locator('[data-interview]').count()).toBe(20);
    await button('Older').click();
    await row('Round 1 ').waitFor();
    expect(await button('Older').count()).toBe(0);
  });
});

describe('the form', () => {
  it('makes an interview: parts from the bank in their order, and what is wrong beside the fields', async () => {
    await at.page.goto('/interviews/new');
    await button('Make the interview').click();
    await at.page.getByText('Write a title, at most 100 characters.').waitFor();
    await eventually(() => at.page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('title');
    await at.page.getByLabel('Title').fill('Backend');
    await at.page.getByLabel('Filter the bank').fill('counter');
    await bank()
      .getByRole('button', { name: /^Locked counter/ })
      .click();
    await at.page.getByLabel('Filter the bank').fill('');
    await bank()
      .getByRole('button', { name: /^Queue or Pipe/ })
      .click();
    await bank()
      .getByRole('button', { name: /^Bank transfer/ })
      .click();
    await bank()
      .getByRole('button', { name: /^Type codes/ })
      .click();
    await chosen().getByText('12 min more than the time limit').waitFor();
    await button('Take out: Type codes').click();
    await chosen().getByText('within the 60 min').waitFor();
    await button('Move up: Bank transfer').click();
    expect(await parts()).toEqual(['Locked counter', 'Bank transfer', 'Queue or Pipe']);
    // The focus went along, so the keys go on moving the same part.
    await at.page.keyboard.press('Alt+ArrowUp');
    await eventually(parts).toEqual(['Bank transfer', 'Locked counter', 'Queue or Pipe']);
    await at.page.getByText('Bank transfer: now 1 of 3').waitFor({ state: 'attached' });

    await at.page.getByLabel('Not before').fill('2026-05-05T09:00');
    await at.page.getByLabel('Not after').fill('2026-05-05T08:00');
    await at.page.getByLabel('Submissions of each exercise').fill('3');
    await at.page.getByRole('radio', { name: /Verdicts only/ }).check();
    await at.page.getByRole('checkbox', { name: 'Interviewers may write along' }).check();
    await at.page.getByRole('textbox', { name: 'Instructions' }).fill('Take **your** time.');
    await at.page.getByRole('tab', { name: 'Preview' }).click();
    await at.page.locator('.markdown-preview strong').getByText('your').waitFor();
    await button('Begin with the ready-made one').click();
    await button('Make the interview').click();
    await at.page.getByText('It must close after it opens.').waitFor();
    await at.page.getByLabel('Not after').fill('2026-05-05T18:00');
    await button('Make the interview').click();
    await heading('Backend').waitFor();
    await at.page.getByText('interviewers may write along').waitFor();
    const moments = await at.page.evaluate(() =>
      ['2026-05-05T09:00', '2026-05-05T18:00'].map((text) => new Date(text).toISOString()),
    );
    expect(at.server.interviews.interviews[0]?.settings).toEqual({
      title: 'Backend',
      items: [exercise('bank-transfer'), exercise('locked-counter'), question('queue-or-pipe')],
      minutes: 60,
      opensAt: moments[0],
      closesAt: moments[1],
      submissions: 3,
      feedback: 'verdicts',
      writeAlong: true,
      instructions: 'Take **your** time.',
      rubric: DEFAULT_RUBRIC,
    });
  });

  it('shows what the server refuses beside its field, and asks before changes are lost', async () => {
    const { interviews } = at.server;
    const id = interviews.add();
    await at.page.goto(`/interviews/${id}/edit`);
    await at.page.getByLabel('Time limit').fill('90');
    await at.page.getByRole('link', { name: 'Interviews', exact: true }).last().click();
    await dialog().getByText('What you changed here is lost then.').waitFor();
    await dialog().getByRole('button', { name: 'Stay here' }).click();
    expect(await at.page.getByLabel('Time limit').inputValue()).toBe('90');
    at.server.views.delete('bank-transfer');
    await button('Save the changes').click();
    await at.page.locator('.field-fault').getByText('There is no exercise "bank-transfer" in the bank.').waitFor();
    await button('Take out: Bank transfer').click();
    await button('Save the changes').click();
    await eventually(() => interviews.interviews[0]?.settings.minutes).toBe(90);
    await at.page.getByRole('link', { name: 'Change' }).click();
    await at.page.getByLabel('Time limit').fill('10');
    await button('Cancel').click();
    await dialog().getByRole('button', { name: 'Leave' }).click();
    await heading(SETTINGS.title).waitFor();
    expect(interviews.interviews[0]?.settings.minutes).toBe(90);
  });

  it('begins from a template, and becomes one', async () => {
    await at.page.goto('/interviews/new');
    await at.page.getByLabel('Title').fill('Kept as a template');
    await bank()
      .getByRole('button', { name: /^Locked counter/ })
      .click();
    await button('Save as template').click();
    await dialog().getByLabel('Name of the template').fill('Short one');
    await dialog().getByRole('button', { name: 'Save the template' }).click();
    await at.page.getByText('Saved as template “Short one”.').waitFor();
    await at.page.getByLabel('Title').fill('Something else');
    await at.page.getByLabel('Begin from a template').selectOption({ label: 'Short one' });
    await dialog().getByRole('button', { name: 'Replace it' }).click();
    await eventually(() => at.page.getByLabel('Title').inputValue()).toBe('Kept as a template');
  });
});

describe('an interview', () => {
  it('shows its candidates live, gives more time, ends, and is archived', async () => {
    const { interviews } = at.server;
    const id = interviews.add();
    await at.page.goto(`/interviews/${id}`);
    await button('Add a candidate').click();
    await dialog().getByLabel('Name of the candidate').fill('Ada Lovelace');
    await dialog().getByRole('button', { name: 'Make the link' }).click();
    await dialog().getByText('Copy it now').waitFor();
    const ada = () => {
      const [made] = interviews.sittings;
      if (made === undefined) throw new Error('no link was made');
      return made;
    };
    await eventually(() => dialog().getByLabel('Link', { exact: true }).inputValue()).toBe(
      `${at.url}/interview#${ada().token}`,
    );
    await dialog().getByRole('button', { name: 'Done' }).click();
    await row('Ada Lovelace Waiting').waitFor();
    const before = ada().token;
    await button('New link for Ada Lovelace').click();
    await dialog().getByRole('button', { name: 'Make a new link' }).click();
    await dialog().getByText('Copy it now').waitFor();
    expect(ada().token).not.toBe(before);
    expect(await dialog().getByLabel('Link', { exact: true }).inputValue()).toContain(ada().token);
    await dialog().getByRole('button', { name: 'Done' }).click();

    interviews.begin(ada(), 50 * MINUTE_MS);
    await at.page.reload();
    await row('Ada Lovelace Running .*10:00 of 60 min').waitFor();
    // From here on the page renews itself.
    ada().standings = {
      'exercise locked-counter': { tries: 2, verdict: 'race', right: null },
      'question queue-or-pipe': { tries: 1, verdict: null, right: true },
    };
    await row('Part 1, Locked counter: Race, 2 submissions').waitFor();
    await row('Part 2, Queue or Pipe: right, 1 answer').waitFor();
    await moveTo(60_000);
    await row('9:00 of 60 min').waitFor();
    await button('More time for Ada Lovelace').click();
    await dialog()
      .getByRole('button', { name: /^15 min/ })
      .click();
    await row('24:00 of 75 min').waitFor();
    await button('End the interview of Ada Lovelace').click();
    await dialog().getByRole('button', { name: 'End it' }).click();
    await row('Ada Lovelace Ended').waitFor();
    await button('Archive').click();
    await dialog().getByRole('button', { name: 'Archive', exact: true }).click();
    await heading('No interview yet').waitFor();
  });

  it('keeps drafts that came late apart from what counts, beside submissions with their code', async () => {
    const { interviews } = at.server;
    const id = interviews.add();
    const ada = interviews.begin(interviews.invite(id, 'Ada Lovelace'), 70 * MINUTE_MS);
    const submission = await at.server.past('locked-counter', RACY, 'race', MINUTE_MS);
    const summary = at.server.submissions.get(submission)?.summary;
    if (summary === undefined) throw new Error('nothing was submitted');
    const { slug } = summary;
    ada.work = {
      drafts: [{ slug, source: 'in_time = 1', savedAt: new Date(NOW - 11 * MINUTE_MS).toISOString() }],
      late: [{ slug, source: 'too_late = 1', receivedAt: new Date(NOW - 9 * MINUTE_MS - 30_000).toISOString() }],
      submissions: [summary],
    };
    await at.page.goto(`/interviews/${id}`);
    await at.page.getByRole('link', { name: 'See the work of Ada Lovelace' }).click();
    await heading('Work of Ada Lovelace').waitFor();
    const late = at.page.getByRole('region', { name: 'Came after the end' });
    await late.getByText('30 s after the end. It does not count.').waitFor();
    await late.getByText('too_late').waitFor();
    expect(await late.getByText('in_time').count()).toBe(0);
    await at.page.getByText('Submission 1').click();
    await at.page
      .getByRole('group', { name: 'Submitted code: Locked counter' })
      .getByText('counter.value')
      .first()
      .waitFor();
    const finding = at.page.getByRole('link', { name: 'Race RC Finding in count(2, 2)' });
    expect(await finding.getAttribute('href')).toBe(`/submissions/${submission}/findings/1`);
    expect(await at.page.getByRole('link', { name: 'Play count(2, 2)' }).getAttribute('href')).toBe(
      `/submissions/${submission}/play/0`,
    );
  });

  it('are erased by an admin, once the name is typed; templates that nobody needs are deleted', async () => {
    const { interviews, accounts } = at.server;
    accounts.enter('admin');
    const id = interviews.add();
    const ada = interviews.begin(interviews.invite(id, 'Ada Lovelace'), 70 * MINUTE_MS);
    interviews.begin(interviews.invite(id, 'Grace Hopper'), MINUTE_MS);
    interviews.judged.add(ada.id);
    await at.page.goto(`/interviews/${id}`);
    await button('Erase all data of Ada Lovelace').click();
    expect(await button('Erase all data of Grace Hopper').count()).toBe(0);
    await at.page.keyboard.type('Ada');
    await at.page.keyboard.press('Enter');
    await dialog().getByText('This is not Ada Lovelace.').waitFor();
    await at.page.keyboard.type(' Lovelace');
    await at.page.keyboard.press('Enter');
    await dialog().getByText('A submission of this candidate is being judged.').waitFor();
    interviews.judged.clear();
    await button('Erase all data').click();
    await at.page.getByText('All data of Ada Lovelace is erased.').waitFor();
    await row('A candidate whose data was erased Erased').waitFor();
    await eventually(() => at.page.evaluate(() => document.activeElement?.textContent)).toBe('Candidates');

    for (const name of ['First round', 'Second round']) {
      interviews.templates.push({ id: crypto.randomUUID(), name, settings: SETTINGS, createdAt: ada.createdAt });
    }
    await at.page.goto('/interviews/new');
    await button('Manage templates').click();
    await button('Delete the template First round').click();
    await button('Delete it').click();
    await dialog().getByText('The template “First round” is deleted.').waitFor();
    expect(interviews.templates.map(({ name }) => name)).toEqual(['Second round']);
    await button('Done').click();
    expect(await at.page.getByLabel('Begin from a template').locator('option').allTextContents()).toEqual([
      'No template',
      'Second round',
    ]);
  });
});
