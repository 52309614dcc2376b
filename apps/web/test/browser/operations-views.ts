/** The pages about the judging, API tokens and deleting an account's data, in the states that axe looks at. */
import type { Page } from 'playwright-core';
import { ago } from '../fake-accounts.ts';
import type { FakeServer } from '../fake-server.ts';
import { opened, type View } from './harness.ts';

const MINUTE_MS = 60_000;
const CAUSE = `Error: the sandbox of run 3 ended by itself: bwrap: Can't mount proc on /newroot/proc: Operation not permitted
    at Sandbox.run (packages/sandbox/src/sandbox.ts:118:13)
    at async judge (apps/grader/src/judge.ts:74:22)
    at async Job.handler (packages/store/src/judging-queue.ts:203:9)`;

/** Two graders, one of them silent, a queue, failures, and what the database holds. */
export function fill({ operations, list }: FakeServer): void {
  const [first, second] = list.items;
  if (first === undefined || second === undefined) throw new Error('the fake server has no two exercises');
  const at = ago(12_000);
  const running = operations.enqueue(first.slug, { state: 'running', attempt: 1, createdAt: at });
  operations.addGrader('judge-1.example.org', {
    load: 1.37,
    judging: [{ submission: running.submission, slug: first.slug, purpose: 'candidate', since: at }],
  });
  operations.addGrader('judge-2.example.org', { alive: false, load: 0.08, seenAt: ago(9 * MINUTE_MS) });
  operations.enqueue(second.slug, { mode: 'samples', createdAt: ago(8_000) });
  operations.enqueue(first.slug, { mode: 'own', attempt: 2, createdAt: ago(1_000) });
  operations.enqueue(first.slug, { purpose: 'mutant', createdAt: ago(500) });
  operations.fail(second.slug, CAUSE, 3 * MINUTE_MS);
  operations.fail(first.slug, 'The report does not say why.', MINUTE_MS);
  operations.storage = {
    bytes: 48_300_000,
    tables: [
      { name: 'submission_event', rows: 181_204, bytes: 36_700_000 },
      { name: 'submission', rows: 12_345, bytes: 11_500_000 },
      { name: 'audit_entry', rows: 902, bytes: 100_000 },
    ],
  };
}

function asAdmin(name: string, path: string, act: (page: Page) => Promise<void>, shown: string): View {
  return {
    name,
    open: async (at) => {
      at.server.accounts.enter('admin');
      at.server.accounts.add('grace@example.org', 'Grace Hopper', 'interviewer');
      fill(at.server);
      await opened(at.page, path, '.corner-button');
      await act(at.page);
      await at.page.locator(shown).first().waitFor();
    },
  };
}

async function newToken(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New token' }).click();
  await page.getByRole('button', { name: 'Make the token' }).click();
}

export const OPERATIONS_VIEWS: readonly View[] = [
  asAdmin(
    'the judging, with a cause that is opened',
    '/admin/judging',
    (page) => page.locator('.failure-cause summary').first().click(),
    '.failure-cause pre',
  ),
  asAdmin('a new token that is filled in wrong', '/account', newToken, '.field-fault'),
  asAdmin(
    'a token that was made',
    '/account',
    async (page) => {
      await newToken(page);
      await page.getByRole('dialog').getByLabel('Name').fill('CI of the course');
      await page.keyboard.press('Enter');
    },
    '.once-text',
  ),
  asAdmin(
    'the question before all data of an account is deleted',
    '/admin/accounts',
    async (page) => {
      await page.getByRole('button', { name: 'More for grace@example.org' }).click();
      await page.getByRole('menuitem', { name: 'Delete all data' }).click();
      await page.keyboard.press('Enter');
    },
    '.field-fault',
  ),
];
