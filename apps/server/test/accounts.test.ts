/** Accounts from the first link on: signing in and out, guessing, sessions, invitations, new passwords, roles. */
import { AccountPage, LinkView, MadeLink, Problem, SessionList, SignInState } from '@lockstep/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Mail } from '../src/accounts/mail.ts';
import { firstAdmin, signedInAs, tokenOf } from './accounts.ts';
import { Browser, openTestPostgres, openTestServer, PASSWORD, secretiveExercise, type TestServer } from './support.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

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
  await server.store.exercises.publish([secretiveExercise()]);
  browser = new Browser(server.app);
});
afterEach(() => server.close());

async function accountOf(one: Browser) {
  return SignInState.parse((await one.request({ url: '/api/session' })).json()).account;
}

async function invite(admin: Browser, email: string, role: string): Promise<string> {
  const made = await admin.request({ method: 'POST', url: '/api/admin/invitations', payload: { email, role } });
  expect(made.statusCode).toBe(201);
  return MadeLink.parse(made.json()).link;
}

describe('the first admin', () => {
  it('is whoever opens the link that the server prints, once', async () => {
    const link = await server.store.accountLinks.firstAdmin();
    const token = link?.token ?? '';
    const viewed = await browser.request({ method: 'POST', url: '/api/account-links/view', payload: { token } });
    expect(LinkView.parse(viewed.json())).toMatchObject({ kind: 'first-admin', email: null, role: 'admin' });
    expect((await browser.use(token, { name: 'Root' })).json().errors[0].path).toBe('body.email');
    expect((await browser.use(token, { email: 'root@example.org' })).json().errors[0].path).toBe('body.name');
    const used = await browser.use(token, { name: 'Root', email: ' Root@Example.ORG ' });
    expect(SignInState.parse(used.json()).account).toMatchObject({ email: 'root@example.org', role: 'admin' });
    expect(await accountOf(browser)).toMatchObject({ name: 'Root' });
    expect((await new Browser(server.app).use(token, { name: 'x', email: 'x@example.org' })).statusCode).toBe(404);
    expect(await server.store.accountLinks.firstAdmin()).toBeNull();
  });

  it('of two that open it at the same time is one', async () => {
    const token = (await server.store.accountLinks.firstAdmin())?.token ?? '';
    const both = await Promise.all(
      ['a', 'b'].map((name) => new Browser(server.app).use(token, { name, email: `${name}@example.org` })),
    );
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 404]);
  });

  it('has a day, and a new start makes a new link that replaces the old one', async () => {
    const old = (await server.store.accountLinks.firstAdmin())?.token ?? '';
    const fresh = (await server.store.accountLinks.firstAdmin())?.token ?? '';
    const person = { name: 'Root', email: 'root@example.org' };
    expect((await browser.use(old, person)).statusCode).toBe(404);
    clock += DAY_MS;
    expect((await browser.use(fresh, person)).statusCode).toBe(404);
  });
});

describe('signing in', () => {
  it('takes the right password only, and does not tell which part was wrong', async () => {
    await signedInAs(server, 'candidate', 'ada@example.org');
    const wrong = await browser.signIn('ada@example.org', 'not the password');
    const unknown = await browser.signIn('nobody@example.org', PASSWORD);
    expect([wrong.statusCode, unknown.statusCode]).toEqual([401, 401]);
    expect(Problem.parse(wrong.json()).detail).toBe(Problem.parse(unknown.json()).detail);
    expect(await accountOf(browser)).toBeNull();
    expect((await browser.signIn('ADA@example.org', PASSWORD)).statusCode).toBe(200);
    expect(await accountOf(browser)).toMatchObject({ email: 'ada@example.org' });
  });

  it('sets a cookie that no script can read and no other site sends, Secure behind TLS', async () => {
    await signedInAs(server, 'candidate', 'ada@example.org');
    const plain = await browser.signIn('ada@example.org', PASSWORD);
    expect(plain.headers['set-cookie']).toMatch(/lockstep_session=[\w-]{43}; .*Path=\/; HttpOnly; SameSite=Lax/);
    const proxied = await openTestServer(postgres.postgres.url, { TRUST_PROXY: '1' });
    try {
      const used = await proxied.app.inject({
        method: 'POST',
        url: '/api/account-links/use',
        headers: { 'x-forwarded-proto': 'https' },
        payload: {
          token: (await proxied.store.accountLinks.firstAdmin())?.token,
          email: 'root@example.org',
          name: 'Root',
          password: PASSWORD,
        },
      });
      expect(used.headers['set-cookie']).toMatch(/HttpOnly; Secure; SameSite=Lax/);
    } finally {
      await proxied.close();
    }
  });

  it('is slowed down where somebody guesses, for addresses without an account as well', async () => {
    await signedInAs(server, 'candidate', 'ada@example.org');
    for (const email of ['ada@example.org', 'nobody@example.org']) {
      const guess = () => browser.signIn(email, 'not the password');
      for (let i = 0; i < 5; i++) expect((await guess()).statusCode).toBe(401);
      const locked = await guess();
      expect(locked.statusCode).toBe(429);
      expect(locked.headers['retry-after']).toBe('30');
      clock += 30_000;
      expect((await guess()).statusCode).toBe(401);
      expect((await guess()).headers['retry-after']).toBe('60');
    }
    // Somebody who knows the password waits like all others, and then begins anew.
    expect((await browser.signIn('ada@example.org', PASSWORD)).statusCode).toBe(429);
    clock += MINUTE_MS;
    expect((await browser.signIn('ada@example.org', PASSWORD)).statusCode).toBe(200);
    expect((await browser.signIn('ada@example.org', 'not the password')).statusCode).toBe(401);
    expect((await browser.signIn('ada@example.org', PASSWORD)).statusCode).toBe(200);
  });

  it('from another place stays possible while somebody guesses', async () => {
    await signedInAs(server, 'candidate', 'ada@example.org');
    for (let i = 0; i < 6; i++) await browser.signIn('ada@example.org', 'not the password');
    const elsewhere = await server.app.inject({
      method: 'POST',
      url: '/api/session',
      remoteAddress: '192.0.2.7',
      payload: { email: 'ada@example.org', password: PASSWORD },
    });
    expect(elsewhere.statusCode).toBe(200);
  });

  it('is cut by address, whatever is guessed', async () => {
    const strict = await openTestServer(postgres.postgres.url, { SIGN_INS_PER_MINUTE: '3' });
    try {
      const guesser = new Browser(strict.app);
      const answers = [];
      for (let i = 0; i < 3; i++) answers.push(await guesser.signIn(`person${i}@example.org`, PASSWORD));
      answers.push(await guesser.use('x'.repeat(43), {}));
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401, 401, 429]);
      expect(Number(answers[3]?.headers['retry-after'])).toBeGreaterThan(0);
    } finally {
      await strict.close();
    }
  });

  it('is refused to a request that another site made a browser send', async () => {
    const payload = { email: 'ada@example.org', password: PASSWORD };
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const refused = await server.app.inject({ method: 'POST', url: '/api/session', headers, payload });
      expect(refused.statusCode).toBe(403);
    }
  });
});

describe('a session', () => {
  it('ends by signing out, in that browser alone', async () => {
    const ada = await signedInAs(server, 'candidate', 'ada@example.org');
    await browser.signIn('ada@example.org', PASSWORD);
    const stolen = browser.cookie;
    expect((await browser.request({ method: 'DELETE', url: '/api/session' })).statusCode).toBe(204);
    expect(await accountOf(browser)).toBeNull();
    const again = await server.app.inject({ url: '/api/session', headers: { cookie: stolen } });
    expect(SignInState.parse(again.json()).account).toBeNull();
    expect(await accountOf(ada)).not.toBeNull();
  });

  it('is listed and can be ended from another browser', async () => {
    const ada = await signedInAs(server, 'candidate', 'ada@example.org');
    await browser.signIn('ada@example.org', PASSWORD);
    const list = async () =>
      SessionList.parse((await ada.request({ url: '/api/account/sessions' })).json()).items.map(({ id, current }) => ({
        id,
        current,
      }));
    const other = (await list()).find(({ current }) => !current)?.id;
    expect((await ada.request({ method: 'DELETE', url: `/api/account/sessions/${other}` })).statusCode).toBe(204);
    expect(await accountOf(browser)).toBeNull();
    expect(await list()).toHaveLength(1);
    await browser.signIn('ada@example.org', PASSWORD);
    await ada.request({ method: 'DELETE', url: '/api/account/sessions' });
    expect(await accountOf(browser)).toBeNull();
    expect(await accountOf(ada)).not.toBeNull();
  });

  it('of somebody else cannot be ended', async () => {
    const ada = await signedInAs(server, 'candidate');
    const eve = await signedInAs(server, 'candidate');
    const [mine] = SessionList.parse((await ada.request({ url: '/api/account/sessions' })).json()).items;
    expect((await eve.request({ method: 'DELETE', url: `/api/account/sessions/${mine?.id}` })).statusCode).toBe(404);
    expect(await accountOf(ada)).not.toBeNull();
  });

  it('ends after 14 days without use, and in any case after 60', async () => {
    const ada = await signedInAs(server, 'candidate');
    for (let day = 0; day < 55; day += 5) {
      clock += 5 * DAY_MS;
      expect(await accountOf(ada)).not.toBeNull();
    }
    clock += 5 * DAY_MS;
    expect(await accountOf(ada)).toBeNull();
    const eve = await signedInAs(server, 'candidate');
    clock += 14 * DAY_MS;
    expect(await accountOf(eve)).toBeNull();
  });
});

describe('what somebody did before signing in', () => {
  const submissions = async (one: Browser) => (await one.request({ url: '/api/submissions' })).json().items.length;

  it('becomes the account’s, in every browser, and is no longer open to that browser once signed out', async () => {
    const admin = await firstAdmin(server);
    const token = tokenOf(await invite(admin, 'ada@example.org', 'candidate'));
    await browser.submit('x = 1');
    await browser.use(token, { name: 'Ada' });
    expect(await submissions(browser)).toBe(1);
    const other = new Browser(server.app);
    await other.signIn('ada@example.org', PASSWORD);
    expect(await submissions(other)).toBe(1);
    await browser.request({ method: 'DELETE', url: '/api/session' });
    expect(await submissions(browser)).toBe(0);
    expect((await browser.submit('y = 1')).statusCode).toBe(201);
    expect(await submissions(browser)).toBe(1);
    expect(await submissions(other)).toBe(1);
  });

  it('stays with the browser when the account has something already', async () => {
    const ada = await signedInAs(server, 'candidate', 'ada@example.org');
    await ada.submit('x = 1');
    await browser.submit('y = 1');
    await browser.submit('z = 1');
    await browser.signIn('ada@example.org', PASSWORD);
    expect(await submissions(browser)).toBe(1);
    await browser.request({ method: 'DELETE', url: '/api/session' });
    expect(await submissions(browser)).toBe(2);
  });
});

describe('a new password', () => {
  const ask = (email: string) => browser.request({ method: 'POST', url: '/api/password-resets', payload: { email } });

  it('without mail is asked for, and an admin makes the link', async () => {
    const ada = await signedInAs(server, 'candidate', 'ada@example.org');
    expect((await ask('ada@example.org')).statusCode).toBe(202);
    const admin = new Browser(server.app);
    await admin.signIn('root@example.org', PASSWORD);
    const row = await vi.waitFor(async () => {
      const page = AccountPage.parse((await admin.request({ url: '/api/admin/accounts' })).json());
      const asked = page.items.find(({ resetAskedAt }) => resetAskedAt !== null);
      if (asked === undefined) throw new Error('nobody asked yet');
      return asked;
    });
    expect(row.email).toBe('ada@example.org');
    const made = await admin.request({ method: 'POST', url: `/api/admin/accounts/${row.id}/reset-link` });
    const token = tokenOf(MadeLink.parse(made.json()).link);
    expect((await browser.use(token, { password: 'another long password' })).statusCode).toBe(200);
    expect(await accountOf(browser)).toMatchObject({ email: 'ada@example.org' });
    // Whoever was signed in with the old one is no more.
    expect(await accountOf(ada)).toBeNull();
    expect((await ada.signIn('ada@example.org', PASSWORD)).statusCode).toBe(401);
    expect((await browser.use(token, { password: 'a third long password' })).statusCode).toBe(404);
  });

  it('with mail is sent to its owner, and nobody can tell from the answer who has an account', async () => {
    const sent: Mail[] = [];
    const mailing = await openTestServer(
      postgres.postgres.url,
      { PUBLIC_URL: 'https://judge.example.org' },
      {
        mail: async (mail) => {
          sent.push(mail);
        },
      },
    );
    try {
      await firstAdmin(mailing);
      const other = new Browser(mailing.app);
      const answers = [];
      for (const email of ['root@example.org', 'nobody@example.org']) {
        const headers = { host: 'evil.example' };
        answers.push(await other.request({ method: 'POST', url: '/api/password-resets', payload: { email }, headers }));
      }
      expect(answers.map(({ statusCode, body }) => [statusCode, body])).toEqual([
        [202, answers[0]?.body],
        [202, answers[0]?.body],
      ]);
      await vi.waitFor(() => expect(sent).toHaveLength(1));
      expect(sent[0]?.to).toBe('root@example.org');
      const link = /https:\/\/judge\.example\.org\/welcome#[\w-]{43}/.exec(sent[0]?.text ?? '')?.[0] ?? '';
      expect((await other.use(tokenOf(link), { password: 'another long password' })).statusCode).toBe(200);
    } finally {
      await mailing.close();
    }
  });

  it('works for an hour', async () => {
    await firstAdmin(server);
    const { view } = (await server.store.accounts.byEmail('root@example.org')) ?? {};
    if (view === undefined) throw new Error('no account');
    const token = (await server.store.accountLinks.reset(view.id, null))?.token ?? '';
    clock += 60 * MINUTE_MS;
    expect((await browser.use(token)).statusCode).toBe(404);
  });

  it('is set by somebody who knows the old one; every other session ends', async () => {
    const ada = await signedInAs(server, 'candidate', 'ada@example.org');
    await browser.signIn('ada@example.org', PASSWORD);
    const change = (current: string) =>
      ada.request({
        method: 'PUT',
        url: '/api/account/password',
        payload: { current, password: 'another long password' },
      });
    expect((await change('wrong')).json().errors[0].path).toBe('body.current');
    expect((await change(PASSWORD)).statusCode).toBe(204);
    expect(await accountOf(ada)).not.toBeNull();
    expect(await accountOf(browser)).toBeNull();
    expect((await browser.signIn('ada@example.org', 'another long password')).statusCode).toBe(200);
  });
});
