/** States of the pages of interviews that are looked at for accessibility. */
import { RACY } from '../exercises.ts';
import type { FakeInterviews } from '../fake-interviews.ts';
import { SETTINGS } from '../interview-settings.ts';
import { opened, type View, type Visit } from './harness.ts';

const MINUTE_MS = 60_000;

/** An interview with a candidate in each state; returns its address. */
async function followed({ server }: Visit) {
  const { interviews } = server;
  interviews.role = 'interviewer';
  const id = interviews.add();
  interviews.invite(id, 'Grace Hopper');
  interviews.invite(id, 'Barbara Liskov').withdrawn = true;
  interviews.invite(id, 'Erased').erased = true;
  const ada = interviews.begin(interviews.invite(id, 'Ada Lovelace'), 57 * MINUTE_MS);
  ada.standings = {
    'exercise locked-counter': { tries: 12, verdict: 'race', right: null },
    'question queue-or-pipe': { tries: 1, verdict: null, right: true },
  };
  const late = interviews.begin(interviews.invite(id, 'Frances Allen'), 70 * MINUTE_MS);
  const submission = await server.past('locked-counter', RACY, 'race', 20 * MINUTE_MS);
  const { summary } = server.submissions.get(submission) ?? {};
  if (summary === undefined) throw new Error('nothing was submitted');
  const { slug } = summary;
  const moment = new Date(interviews.now() - 5 * MINUTE_MS).toISOString();
  late.work = {
    drafts: [{ slug, source: RACY, savedAt: moment }],
    late: [{ slug, source: RACY, receivedAt: moment }],
    submissions: [summary],
  };
  return { address: `/interviews/${id}`, late };
}

/** A candidate in a browser that has opened the link, whose clock goes since `agoMs`; null: not yet. */
async function sat(
  { server, context }: Visit,
  agoMs: number | null,
  change: Parameters<FakeInterviews['add']>[0] = {},
) {
  const { interviews } = server;
  const sitting = interviews.invite(interviews.add(change), 'Ada Lovelace');
  if (agoMs !== null) interviews.begin(sitting, agoMs);
  interviews.sits = sitting.id;
  await context.addInitScript((id) => localStorage.setItem('lockstep:sitting', id), sitting.id);
}

export const INTERVIEW_VIEWS: readonly View[] = [
  {
    name: 'an interview with its candidates',
    open: async (at) => opened(at.page, (await followed(at)).address, 'tbody tr'),
  },
  {
    name: 'more time for a candidate',
    open: async (at) => {
      await opened(at.page, (await followed(at)).address, 'tbody tr');
      await at.page.getByRole('button', { name: 'More time for Ada Lovelace' }).click();
      await at.page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'the question before all data of a candidate is erased',
    open: async (at) => {
      at.server.accounts.enter('admin');
      const { address } = await followed(at);
      await opened(at.page, address, 'tbody tr');
      await at.page.getByRole('button', { name: 'Erase all data of Frances Allen' }).click();
      await at.page.keyboard.press('Enter');
      await at.page.locator('.field-fault').waitFor();
    },
  },
  {
    name: 'templates to be deleted',
    open: async (at) => {
      const { interviews } = at.server;
      interviews.role = 'interviewer';
      const createdAt = new Date(interviews.now()).toISOString();
      interviews.templates.push({ id: crypto.randomUUID(), name: 'First round', settings: SETTINGS, createdAt });
      await opened(at.page, '/interviews/new', '.template-choice .button');
      await at.page.getByRole('button', { name: 'Manage templates' }).click();
      await at.page.locator('.templates-list').waitFor();
    },
  },
  {
    name: 'the work of a candidate',
    open: async (at) => {
      const { address, late } = await followed(at);
      await opened(at.page, `${address}/candidates/${late.id}`, '.work-late');
      await at.page.getByText('Submission 1').click();
      await at.page.locator('.work-opened .code').waitFor();
    },
  },
  {
    name: 'the form of an interview with faults',
    open: async (at) => {
      at.server.interviews.role = 'interviewer';
      await opened(at.page, '/interviews/new', '.picker-entry');
      await at.page.locator('.picker-entry').nth(1).click();
      await at.page.getByRole('button', { name: 'Make the interview' }).click();
      await at.page.locator('.field-fault').waitFor();
    },
  },
  {
    name: 'a candidate before the start',
    open: async (at) => {
      await sat(at, null, { opensAt: new Date(at.server.interviews.now() + 90 * MINUTE_MS).toISOString() });
      await opened(at.page, '/interview', '.sitting-rules');
    },
  },
  {
    name: 'a candidate at work',
    open: async (at) => {
      await sat(at, 57 * MINUTE_MS);
      await opened(at.page, '/interview', '.sitting-item');
    },
  },
  {
    name: 'an answer that is kept, in an interview',
    open: async (at) => {
      await sat(at, 10 * MINUTE_MS, { feedback: 'verdicts' });
      at.server.answer('queue-or-pipe', { kind: 'chosen', choices: [1] });
      await opened(at.page, '/questions/queue-or-pipe', '.solution-kept');
      await at.page.locator('.strip-ways').waitFor();
    },
  },
];
