/** The pages for people with an account, in the states that axe looks at. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ago } from '../fake-accounts.ts';
import { accessibilityFaults, opened, type View } from './harness.ts';

/** A page for people with an account, as an admin sees it who is not the only one here. */
function asAdmin(name: string, path: string, act: (page: Page) => Promise<void>, shown: string): View {
  return {
    name,
    open: async (at) => {
      const { accounts } = at.server;
      accounts.enter('admin');
      accounts.add('tony@example.org', 'Tony Hoare', 'candidate', { disabledAt: ago(60_000), lastSeenAt: null });
      accounts.add('grace@example.org', 'Grace Hopper', 'interviewer', { resetAskedAt: ago(60_000) });
      accounts.note('invited', 'barbara@example.org, candidate');
      await opened(at.page, path, '.corner-button');
      await act(at.page);
      await at.page.locator(shown).first().waitFor();
    },
  };
}

async function invite(page: Page): Promise<void> {
  await page.getByLabel('E-mail address').fill('barbara@example.org');
  await page.getByRole('button', { name: 'Make an invitation' }).click();
}

export const ACCOUNT_VIEWS: readonly View[] = [
  {
    name: 'signing in, refused, with an identity provider',
    open: async (at) => {
      at.server.accounts.provider = 'Example University';
      await opened(at.page, '/sign-in?failed=provider-refused', '.sign-in-provider');
      await at.page.getByLabel('E-mail address').fill('ada@example.org');
      await at.page.getByLabel('Password', { exact: true }).fill('wrong');
      await at.page.keyboard.press('Enter');
      await at.page.locator('.field-fault').waitFor();
    },
  },
  {
    name: 'asking for a new password',
    open: async (at) => {
      await opened(at.page, '/sign-in', '.form');
      await at.page.getByRole('button', { name: 'Forgot your password?' }).click();
      await at.page.getByRole('form', { name: 'Ask for a new password' }).waitFor();
    },
  },
  {
    name: 'an invitation that is filled in wrong',
    open: async (at) => {
      const email = 'grace@example.org';
      const token = at.server.accounts.link({ kind: 'invitation', email, role: 'interviewer', expiresAt: ago(0) });
      await opened(at.page, `/welcome#${token}`, '.form');
      await at.page.getByLabel('Password', { exact: true }).fill('short');
      await at.page.keyboard.press('Enter');
      await at.page.locator('.field-fault').first().waitFor();
    },
  },
  { name: 'a link that does not work', open: (at) => opened(at.page, `/welcome#${'x'.repeat(43)}`, '.notice') },
  asAdmin('the menu of the account', '/', (page) => page.locator('.corner-button').click(), '.corner-menu'),
  asAdmin('the account', '/account', async () => undefined, '.session'),
  asAdmin(
    'the accounts, and the last admin',
    '/admin',
    async (page) => {
      await invite(page);
      await page.getByRole('button', { name: 'Done' }).click();
      await page.getByLabel('Role of ada@example.org').selectOption('candidate');
    },
    '.admin-said .ink-bad',
  ),
  asAdmin('a link that was made', '/admin', invite, '.once-text'),
  asAdmin(
    'the question before an account is closed',
    '/admin',
    async (page) => {
      await page.getByRole('button', { name: 'More for ada@example.org' }).click();
      await page.getByRole('menuitem', { name: 'Close the account' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Close the account' }).click();
    },
    '.ask-fault',
  ),
  asAdmin('the audit log', '/admin/audit', async () => undefined, '.audit-what'),
  {
    name: 'a page of admins, for somebody else',
    open: async (at) => {
      at.server.accounts.enter('candidate');
      await opened(at.page, '/admin', '.notice');
    },
  },
  {
    name: 'a page on which one was signed out, and the dialog to sign in again',
    open: async (at) => {
      await asAdmin('', '/admin', async () => undefined, '.invite').open(at);
      at.server.accounts.endElsewhere();
      await invite(at.page);
      await at.page.locator('.out-strip').waitFor();
      expect(await accessibilityFaults(at.page)).toEqual([]);
      await at.page.locator('.out-strip button').click();
      await at.page.getByRole('dialog').waitFor();
    },
  },
];
