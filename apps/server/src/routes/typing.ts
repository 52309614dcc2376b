/** What was typed in a sitting, to be played back, and what happened in it. */
import { MomentPage, type PersonKey, Problem, SittingId, Slug, TypingPage } from '@lockstep/protocol';
import type { StoredSitting } from '@lockstep/store';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { toBase64 } from '../live-code/code-room.ts';
import { ProblemError } from '../problems.ts';
import type { RouteContext } from './context.ts';

const After = z.object({
  after: z.coerce.number().pipe(z.int().min(0)).default(0).describe('the `next` of the page before'),
});
const access = { access: 'interviewer' } as const;
const CHANGES = 1_000;
const MOMENTS = 500;

export function typingRoutes({ store }: RouteContext): FastifyPluginAsyncZod {
  const existing = async (id: SittingId): Promise<StoredSitting> => {
    const sitting = await store.sittings.get(id);
    if (sitting === null) throw new ProblemError(404, 'There is no candidate with this id.');
    return sitting;
  };
  const named = async ({ candidate }: StoredSitting, keys: readonly (PersonKey | null)[]) => {
    const accounts = keys.flatMap((key) => (key === null || key === 'candidate' ? [] : [key]));
    const names = accounts.length === 0 ? [] : await store.moments.names(accounts);
    return keys.includes('candidate') ? [{ key: 'candidate' as const, name: candidate }, ...names] : names;
  };
  return async (app) => {
    app.get(
      '/api/sittings/:id/typing/:slug',
      {
        config: access,
        schema: {
          summary: 'Everything that was typed in one exercise, change by change',
          description:
            'Yjs updates (format 1) of a document with one text, `source`. Applied in order to an empty document, they are the code as it was at each time.',
          tags: ['Interviews'],
          params: z.object({ id: SittingId, slug: Slug }),
          querystring: After,
          response: { 200: TypingPage, default: Problem },
        },
      },
      async ({ params, query }) => {
        const sitting = await existing(params.id);
        const key = { sitting: sitting.id, slug: params.slug };
        // The head first: the log may grow meanwhile, but never goes back.
        const last = (await store.liveCodes.head(key))?.lastSeq ?? 0;
        const rows = await store.liveCodes.after(key, query.after, CHANGES);
        const items = rows.map(({ seq, at, delayed, author, paste, update }) => ({
          ...{ seq, at: at.toISOString(), delayed, paste },
          by: seq === 1 ? null : (author ?? ('candidate' as const)),
          update: toBase64(update),
        }));
        const end = items.at(-1)?.seq ?? query.after;
        return {
          items,
          next: items.length === CHANGES ? end : null,
          last: Math.max(last, end),
          people: await named(
            sitting,
            items.map(({ by }) => by),
          ),
        };
      },
    );

    app.get(
      '/api/sittings/:id/moments',
      {
        config: access,
        schema: {
          summary: 'What happened in a sitting: what was opened, pasted, pointed at; when the page was left',
          tags: ['Interviews'],
          params: z.object({ id: SittingId }),
          querystring: After,
          response: { 200: MomentPage, default: Problem },
        },
      },
      async ({ params, query }) => {
        const sitting = await existing(params.id);
        const [items, full] = await Promise.all([
          store.moments.after(sitting.id, query.after, MOMENTS),
          store.moments.isFull(sitting.id),
        ]);
        return {
          items,
          next: items.length === MOMENTS ? (items.at(-1)?.id ?? null) : null,
          full,
          people: await named(
            sitting,
            items.map((moment) => ('by' in moment ? moment.by : 'candidate')),
          ),
        };
      },
    );
  };
}
