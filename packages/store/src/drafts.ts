/** What a visitor has in the editor of each exercise. A save names the version that it follows: two tabs cannot overwrite one another unseen. */
import type { Draft, Slug, VisitorId } from '@lockstep/protocol';
import { z } from 'zod';
import type { Database } from './client.ts';
import { toText } from './stored.ts';

export interface DraftSave {
  readonly visitorId: VisitorId;
  readonly slug: Slug;
  readonly source: string;
  /** The version that the visitor had before; 0 when there was none. */
  readonly follows: number;
}

export type DraftSaved =
  | { readonly kind: 'saved'; readonly draft: Draft }
  /** Somebody else saved since: this is what is there. Nothing was written. */
  | { readonly kind: 'conflict'; readonly draft: Draft }
  | { readonly kind: 'no-exercise' };

export interface Drafts {
  find(visitorId: VisitorId, slug: Slug): Promise<Draft | null>;
  save(save: DraftSave): Promise<DraftSaved>;
}

const Row = z.object({ source: z.string(), version: z.int(), saved_at: z.date() });

export function openDrafts(database: Database): Drafts {
  const find = async (visitorId: VisitorId, slug: Slug): Promise<Draft | null> => {
    const row = await database.run((client) =>
      client.draft.findUnique({ where: { visitorId_slug: { visitorId, slug } } }),
    );
    return row === null ? null : { source: row.source, version: row.version, savedAt: row.savedAt.toISOString() };
  };
  return {
    find,
    async save({ visitorId, slug, source, follows }) {
      const rows = await database.run((client) =>
        follows === 0
          ? client.$queryRaw`
              INSERT INTO draft (visitor_id, slug, source, version)
              SELECT ${visitorId}::uuid, slug, ${toText(source)}, 1 FROM exercise WHERE slug = ${slug}
              ON CONFLICT DO NOTHING RETURNING source, version, saved_at`
          : client.$queryRaw`
              UPDATE draft SET source = ${toText(source)}, version = version + 1, saved_at = now()
              WHERE visitor_id = ${visitorId}::uuid AND slug = ${slug} AND version = ${follows}
              RETURNING source, version, saved_at`,
      );
      const [saved] = z.array(Row).parse(rows);
      if (saved !== undefined) {
        return {
          kind: 'saved',
          draft: { source: saved.source, version: saved.version, savedAt: saved.saved_at.toISOString() },
        };
      }
      const exists = await database.run((client) =>
        client.exercise.findUnique({ where: { slug }, select: { slug: true } }),
      );
      if (exists === null) return { kind: 'no-exercise' };
      return { kind: 'conflict', draft: (await find(visitorId, slug)) ?? { source: '', version: 0, savedAt: null } };
    },
  };
}
