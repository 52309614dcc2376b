/** Moments of sittings: facts, in the order in which they were learned of. They are only ever added, up to a bound. */
import { type AccountId, LIVE_CODE_LIMITS, type PersonKey, SittingId, SittingMoment } from '@lockstep/protocol';
import { z } from 'zod';
import type { Database } from '../client.ts';
import { fromDocument, toDocument } from '../stored.ts';
import { SITTING_CHANNEL } from './sitting-notice.ts';

type WithoutId<T> = T extends unknown ? Omit<T, 'id' | 'at'> : never;
/** A moment that is yet to be kept. */
export type NewMoment = WithoutId<SittingMoment> & { readonly at: Date };

export interface Moments {
  /** Keeps a moment. False: there are as many of the sitting as are kept, or there is no such sitting. */
  add(sitting: SittingId, moment: NewMoment): Promise<boolean>;
  /** Up to `limit` (at most 1000) with ids above `id`, in order. */
  after(sitting: SittingId, id: number, limit?: number): Promise<SittingMoment[]>;
  /** The id of the last one; 0: there is none. */
  last(sitting: SittingId): Promise<number>;
  /** Whether there are as many as are kept. */
  isFull(sitting: SittingId): Promise<boolean>;
  /** Those of the sittings whose candidate is connected, by what was told last. */
  connected(sittings: readonly SittingId[]): Promise<ReadonlySet<SittingId>>;
  /** Names of accounts, as they are now. */
  names(accounts: readonly AccountId[]): Promise<{ key: PersonKey; name: string }[]>;
}

const MAX_PAGE = 1_000;
const Added = z.tuple([z.object({ count: z.int() })]);
const Sittings = z.array(z.object({ id: SittingId }));
const OneId = z.tuple([z.object({ id: z.coerce.number() })]);

export function openMoments(database: Database): Moments {
  return {
    async add(sitting, { at, delayed, kind, ...rest }) {
      const { slug, ...content } = { slug: null, ...rest };
      // The sitting is held, so that ids rise in the order in which transactions commit: who reads on after an id misses none.
      const added = await database.run(
        (client) => client.$queryRaw`
          WITH held AS (SELECT id FROM sitting WHERE id = ${sitting}::uuid FOR NO KEY UPDATE), added AS (
            INSERT INTO sitting_moment (sitting_id, at, delayed, kind, slug, content)
            SELECT id, ${at}, ${delayed}, ${kind}, ${slug}, ${toDocument(content)}::json FROM held
            WHERE (SELECT count(*) FROM sitting_moment WHERE sitting_id = ${sitting}::uuid) < ${LIVE_CODE_LIMITS.moments}
            RETURNING sitting_id
          )
          SELECT count(pg_notify(${SITTING_CHANNEL}, sitting_id::text))::int AS count FROM added`,
      );
      return Added.parse(added)[0].count > 0;
    },

    async after(sitting, id, limit = MAX_PAGE) {
      const rows = await database.run((client) =>
        client.sittingMoment.findMany({
          where: { sittingId: sitting, id: { gt: Math.max(0, Math.trunc(id)) } },
          orderBy: { id: 'asc' },
          take: Math.max(1, Math.min(Math.trunc(limit), MAX_PAGE)),
        }),
      );
      return rows.map((row) =>
        fromDocument(SittingMoment, `moment ${row.id} of sitting ${sitting}`, {
          ...z.record(z.string(), z.unknown()).parse(row.content),
          id: Number(row.id),
          at: row.at.toISOString(),
          delayed: row.delayed,
          kind: row.kind,
          ...(row.slug === null ? {} : { slug: row.slug }),
        }),
      );
    },

    async last(sitting) {
      const rows = await database.run(
        (client) =>
          client.$queryRaw`SELECT coalesce(max(id), 0) AS id FROM sitting_moment WHERE sitting_id = ${sitting}::uuid`,
      );
      return OneId.parse(rows)[0].id;
    },

    async isFull(sitting) {
      const count = await database.run((client) => client.sittingMoment.count({ where: { sittingId: sitting } }));
      return count >= LIVE_CODE_LIMITS.moments;
    },

    async connected(sittings) {
      // From the end on, for each of them: moments are many, and what is asked for is among the last.
      const rows = await database.run(
        (client) => client.$queryRaw`
          SELECT asked.id FROM unnest(${[...sittings]}::uuid[]) AS asked (id) CROSS JOIN LATERAL (
            SELECT kind FROM sitting_moment
            WHERE sitting_id = asked.id AND kind IN ('connected', 'disconnected') ORDER BY id DESC LIMIT 1
          ) AS last WHERE last.kind = 'connected'`,
      );
      return new Set(Sittings.parse(rows).map(({ id }) => id));
    },

    async names(accounts) {
      const rows = await database.run((client) =>
        client.account.findMany({
          where: { id: { in: [...new Set(accounts)] } },
          orderBy: { id: 'asc' },
          select: { id: true, name: true },
        }),
      );
      return rows.map(({ id, name }) => ({ key: id as AccountId, name }));
    },
  };
}
