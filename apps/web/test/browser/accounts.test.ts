import type { Role } from '@lockstep/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ago, PASSWORD } from '../fake-accounts.ts';
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

const field = (label: string) => at.page.getByLabel(label, { exact: true });
const button = (name: string | RegExp) => at.page.getByRole('button', { name });
const menu = () => button(/account of/);
const path = () => {
  const { pathname, search, hash } = new URL(at.page.url());
  return pathname + search + hash;
};

async function signIn(email: string, password: string): Promise<void> {
  await field('E-mail address').fill(email);
  await field('Password').fill(password);
  await at.page.keyboard.press('Enter');
}

function linkFor(kind: 'first-admin' | 'invitation' | 'reset', email: string | null, role: Role): string {
  return `/welcome#${at.server.accounts.link({ kind, email, role, expiresAt: ago(-3_600_000) })}`;
}

describe('signing in', () => {
  it('says what is wrong, keeps what was typed, and leads back to where one came from', async () => {
    at.server.accounts.add('ada@example.org', 'Ada Lovelace', 'candidate');
    await at.page.goto('/path');
    await at.page.getByRole('link', { name: 'Sign in' }).click();
    await at.page.waitForURL('**/sign-in?from=*');
    await button('Sign in').click();
    await at.page.getByText('Write an e-mail address, like ada@example.org.').waitFor();
    expect(await field('E-mail address').evaluate((input) => input === document.activeElement)).toBe(true);
    await signIn('ADA@example.org', 'not the password');
    await at.page.getByText('The e-mail address or the password is not right.').waitFor();
    expect(await field('E-mail address').inputValue()).toBe('ADA@example.org');
    const described = await field('Password').evaluate((input) =>
      (input.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent),
    );
    expect(described).toEqual(['Check it, and the address above.']);
    await signIn('ada@example.org', PASSWORD);
    await at.page.waitForURL('**/path');
    await menu().waitFor();
  });

  it('counts down until the next try is allowed', async () => {
    at.server.accounts.add('ada@example.org', 'Ada Lovelace', 'candidate');
    at.server.accounts.lockedSeconds = 30;
    await at.page.clock.install();
    await at.page.goto('/sign-in');
    await signIn('ada@example.org', 'guess');
    const sentence = at.page.getByRole('alert');
    await sentence.getByText('Try again in 30 s.').first().waitFor();
    await at.page.clock.runFor(12_000);
    await sentence.getByText('Try again in 18 s.').waitFor();
    expect(await button('Sign in').getAttribute('aria-disabled')).toBe('true');
    at.server.accounts.lockedSeconds = 0;
    await at.page.clock.runFor(18_000);
    await sentence.getByText('You can try again now.').waitFor();
    await signIn('ada@example.org', PASSWORD);
    await at.page.waitForURL(`${at.url}/`);
  });

  it('says the same whoever asks for a new password, and goes to no other site', async () => {
    await at.page.goto(`/sign-in?from=${encodeURIComponent('//evil.example/')}`);
    await button('Forgot your password?').click();
    await field('E-mail address').fill('nobody@example.org');
    await at.page.keyboard.press('Enter');
    await at.page.getByText('If there is an account with this address, an admin can make you a link now.').waitFor();
    expect(at.server.accounts.resetsAsked).toEqual(['nobody@example.org']);
    await button('Back to signing in').click();
    at.server.accounts.add('ada@example.org', 'Ada Lovelace', 'candidate');
    await signIn('ada@example.org', PASSWORD);
    await at.page.waitForURL(`${at.url}/`);
  });

  it('offers the identity provider, and says why it sent somebody back', async () => {
    at.server.accounts.provider = 'Example University';
    await at.page.goto('/sign-in?failed=account-closed');
    const link = at.page.getByRole('link', { name: 'Sign in with Example University' });
    expect(await link.getAttribute('href')).toBe('/api/session/provider');
    await at.page.getByText('This account is closed.').waitFor();
  });
});

describe('a link', () => {
  it('for the first admin makes the account, and is out of the address at once', async () => {
    await at.page.goto(linkFor('first-admin', null, 'admin'));
    await field('Name').waitFor();
    expect(path()).toBe('/welcome');
    await field('E-mail address').fill('root@example.org');
    await field('Name').fill('Root');
    await field('Password').fill('too short');
    await button('Make the account').click();
    await at.page.getByText('Write 12 to 200 characters; a few words are good.').waitFor();
    await field('Password').fill(PASSWORD);
    await button('Make the account').click();
    await at.page.waitForURL('**/admin/accounts');
    await at.page.getByRole('rowheader', { name: /Root \(you\)/ }).waitFor();
  });

  it('for somebody who is invited shows the address and asks for a name', async () => {
    const link = linkFor('invitation', 'grace@example.org', 'candidate');
    await at.page.goto(link);
    expect(await field('E-mail address').inputValue()).toBe('grace@example.org');
    await field('Name').fill('Grace Hopper');
    await field('Password').fill(PASSWORD);
    await button('Make the account').click();
    await at.page.waitForURL(`${at.url}/`);
    await menu().waitFor();
    expect(at.server.accounts.rows.map(({ email, name, role }) => [email, name, role])).toEqual([
      ['grace@example.org', 'Grace Hopper', 'candidate'],
    ]);
    // Used once; and the second one that is opened in the same tab is looked at, too.
    await at.page.goto(link);
    await at.page.getByRole('heading', { name: 'This link does not work' }).waitFor();
    await at.page.evaluate((next) => window.location.assign(next), linkFor('reset', 'grace@example.org', 'candidate'));
    await at.page.getByRole('heading', { name: 'Set a new password' }).waitFor();
    await eventually(path).toBe('/welcome');
  });

  it('for a new password sets it and signs in', async () => {
    const { id } = at.server.accounts.add('ada@example.org', 'Ada Lovelace', 'candidate');
    await at.page.goto(linkFor('reset', 'ada@example.org', 'candidate'));
    await field('New password').fill('quite another password');
    await button('Set the password').click();
    await menu().waitFor();
    expect(at.server.accounts.passwords.get(id)).toBe('quite another password');
    await at.page.goto('/welcome');
    await at.page.getByRole('heading', { name: 'The link is not complete' }).waitFor();
  });
});

describe('the menu', () => {
  it('can be used with the keyboard; signing out fetches everything anew and keeps what was typed', async () => {
    at.server.accounts.enter('admin');
    await at.page.goto(EXERCISE);
    await writeCode(at.page, 'x = 1\n');
    await menu().press('Enter');
    await at.page.getByRole('dialog', { name: 'Account' }).waitFor();
    await at.page.keyboard.press('ArrowDown');
    await eventually(() => at.page.locator(':focus').textContent()).toBe('Interviews');
    await at.page.keyboard.press('Escape');
    await eventually(() => menu().evaluate((element) => element === document.activeElement)).toBe(true);
    await menu().click();
    const before = at.server.log.length;
    await button('Sign out').click();
    await at.page.getByRole('link', { name: 'Sign in' }).waitFor();
    expect(path()).toBe('/');
    await eventually(() => at.server.log.slice(before)).toContain('GET /api/exercises 200');
    await at.page.goto(EXERCISE);
    await editorOf(at.page).waitFor();
    expect(await editorText(at.page)).toContain('x = 1');
  });
});

describe('the account', () => {
  it('lists the browsers, ends their sessions, and changes name and password', async () => {
    at.server.accounts.enter('candidate');
    await at.page.goto('/account');
    const browsers = () => at.page.locator('.session p:first-child').allTextContents();
    await eventually(browsers).toEqual(['Chrome on Linuxthis one', 'Safari on iPhone', 'Firefox on Windows']);
    await button(/^End Safari on iPhone/).click();
    await eventually(browsers).toEqual(['Chrome on Linuxthis one', 'Firefox on Windows']);
    await at.page.getByText('Safari on iPhone is signed out.').waitFor();
    await field('Name').fill('Ada King');
    await button('Save the name').click();
    await button('AK, account of Ada King').waitFor();
    await field('Current password').fill('wrong');
    await field('New password').fill('quite another password');
    await button('Change the password').click();
    await at.page.getByText('This is not your password.').waitFor();
    await field('Current password').fill(PASSWORD);
    await button('Change the password').click();
    await at.page.getByText('Changed; other browsers are signed out').waitFor();
    await eventually(browsers).toEqual(['Chrome on Linuxthis one']);
    expect(await field('New password').inputValue()).toBe('');
  });

  it('wants one to sign in, and is shown after that', async () => {
    at.server.accounts.add('ada@example.org', 'Ada Lovelace', 'candidate');
    await at.page.goto('/account');
    await at.page.waitForURL('**/sign-in?from=*');
    await signIn('ada@example.org', PASSWORD);
    await at.page.waitForURL('**/account');
    await at.page.getByRole('heading', { name: 'Where you are signed in' }).waitFor();
  });

  it('that is signed out elsewhere can be signed in to again, with nothing lost', async () => {
    at.server.accounts.enter('admin');
    await at.page.goto('/admin/accounts');
    await field('E-mail address').fill('grace@example.org');
    // It is said at once, before anything is asked of the server.
    await eventually(() => at.server.endSession()).toBe(true);
    await at.page.getByText('You were signed out. What you typed is kept in this browser.').waitFor();
    await at.page.locator('.out-strip').getByRole('button', { name: 'Sign in' }).click();
    await at.page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(PASSWORD);
    await at.page.keyboard.press('Enter');
    await at.page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await field('E-mail address').inputValue()).toBe('grace@example.org');
    expect(await at.page.locator('.out-strip').count()).toBe(0);
    await button('Make an invitation').click();
    await at.page.getByRole('dialog', { name: 'Invitation for grace@example.org' }).waitFor();
  });
});

describe('an admin', () => {
  const fromMenu = async (email: string, item: string): Promise<void> => {
    await button(`More for ${email}`).click();
    await at.page.getByRole('menuitem', { name: item }).click();
  };
  const made = () => at.page.getByRole('dialog').getByLabel('Link', { exact: true }).inputValue();

  it('invites somebody, copies the link, and withdraws the invitation', async () => {
    await at.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    at.server.accounts.enter('admin');
    await at.page.goto('/');
    await menu().click();
    await at.page.getByRole('link', { name: 'Admin' }).click();
    await field('E-mail address').fill('grace@example.org');
    await field('Role').selectOption('interviewer');
    await button('Make an invitation').click();
    await at.page.getByText('This link is shown this once.').waitFor();
    const link = await made();
    expect(link).toMatch(/\/welcome#[\w-]{43}$/);
    await button('Copy the link').click();
    await at.page.getByText('Copied').waitFor();
    expect(await at.page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    await button('Done').click();
    await button('Withdraw the invitation for grace@example.org').click();
    await at.page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await at.page.getByText('No invitation is waiting to be used.').waitFor();
    expect(at.server.accounts.links.size).toBe(0);
  });

  it('changes roles, makes reset links, closes accounts, and stays while being the last one', async () => {
    at.server.accounts.enter('admin');
    at.server.accounts.add('grace@example.org', 'Grace Hopper', 'candidate', { resetAskedAt: ago(60_000) });
    await at.page.goto('/admin/accounts');
    await at.page.getByText('Asked for a new password').waitFor();
    await field('Role of ada@example.org').selectOption('candidate');
    await at.page.getByText('This is the last admin. Make somebody else an admin first.').waitFor();
    await eventually(() => field('Role of ada@example.org').inputValue()).toBe('admin');
    await button('Reset link for grace@example.org').click();
    expect(await made()).toMatch(/\/welcome#[\w-]{43}$/);
    await button('Done').click();
    await fromMenu('grace@example.org', 'Close the account');
    await at.page.getByRole('dialog').getByRole('button', { name: 'Close the account' }).click();
    await at.page.getByText('grace@example.org is closed, and signed out everywhere.').waitFor();
    await fromMenu('grace@example.org', 'Open the account again');
    await at.page.getByRole('dialog').getByRole('button', { name: 'Open the account' }).click();
    await at.page.getByText('grace@example.org is open again.').waitFor();
    await field('Role of grace@example.org').selectOption('admin');
    await at.page.getByText('grace@example.org is now an admin.').waitFor();
    // Who takes the role from themselves is shown out.
    await field('Role of ada@example.org').selectOption('candidate');
    await at.page.getByRole('heading', { name: 'Only admins can see this page' }).waitFor();
  });

  it('reads the log page by page', async () => {
    at.server.accounts.enter('admin');
    for (let n = 0; n < 60; n++) at.server.accounts.note(n === 0 ? 'account-made' : 'signed-in', `person ${n}`, n);
    await at.page.goto('/admin/audit');
    const rows = at.page.locator('tbody tr');
    await eventually(() => rows.count()).toBe(50);
    await button('Older').click();
    await eventually(() => rows.count()).toBe(60);
    expect(await rows.last().textContent()).toContain('Account made');
    expect(await button('Older').count()).toBe(0);
  });
});
