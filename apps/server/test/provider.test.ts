/** Signing in at an identity provider, which is a real one on this machine. */
import { SignInState } from '@lockstep/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { firstAdmin, signedInAs } from './accounts.ts';
import { type IdentityProvider, startIdentityProvider } from './identity-provider.ts';
import { Browser, openTestPostgres, openTestServer, PASSWORD, type TestServer } from './support.ts';

const BEGIN = '/api/session/provider';
const ADA = { sub: 'ada-1', email: 'Ada@example.org', email_verified: true, name: 'Ada' };

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let provider: IdentityProvider;
let server: TestServer;

beforeAll(async () => {
  postgres = await openTestPostgres();
  provider = await startIdentityProvider();
  server = await openTestServer(postgres.postgres.url, {
    PUBLIC_URL: 'https://judge.example.org',
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: 'lockstep',
    OIDC_CLIENT_SECRET: 'secret',
    OIDC_NAME: 'Example',
  });
  await firstAdmin(server);
});
afterAll(async () => {
  await server.close();
  await provider.close();
  await postgres.close();
});
beforeEach(() => {
  provider.forge = {};
});

/** Goes to the provider and comes back; `changed` may change the address by which the browser comes. */
async function signIn(browser: Browser, person: Record<string, unknown>, changed = (back: URL): URL => back) {
  provider.person = person;
  const begun = await browser.request({ url: BEGIN });
  expect(begun.statusCode).toBe(303);
  const sent = await fetch(begun.headers.location ?? '', { redirect: 'manual' });
  const back = changed(new URL(sent.headers.get('location') ?? ''));
  expect(back.origin).toBe('https://judge.example.org');
  return browser.request({ url: `${back.pathname}${back.search}` });
}

async function accountOf(browser: Browser) {
  return SignInState.parse((await browser.request({ url: '/api/session' })).json()).account;
}

describe('somebody who comes from the provider', () => {
  it('gets an account as a candidate, and the same one the next time, whatever the address is by then', async () => {
    const browser = new Browser(server.app);
    expect(SignInState.parse((await browser.request({ url: '/api/session' })).json()).provider).toBe('Example');
    expect((await signIn(browser, ADA)).headers.location).toBe('/');
    const first = await accountOf(browser);
    expect(first).toMatchObject({ email: 'ada@example.org', name: 'Ada', role: 'candidate', hasPassword: false });
    const again = new Browser(server.app);
    await signIn(again, { ...ADA, email: 'married@example.org' });
    expect(await accountOf(again)).toEqual(first);
    expect((await again.signIn('ada@example.org', PASSWORD)).statusCode).toBe(401);
  });

  it('is who was invited with the same address, with that role', async () => {
    await signedInAs(server, 'interviewer', 'grace@example.org');
    const browser = new Browser(server.app);
    await signIn(browser, { sub: 'grace-1', email: 'grace@example.org', email_verified: true, name: 'Grace' });
    expect(await accountOf(browser)).toMatchObject({ email: 'grace@example.org', role: 'interviewer' });
  });

  it('with an address that nobody checked is not who has it', async () => {
    await signedInAs(server, 'admin', 'boss@example.org');
    for (const checked of [{ email_verified: false }, {}]) {
      const browser = new Browser(server.app);
      const answer = await signIn(browser, { sub: 'eve-1', email: 'boss@example.org', ...checked });
      expect(answer.headers.location).toBe('/sign-in?failed=address-unchecked');
      expect(await accountOf(browser)).toBeNull();
    }
  });

  it('with somebody else’s old address is not let in as that person', async () => {
    await signIn(new Browser(server.app), { ...ADA, sub: 'old', email: 'reused@example.org' });
    const answer = await signIn(new Browser(server.app), { ...ADA, sub: 'new', email: 'reused@example.org' });
    expect(answer.headers.location).toBe('/sign-in?failed=account-closed');
  });

  it.each([
    ['a state that is not the one that was begun', (back: URL) => withParameter(back, 'state', 'other')],
    ['a code that the provider did not give', (back: URL) => withParameter(back, 'code', 'made-up')],
    ['a refusal', (back: URL) => withParameter(back, 'error', 'access_denied')],
  ])('with %s is not let in', async (_name, changed) => {
    const browser = new Browser(server.app);
    const answer = await signIn(browser, ADA, changed);
    expect(answer.headers.location).toBe('/sign-in?failed=provider-refused');
    expect(await accountOf(browser)).toBeNull();
  });

  it.each([
    ['for somebody else', { claims: { aud: 'another' } }],
    ['of another sign-in', { claims: { nonce: 'another' } }],
    ['of another issuer', { claims: { iss: 'https://evil.example' } }],
    ['that is too old', { claims: { exp: 1 } }],
    ['signed with another key', { otherKey: true }],
  ])('with a token %s is not let in', async (_name, forge) => {
    provider.forge = forge;
    const browser = new Browser(server.app);
    expect((await signIn(browser, ADA)).headers.location).toBe('/sign-in?failed=provider-refused');
    expect(await accountOf(browser)).toBeNull();
  });

  it('in a browser that did not begin is not let in', async () => {
    provider.person = ADA;
    const begun = await new Browser(server.app).request({ url: BEGIN });
    const sent = await fetch(begun.headers.location ?? '', { redirect: 'manual' });
    const back = new URL(sent.headers.get('location') ?? '');
    const other = new Browser(server.app);
    expect((await other.request({ url: `${back.pathname}${back.search}` })).headers.location).toBe(
      '/sign-in?failed=provider-refused',
    );
    expect(await accountOf(other)).toBeNull();
  });
});

describe('a provider that does not answer', () => {
  it('is said so, and works once it is there', async () => {
    const lonely = await openTestServer(postgres.postgres.url, {
      PUBLIC_URL: 'https://judge.example.org',
      OIDC_ISSUER: 'http://127.0.0.1:1',
      OIDC_CLIENT_ID: 'lockstep',
      OIDC_CLIENT_SECRET: 'secret',
    });
    try {
      const answer = await new Browser(lonely.app).request({ url: BEGIN });
      expect(answer.headers.location).toBe('/sign-in?failed=provider-unreachable');
    } finally {
      await lonely.close();
    }
  });
});

describe('settings', () => {
  const base = { DATABASE_URL: 'postgresql://localhost/x', EXERCISES: '/x' };
  it.each([
    [{ OIDC_ISSUER: 'https://id.example.org' }, 'a provider needs OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET'],
    [
      {
        OIDC_ISSUER: 'http://id.example.org',
        OIDC_CLIENT_ID: 'a',
        OIDC_CLIENT_SECRET: 'b',
        PUBLIC_URL: 'https://x.org',
      },
      'a provider is asked by https',
    ],
    [
      { OIDC_ISSUER: 'https://id.example.org', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' },
      'the provider sends people back to this address',
    ],
    [{ SMTP_URL: 'smtp://localhost', MAIL_FROM: 'a@b.org' }, 'links in mail need the address of this server'],
    [{ SMTP_URL: 'smtp://localhost', PUBLIC_URL: 'https://x.org' }, 'mail needs a sender'],
  ])('%j are refused with what is missing', (settings, message) => {
    expect(() => readConfig({ ...base, ...settings })).toThrow(message);
  });
});

function withParameter(address: URL, name: string, value: string): URL {
  if (name === 'error') address.searchParams.delete('code');
  address.searchParams.set(name, value);
  return address;
}
