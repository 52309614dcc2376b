import { AccountId, Password, type SignInState } from '@lockstep/protocol';
import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { browserWords } from '../../src/features/account/browser-words.ts';
import { returnPath } from '../../src/features/account/return-path.ts';
import { signInFailure } from '../../src/features/account/sign-in-failure.ts';
import { initials } from '../../src/shared/account/initials.ts';
import { becomeVisitor, noteSession } from '../../src/shared/account/session.ts';
import { createFlag } from '../../src/shared/api/flag.ts';
import { ApiError, requestJson } from '../../src/shared/api/http.ts';
import { queryKeys } from '../../src/shared/api/queries.ts';
import { faultAfter, faultBefore, LEAST_CHARACTERS, passwordWords } from '../../src/shared/form/form-faults.ts';

describe('the way back after signing in', () => {
  it.each(['/', '/path', '/exercises/locked-counter?submission=x#line', '/questions/two-locks/play?at=0*2,0.1'])(
    'is the path %s',
    (path) => {
      expect(returnPath(path)).toBe(path);
    },
  );

  it.each([
    undefined,
    '',
    'path',
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/x\\..\\evil',
    '/\t/evil.example/',
    '/\n//evil.example',
    '/..//evil.example',
    'javascript:alert(1)',
    '/sign-in',
    '/sign-in?from=/sign-in',
    '/welcome#token',
  ])('is the list page instead of %j', (path) => {
    expect(returnPath(path)).toBe('/');
  });
});

describe('a browser in words', () => {
  it.each([
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
      'Chrome on Linux',
    ],
    [
      'Mozilla/5.0 (X11; CrOS x86_64 16000) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
      'Chrome on ChromeOS',
    ],
    [
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
      'Chrome on Android',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1',
      'Chrome on iPhone',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15',
      'Safari on macOS',
    ],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0', 'Firefox on Windows'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 OPR/128.0',
      'Opera on Linux',
    ],
    ['curl/8.11.0', 'curl/8.11.0'],
    ['', 'Unknown browser'],
  ])('%s', (userAgent, words) => {
    expect(browserWords(userAgent)).toBe(words);
  });

  it('that is not known is shortened', () => {
    expect(browserWords('agent '.repeat(40))).toMatch(/^agent .*…$/);
    expect(browserWords('agent '.repeat(40))).toHaveLength(60);
  });
});

describe('initials', () => {
  it.each([
    ['Ada Lovelace', 'AL'],
    ['Ada', 'A'],
    ['Edsger Wybe  Dijkstra', 'ED'],
    ['émile (zola)', 'ÉZ'],
    ['山田 太郎', '山太'],
    ['!', '!'],
  ])('of %s', (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
});

describe('the reason of an identity provider', () => {
  it('is one of those that there are', () => {
    expect(signInFailure('account-closed')).toBe('account-closed');
    for (const other of [undefined, '', 'constructor', '<b>']) expect(signInFailure(other)).toBeNull();
  });
});

describe('a form', () => {
  it('is checked before it is sent', () => {
    const values = { email: 'ada', name: ' ', password: 'short', role: 'king' };
    expect(Object.keys(faultBefore(values, false)?.fields ?? {})).toEqual(['email', 'name', 'password', 'role']);
    expect(faultBefore({ email: ' Ada@Example.org ', name: 'Ada', password: 'x'.repeat(12) }, false)).toBeNull();
  });

  it('to sign in takes any password, but wants one', () => {
    expect(faultBefore({ email: 'ada@example.org', password: 'short' }, true)).toBeNull();
    expect(Object.keys(faultBefore({ email: 'ada@example.org', password: '' }, true)?.fields ?? {})).toEqual([
      'password',
    ]);
  });

  it('shows what the server says of a field beside it, of anything else as a sentence', () => {
    const refused = (path: string) =>
      new ApiError('problem', 400, 'no', { faults: [{ path, message: 'this is not your password' }] });
    const values = { current: 'x', password: 'y' };
    expect(faultAfter(refused('body.current'), values)).toEqual({
      fields: { current: 'This is not your password' },
      sentence: null,
      waitSeconds: null,
    });
    expect(faultAfter(refused('body.token'), values)).toMatchObject({ fields: {}, sentence: 'no' });
  });

  it('waits as long as the server says', async () => {
    const answer = () => {
      const body = JSON.stringify({ type: 'about:blank', title: 'x', status: 429, detail: 'Too many.' });
      return Promise.resolve(new Response(body, { status: 429, headers: { 'retry-after': '30' } }));
    };
    const error = await requestJson(answer, '/api/session', { parse: (value) => value }).catch(
      (cause: unknown) => cause,
    );
    expect(faultAfter(error, {}).waitSeconds).toBe(30);
    expect(faultAfter(new ApiError('problem', 429, 'Too many.'), {}).waitSeconds).toBeNull();
  });

  it('takes bugs for what they are', () => {
    expect(() => faultAfter(new TypeError('of ours'), {})).toThrow('of ours');
  });

  it('measures a new password as the server does', () => {
    for (const length of [1, 11, 12, 13]) {
      expect(Password.safeParse('x'.repeat(length)).success).toBe(length >= LEAST_CHARACTERS);
    }
    expect([0, 5, 12].map(passwordWords)).toEqual([
      '12 characters or more; a few words are good.',
      '5 of 12 characters.',
      '12 characters: long enough.',
    ]);
  });
});

describe('who is signed in', () => {
  const state = (id: string | null): SignInState => ({
    account:
      id === null
        ? null
        : {
            id: AccountId.parse(id),
            email: 'ada@example.org',
            name: 'Ada',
            role: 'candidate',
            hasPassword: true,
            createdAt: '2026-01-01T00:00:00.000Z',
          },
    provider: null,
    mail: false,
  });
  const ADA = 'b3d0fbd8-3b4e-4c39-8f0a-6d7c1d2b7a01';
  const EVE = 'b3d0fbd8-3b4e-4c39-8f0a-6d7c1d2b7a02';

  it('is remembered when the server says that nobody is any more', () => {
    const signedOut = createFlag();
    expect(noteSession({ signedOut }, undefined, state(null)).account).toBeNull();
    expect(signedOut.get()).toBe(false);
    expect(noteSession({ signedOut }, state(ADA), state(null)).account?.id).toBe(ADA);
    expect(signedOut.get()).toBe(true);
    expect(noteSession({ signedOut }, state(ADA), state(ADA)).account?.id).toBe(ADA);
    expect(signedOut.get()).toBe(false);
  });

  it.each([
    ['the same person keeps the page as it is', ADA, ADA, 'kept'],
    ['another person gets nothing of it', ADA, EVE, undefined],
    ['nobody gets nothing of it', ADA, null, undefined],
    ['somebody gets nothing of what nobody had', null, ADA, undefined],
  ])('%s', (_, before, after, kept) => {
    const client = new QueryClient();
    const signedOut = createFlag();
    signedOut.set(true);
    client.setQueryData(queryKeys.session, state(before));
    client.setQueryData(queryKeys.exercises, 'kept');
    becomeVisitor(client, { signedOut }, state(after));
    expect(client.getQueryData(queryKeys.exercises)).toBe(kept);
    expect(client.getQueryState(queryKeys.exercises)?.isInvalidated ?? true).toBe(kept !== undefined);
    expect(client.getQueryData(queryKeys.session)).toEqual(state(after));
    expect(signedOut.get()).toBe(false);
  });
});
