/** What admins do with accounts: inviting, roles, closing. */
import { AccountPage, AuditPage, InvitationList, MadeLink, Problem, SignInState } from '@lockstep/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { firstAdmin, signedInAs, tokenOf } from './accounts.ts';
import { Browser, openTestPostgres, openTestServer, PASSWORD, type TestServer } from './support.ts';

const DAY_MS = 24 * 3_600_000;

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let server: TestServer;
let browser: Browser;
let clock = 0;

beforeAll(async () => {
  postgres = await openTestPostgres();
});
afterAll(() => postgres.close());
beforeEach(async () => {
  clock = Date.now();
  server = await openTestServer(postgres.postgres.url, {}, { now: () => new Date(clock) });
  browser = new Browser(server.app);
});
afterEach(() => server.close());

async function accountOf(one: Browser) {
  return SignInState.parse((await one.request({ url: '/api/session' })).json()).account;
}

async function actions(admin: Browser): Promise<string[]> {
  const page = AuditPage.parse((await admin.request({ url: '/api/admin/audit' })).json());
  return page.items.map(({ action, subject }) => `${action} ${subject}`).reverse();
}

async function invite(admin: Browser, email: string, role: string): Promise<string> {
  const made = await admin.request({ method: 'POST', url: '/api/admin/invitations', payload: { email, role } });
  expect(made.statusCode).toBe(201);
  return MadeLink.parse(made.json()).link;
}

describe('an invitation', () => {
  it('makes an account with its role, once, for a week', async () => {
    const admin = await firstAdmin(server);
    const link = await invite(admin, 'Ada@example.org', 'interviewer');
    // Nothing of the token is sent to a server by whoever opens the link.
    expect(link).toMatch(/^http:\/\/[^/]+\/welcome#[\w-]{43}$/);
    const listed = InvitationList.parse((await admin.request({ url: '/api/admin/invitations' })).json());
    expect(listed.items).toMatchObject([{ email: 'ada@example.org', role: 'interviewer' }]);
    expect(JSON.stringify(listed)).not.toContain(tokenOf(link));
    const used = await browser.use(tokenOf(link), { name: 'Ada', email: 'other@example.org' });
    expect(SignInState.parse(used.json()).account).toMatchObject({ email: 'ada@example.org', role: 'interviewer' });
    expect((await new Browser(server.app).use(tokenOf(link), { name: 'Eve' })).statusCode).toBe(404);
    const late = await invite(admin, 'bob@example.org', 'candidate');
    clock += 7 * DAY_MS;
    expect((await new Browser(server.app).use(tokenOf(late), { name: 'Bob' })).statusCode).toBe(404);
  });

  it('can be withdrawn, and a new one replaces it', async () => {
    const admin = await firstAdmin(server);
    const first = await invite(admin, 'ada@example.org', 'candidate');
    const second = await invite(admin, 'ada@example.org', 'admin');
    expect((await browser.use(tokenOf(first), { name: 'Ada' })).statusCode).toBe(404);
    const [{ id = '' } = {}] = InvitationList.parse(
      (await admin.request({ url: '/api/admin/invitations' })).json(),
    ).items;
    const withdraw = () => admin.request({ method: 'DELETE', url: `/api/admin/invitations/${id}` });
    expect((await withdraw()).statusCode).toBe(204);
    expect((await withdraw()).statusCode).toBe(404);
    expect((await browser.use(tokenOf(second), { name: 'Ada' })).statusCode).toBe(404);
  });

  it('is not made for somebody who has an account', async () => {
    const admin = await firstAdmin(server);
    const payload = { email: 'root@example.org', role: 'candidate' };
    expect((await admin.request({ method: 'POST', url: '/api/admin/invitations', payload })).statusCode).toBe(409);
  });

  it('wants a password that is long enough', async () => {
    const admin = await firstAdmin(server);
    const token = tokenOf(await invite(admin, 'ada@example.org', 'candidate'));
    const short = await browser.use(token, { name: 'Ada', password: 'short' });
    expect(Problem.parse(short.json()).errors?.[0]?.message).toContain('at least 12 characters');
    expect((await browser.use(token, { name: 'Ada' })).statusCode).toBe(200);
  });
});

describe('an admin', () => {
  const change = (admin: Browser, id: string, payload: Record<string, unknown>) =>
    admin.request({ method: 'PATCH', url: `/api/admin/accounts/${id}`, payload });

  it('changes roles at once, and closes accounts', async () => {
    const admin = await firstAdmin(server);
    const ada = await signedInAs(server, 'candidate', 'ada@example.org');
    const id = (await accountOf(ada))?.id ?? '';
    expect((await change(admin, id, { role: 'admin' })).statusCode).toBe(200);
    expect((await ada.request({ url: '/api/admin/audit' })).statusCode).toBe(200);
    expect((await change(admin, id, { disabled: true })).statusCode).toBe(200);
    expect((await ada.request({ url: '/api/admin/audit' })).statusCode).toBe(401);
    expect((await ada.signIn('ada@example.org', PASSWORD)).statusCode).toBe(403);
    expect((await change(admin, id, { disabled: false })).statusCode).toBe(200);
    expect((await ada.signIn('ada@example.org', PASSWORD)).statusCode).toBe(200);
    expect(await actions(admin)).toEqual(
      expect.arrayContaining([
        'role-changed ada@example.org: candidate to admin',
        'account-disabled ada@example.org',
        'account-enabled ada@example.org',
      ]),
    );
  });

  it('who is the last one stays one, also when two demote one another at once', async () => {
    const admin = await firstAdmin(server);
    const own = (await accountOf(admin))?.id ?? '';
    expect((await change(admin, own, { role: 'candidate' })).statusCode).toBe(409);
    expect((await change(admin, own, { disabled: true })).statusCode).toBe(409);
    const second = await signedInAs(server, 'admin');
    const other = (await accountOf(second))?.id ?? '';
    const both = await Promise.all([
      change(admin, other, { role: 'candidate' }),
      change(second, own, { role: 'candidate' }),
    ]);
    expect(both.map(({ statusCode }) => statusCode).sort()).not.toEqual([200, 200]);
    expect(await server.store.accounts.hasAdmin()).toBe(true);
  });

  it('sees accounts page by page', async () => {
    const admin = await firstAdmin(server);
    for (let i = 0; i < 3; i++) {
      clock += 1_000;
      await signedInAs(server, 'candidate', `page${i}@example.org`);
    }
    const emails: string[] = [];
    for (let cursor = ''; ; ) {
      const page = AccountPage.parse((await admin.request({ url: `/api/admin/accounts?limit=2${cursor}` })).json());
      emails.push(...page.items.map(({ email }) => email));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(emails).toEqual(['page2@example.org', 'page1@example.org', 'page0@example.org', 'root@example.org']);
    expect((await admin.request({ url: '/api/admin/accounts?cursor=nonsense' })).statusCode).toBe(400);
  });
});
