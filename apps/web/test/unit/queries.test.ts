import type { Draft } from '@lockstep/protocol';
import { beforeEach, expect, it } from 'vitest';
import { createQueryClient } from '../../src/app/providers.tsx';
import { type Api, createApi } from '../../src/shared/api/api.ts';
import { ApiError } from '../../src/shared/api/http.ts';
import { beginExercise, takeDraft } from '../../src/shared/api/queries.ts';

const draft = (version: number): Draft => ({ source: `# ${version}`, version, savedAt: null });

let asked: string[];
let api: Api;
let failing: boolean;
beforeEach(() => {
  asked = [];
  failing = false;
  api = createApi(async (address) => {
    asked.push(address);
    if (failing) throw new TypeError('offline');
    return Response.json(draft(asked.length));
  });
});

const drafts = () => asked.filter((address) => address.endsWith('/draft')).length;

it('a draft that was begun is taken once, also while it is on its way; after that it is asked for anew', async () => {
  const queries = createQueryClient();
  beginExercise(queries, api, 'locked-counter', null);
  const first = await takeDraft(queries, api, 'locked-counter', null);
  expect(drafts()).toBe(1);
  const second = await takeDraft(queries, api, 'locked-counter', null);
  expect(drafts()).toBe(2);
  expect(second.version).toBeGreaterThan(first.version);
});

it('the exercise itself is asked for together with its draft', () => {
  beginExercise(createQueryClient(), api, 'locked-counter', null);
  expect(asked).toEqual(['/api/exercises/locked-counter', '/api/exercises/locked-counter/draft']);
});

it('a draft that could not be had is refused at once, and the next one who asks gets a new answer', async () => {
  const queries = createQueryClient();
  failing = true;
  beginExercise(queries, api, 'locked-counter', null);
  await expect(takeDraft(queries, api, 'locked-counter', null)).rejects.toBeInstanceOf(ApiError);
  failing = false;
  expect((await takeDraft(queries, api, 'locked-counter', null)).source).toMatch(/^# \d/);
});
