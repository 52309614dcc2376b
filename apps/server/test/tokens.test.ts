/** API tokens: programs in somebody's name, within a scope. */
import { ApiTokenList, ApiTokenMade, type Role, type TokenScope } from '@lockstep/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedInAs } from './accounts.ts';
import { ALLOWED } from './allowed.ts';
import { type Browser, openTestPostgres, openTestServer, secretiveExercise, type TestServer } from './support.ts';

const DAY_MS = 24 * 3_600_000;
/** Open to anyone, or refused for a reason of their own. */
const ELSEWHERE = new Set([
  'GET /api/session',
  'POST /api/session',
  'DELETE /api/session',
  'GET /api/exercises/:slug/editorial',
]);

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let server: TestServer;
let clock = Date.now();

beforeAll(async () => {
  postgres = await openTestPostgres();
  const settings = { SIGN_INS_PER_MINUTE: '10000', REQUESTS_PER_MINUTE: '100000' };
  server = await openTestServer(postgres.postgres.url, settings, { now: () => new Date(clock) });
  await server.store.exercises.publish([secretiveExercise()]);
});
afterAll(async () => {
  await server.close();
  await postgres.close();
});

async function make(
  browser: Browser,
  scopes: readonly TokenScope[],
  days: number | null = null,
): Promise<ApiTokenMade> {
  const payload = { name: 'nightly', scopes, days };
  const made = await browser.request({ method: 'POST', url: '/api/account/tokens', payload });
  expect(made.statusCode).toBe(201);
  return ApiTokenMade.parse(made.json());
}

function call(token: string, method: string, url: string, headers: Record<string, string> = {}) {
  const sent = { authorization: `Bearer ${token}`, ...headers };
  return server.app.inject({
    method: method as 'GET',
    url,
    headers: sent,
    ...(method === 'GET' ? {} : { payload: {} }),
  });
}

describe('a token', () => {
  it('speaks for its account, is shown once, and is known by its hash only', async () => {
    const ada = await signedInAs(server, 'candidate', 'ada@example.org');
    await ada.submit('x = 1');
    const { token, view } = await make(ada, ['read']);
    expect(token).toMatch(/^lockstep_[\w-]{43}$/);
    expect((await call(token, 'GET', '/api/submissions')).json().items).toHaveLength(1);
    const listed = await ada.request({ url: '/api/account/tokens' });
    expect(ApiTokenList.parse(listed.json()).items).toMatchObject([{ id: view.id, name: 'nightly', scopes: ['read'] }]);
    expect(listed.body).not.toContain(token);
  });

  it('does what its scopes say, and nothing of signing in', async () => {
    const ofAdmins = /^\/api\/(admin|authoring)\//;
    const allowedBy: Record<string, (method: string, url: string) => boolean> = {
      read: (method, url) => method === 'GET' && !ofAdmins.test(url),
      write: (method, url) => method !== 'GET' && !ofAdmins.test(url),
      'read,admin': (method) => method === 'GET',
      'read,write,admin': () => true,
    };
    const admin = await signedInAs(server, 'admin');
    const inPerson = /^\/api\/(account(\/|$)|live-code$|authoring\/live$)/;
    for (const [scopes, allows] of Object.entries(allowedBy)) {
      const { token } = await make(admin, scopes.split(',') as TokenScope[]);
      for (const route of Object.keys(ALLOWED)) {
        const [method = '', url = ''] = route.split(' ');
        if (ELSEWHERE.has(route)) continue;
        const path = url.replace(':slug', 'locked-counter').replace(':scope', '0');
        const answer = await call(token, method, path.replace(':id', '00000000-0000-4000-8000-000000000000'));
        const wanted = allows(method, url) && !inPerson.test(url) ? 'let through' : 'refused';
        const got = answer.statusCode === 403 ? 'refused' : 'let through';
        expect(`${scopes} ${route}: ${got}`).toBe(`${scopes} ${route}: ${wanted}`);
      }
    }
  });

  it('may do no more than its account', async () => {
    for (const role of ['candidate', 'interviewer'] satisfies Role[]) {
      const browser = await signedInAs(server, role);
      const payload = { name: 'too much', scopes: ['read', 'admin'], days: null };
      expect((await browser.request({ method: 'POST', url: '/api/account/tokens', payload })).statusCode).toBe(403);
      const { token } = await make(browser, ['read', 'write']);
      expect((await call(token, 'GET', '/api/admin/audit')).statusCode).toBe(403);
    }
  });

  it('that is wrong is refused, whatever cookies come with it', async () => {
    const ada = await signedInAs(server, 'candidate');
    const { token } = await make(ada, ['read']);
    const wrong = ['nonsense', `lockstep_${'x'.repeat(43)}`, token.slice(0, -1), token.replace('lockstep_', '')];
    for (const one of wrong) {
      expect((await call(one, 'GET', '/api/submissions', { cookie: ada.cookie })).statusCode).toBe(401);
    }
    // A token that may only read does not become more by a cookie beside it.
    expect((await call(token, 'DELETE', '/api/account/sessions', { cookie: ada.cookie })).statusCode).toBe(403);
  });

  it('ends when it is revoked, when its time is over, and with its account', async () => {
    const ada = await signedInAs(server, 'candidate', 'grace@example.org');
    const [revoked, brief, lasting] = [
      await make(ada, ['read']),
      await make(ada, ['read'], 1),
      await make(ada, ['read']),
    ];
    const works = async ({ token }: ApiTokenMade) => (await call(token, 'GET', '/api/submissions')).statusCode === 200;
    await ada.request({ method: 'DELETE', url: `/api/account/tokens/${revoked.view.id}` });
    expect([await works(revoked), await works(brief), await works(lasting)]).toEqual([false, true, true]);
    clock += DAY_MS;
    expect([await works(brief), await works(lasting)]).toEqual([false, true]);
    const admin = await signedInAs(server, 'admin');
    const account = await server.store.accounts.byEmail('grace@example.org');
    await admin.request({
      method: 'PATCH',
      url: `/api/admin/accounts/${account?.view.id}`,
      payload: { disabled: true },
    });
    expect(await works(lasting)).toBe(false);
  });

  it('of somebody else cannot be revoked', async () => {
    const [ada, eve] = [await signedInAs(server, 'candidate'), await signedInAs(server, 'candidate')];
    const { token, view } = await make(ada, ['read']);
    expect((await eve.request({ method: 'DELETE', url: `/api/account/tokens/${view.id}` })).statusCode).toBe(404);
    expect((await call(token, 'GET', '/api/submissions')).statusCode).toBe(200);
  });
});
