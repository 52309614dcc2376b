/** Every route, called by everybody: nobody gets through to what is not theirs. */
import type { Role } from '@lockstep/protocol';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setAccess } from '../src/accounts/access.ts';
import { signedInAs } from './accounts.ts';
import { ALLOWED, WHO, type Who } from './allowed.ts';
import {
  Browser,
  EDITORIAL,
  HIDDEN,
  openTestPostgres,
  openTestServer,
  secretiveExercise,
  type TestServer,
} from './support.ts';

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let server: TestServer;
const routes: string[] = [];

beforeAll(async () => {
  postgres = await openTestPostgres();
  server = await openTestServer(
    postgres.postgres.url,
    { SIGN_INS_PER_MINUTE: '10000', REQUESTS_PER_MINUTE: '100000' },
    {
      onRoute: ({ method, url }) => {
        for (const one of [method].flat()) if (one !== 'HEAD' && one !== 'OPTIONS') routes.push(`${one} ${url}`);
      },
    },
  );
  await server.store.exercises.publish([secretiveExercise()]);
});
afterAll(async () => {
  await server.close();
  await postgres.close();
});

/** After these a browser may be somebody else. */
const MAY_SIGN_OUT = /^(POST|PUT|PATCH|DELETE) \/api\/(session|account|password|sitting)/;

function isBelow(who: Who, allowed: Who): boolean {
  return WHO.indexOf(who) < WHO.indexOf(allowed);
}

async function browserOf(who: Who): Promise<Browser> {
  return who === 'nobody' ? new Browser(server.app) : signedInAs(server, who satisfies Role);
}

describe('routes', () => {
  it('are all named here, with who may call them', () => {
    expect(routes.filter((route) => route.split(' ')[1]?.startsWith('/api')).sort()).toEqual(
      Object.keys(ALLOWED).sort(),
    );
  });

  it('that are no part of the API read only', () => {
    const others = routes.filter((route) => !route.split(' ')[1]?.startsWith('/api'));
    expect(others.filter((route) => !route.startsWith('GET '))).toEqual([]);
  });

  it.each(WHO)('let %s do no more than they may, and tell nothing that is hidden', async (who) => {
    let browser = await browserOf(who);
    for (const [route, allowed] of Object.entries(ALLOWED)) {
      const [method = '', url = ''] = route.split(' ');
      const id = '00000000-0000-4000-8000-000000000000';
      const path = url.replace(':slug', 'locked-counter').replace(':id', id).replace(':scope', '0');
      const response = await browser.request({ method: method as 'GET', url: path, payload: {} });
      const refused = response.statusCode === 401 || response.statusCode === 403;
      const wanted = !isBelow(who, allowed)
        ? 'let through'
        : who === 'nobody'
          ? 'refused with 401'
          : 'refused with 403';
      // The editorial is refused for a reason of its own: nobody here was accepted. So is the sign-in without a password.
      const own = route.endsWith('/editorial') && response.statusCode === 403;
      const got = refused && !own ? `refused with ${response.statusCode}` : 'let through';
      expect(`${route}: ${got}`).toBe(`${route}: ${wanted}`);
      expect(response.body).not.toContain(HIDDEN);
      expect(response.body).not.toContain(EDITORIAL);
      if (MAY_SIGN_OUT.test(route)) browser = await browserOf(who);
    }
  });
});

describe('a route that does not say who may call it', () => {
  it('keeps the server from starting', async () => {
    const app = Fastify();
    setAccess(app, server.store);
    expect(() => app.get('/api/careless', async () => 'secret')).toThrow(
      'GET /api/careless does not say who may call it',
    );
    await app.close();
  });
});
