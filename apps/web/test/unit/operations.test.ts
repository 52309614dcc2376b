import { AccountId } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { curlExample, isEnded, tokenRequest } from '../../src/features/account/tokens/token-words.ts';
import { isErased } from '../../src/features/admin/erased.ts';
import {
  firstLine,
  lengthOfTime,
  loadFigure,
  shareOf,
  shortId,
  since,
} from '../../src/features/admin/judging/figures.ts';
import { judgingQuery } from '../../src/features/admin/judging/queries.ts';
import { createApi } from '../../src/shared/api/api.ts';
import { ApiError } from '../../src/shared/api/http.ts';
import { isTyped } from '../../src/shared/ask/typed.ts';
import { faultBefore } from '../../src/shared/form/form-faults.ts';

describe('a length of time', () => {
  it.each([
    [0, '0 s'],
    [999, '0 s'],
    [42_900, '42 s'],
    [60_000, '1 min'],
    [185_000, '3 min 5 s'],
    [7_800_000, '2 h 10 min'],
    [3_600_000 + 59_000, '1 h'],
    [86_400_000, '1 day'],
    [3 * 86_400_000 + 4 * 3_600_000, '3 days 4 h'],
  ])('of %d ms is %s', (ms, words) => {
    expect(lengthOfTime(ms)).toBe(words);
  });

  it('since a moment that a clock ahead of ours names is nothing', () => {
    const nowMs = Date.parse('2026-03-01T12:00:00.000Z');
    expect(since('2026-03-01T11:59:18.000Z', nowMs)).toBe('42 s');
    expect(since('2026-03-01T12:00:09.000Z', nowMs)).toBe('0 s');
  });
});

describe('figures of the judging', () => {
  it('cut the bar of a load off where it is full, and the number never', () => {
    expect(loadFigure(0.424)).toEqual({ share: 0.424, percent: 42, over: false });
    expect(loadFigure(1)).toEqual({ share: 1, percent: 100, over: false });
    expect(loadFigure(1.37)).toEqual({ share: 1, percent: 137, over: true });
  });

  it('have no share of nothing', () => {
    expect(shareOf(1, 4)).toBe(0.25);
    expect(shareOf(0, 0)).toBe(0);
  });

  it('name submissions and causes in short', () => {
    expect(shortId('1a2b3c4d-0000-4000-8000-000000000000')).toBe('1a2b3c4d');
    expect(firstLine('\n  Error: the sandbox burst\n    at run')).toBe('Error: the sandbox burst');
    expect(firstLine('')).toBe('');
  });
});

describe('the judging is read', () => {
  const { refetchInterval } = judgingQuery(createApi(() => Promise.reject(new Error('nothing is fetched here'))));
  const after = (error: Error | null) =>
    typeof refetchInterval === 'function' &&
    refetchInterval({ state: { error } } as Parameters<typeof refetchInterval>[0]);

  it('every 3 s, also while the server cannot be reached', () => {
    expect(after(null)).toBe(3_000);
    expect(after(new ApiError('unreachable', 0, 'no answer'))).toBe(3_000);
    expect(after(new ApiError('problem', 500, 'broken'))).toBe(3_000);
  });

  it('no more once it is refused', () => {
    expect(after(new ApiError('problem', 401, 'Sign in first.'))).toBe(false);
    expect(after(new ApiError('problem', 403, 'Only an admin may do this.'))).toBe(false);
  });
});

describe('a new token', () => {
  it('is asked for with the scopes that are checked, for days or until it is revoked', () => {
    expect(tokenRequest({ name: 'CI', scopes: ' read admin', days: '90' })).toEqual({
      name: 'CI',
      scopes: ['read', 'admin'],
      days: 90,
    });
    expect(tokenRequest({ name: 'CI', scopes: ' write', days: 'never' })).toMatchObject({
      scopes: ['write'],
      days: null,
    });
  });

  it('is for reading or writing: for nothing, or for admin alone, it could do nothing', () => {
    const wrong = (scopes: string) => Object.keys(faultBefore({ scopes }, false)?.fields ?? {});
    expect(wrong('')).toEqual(['scopes']);
    expect(wrong(' admin')).toEqual(['scopes']);
    expect(wrong(' write admin')).toEqual([]);
    expect(wrong(' read')).toEqual([]);
  });

  it('comes with an example that it may run', () => {
    const origin = 'https://judge.example.org';
    const reading = curlExample(origin, ['read', 'write']);
    expect(reading).toBe('curl -H "Authorization: Bearer $LOCKSTEP_TOKEN" https://judge.example.org/api/submissions');
    expect(curlExample(origin, ['write'])).toContain('--json \'{"slug": "locked-counter"');
  });

  it('ends at its moment, or never', () => {
    const expiresAt = '2026-03-01T12:00:00.000Z';
    expect(isEnded({ expiresAt }, Date.parse(expiresAt) - 1)).toBe(false);
    expect(isEnded({ expiresAt }, Date.parse(expiresAt))).toBe(true);
    expect(isEnded({ expiresAt: null }, Date.parse(expiresAt))).toBe(false);
  });
});

describe('deleting all data of an account', () => {
  it('wants its address typed, however it is written', () => {
    expect(isTyped(' Ada@Example.org ', 'ada@example.org')).toBe(true);
    expect(isTyped('ada@example.or', 'ada@example.org')).toBe(false);
    expect(isTyped('', 'ada@example.org')).toBe(false);
  });

  it('leaves an account that is known by its address', () => {
    const id = AccountId.parse('9d1cbb0e-58f0-4c0e-9a39-0d9f6a0a6d55');
    expect(isErased({ email: `${id}@erased.invalid` })).toBe(true);
    expect(isErased({ email: 'erased.invalid@example.org' })).toBe(false);
  });
});
