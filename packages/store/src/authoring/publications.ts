/** What was published of exercises, from where and by whom; publishing drafts, and giving exercises back to the folder. */
import {
  type AccountId,
  AuthoredExercise,
  Exercise,
  ExerciseRevisionView,
  FilesDigest,
  type PackageDraftId,
  Person,
  Slug,
  type VerificationId,
} from '@lockstep/protocol';
import { z } from 'zod';
import { note } from '../accounts/audit.ts';
import type { Database } from '../client.ts';
import { holdBank, makeCurrent, reviseExercise } from '../exercises.ts';
import { fromDocument } from '../stored.ts';
import { holdDraft } from './package-files.ts';

export interface DraftToPublish {
  readonly draft: PackageDraftId;
  /** Of the draft, when its files were read: they may not have changed since. */
  readonly version: number;
  /** Of the draft's files; the revision that is published is its. */
  readonly verification: VerificationId;
  /** The archive of the draft's files. */
  readonly package: Uint8Array<ArrayBuffer>;
  readonly actor: AccountId;
}

export type DraftPublished =
  | { readonly kind: 'published'; readonly slug: Slug; readonly revision: string; readonly publishedAt: string }
  /** The draft was changed since, or the verification is of other files. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'archived' }
  | { readonly kind: 'unknown' };

/** An exercise as it is published, without what the folder has. */
const StoredAuthored = AuthoredExercise.omit({ folder: true }).extend({
  /** Of the files of the app's package; null: the folder has them. */
  digest: FilesDigest.nullable(),
});
export type StoredAuthored = z.infer<typeof StoredAuthored>;

export interface Publications {
  publish(draft: DraftToPublish): Promise<DraftPublished>;
  /**
   * Makes the folder's exercise current again, and the folder the exercise's owner; `exercise` null: the folder has none, so that it is
   * withdrawn. Returns the revision, or null with that. `not-apps`: it is the folder's already, or there is no such exercise.
   */
  giveBack(
    slug: Slug,
    exercise: Exercise | null,
    actor: AccountId,
  ): Promise<{ readonly revision: string | null } | 'not-apps'>;
  /** All exercises, also withdrawn ones, by track and position. */
  list(): Promise<StoredAuthored[]>;
  get(slug: Slug): Promise<StoredAuthored | null>;
  /** The archive of the app's current package; null: it is not the app's. */
  package(slug: Slug): Promise<Uint8Array | null>;
  /** Of revisions that were current at some time; the one that became so last comes first. The last few. */
  revisions(slug: Slug): Promise<ExerciseRevisionView[]>;
}

const MOST_REVISIONS = 100;

export function openPublications(database: Database, now: () => Date): Publications {
  const list = async (slug?: Slug): Promise<StoredAuthored[]> => {
    const where = slug === undefined ? {} : { slug };
    const [exercises, publications, drafts] = await database.run((client) =>
      Promise.all([
        client.exercise.findMany({ where, include: { currentRevision: { select: { content: true } } } }),
        client.publication.findMany({
          where,
          orderBy: [{ slug: 'asc' }, { id: 'desc' }],
          distinct: ['slug'],
          omit: { package: true },
          include: { publishedBy: { select: { id: true, name: true } } },
        }),
        client.packageDraft.groupBy({ by: ['slug'], where: { ...where, archivedAt: null }, _count: { _all: true } }),
      ]),
    );
    const rows = exercises.map(({ slug: name, currentRevision, currentRevisionId, withdrawnAt, origin }) => {
      const { title, track, position } = fromDocument(Exercise, `exercise ${name}`, currentRevision.content);
      const last = publications.find((one) => one.slug === name);
      return {
        slug: name,
        title,
        track,
        position,
        origin,
        revision: currentRevisionId,
        publishedAt: last?.publishedAt.toISOString(),
        publishedBy: last?.publishedBy ?? null,
        withdrawn: withdrawnAt !== null,
        drafts: drafts.find((one) => one.slug === name)?._count._all ?? 0,
        digest: origin === 'app' ? (last?.digest ?? null) : null,
      };
    });
    return fromDocument(z.array(StoredAuthored), 'the published exercises', rows).sort(
      (a, b) => a.track.number - b.track.number || a.position - b.position || (a.slug < b.slug ? -1 : 1),
    );
  };

  return {
    publish: ({ draft, version, verification, package: bytes, actor }) =>
      database.transact(async (transaction) => {
        await holdBank(transaction);
        const held = await holdDraft(transaction, draft);
        if (held === null) return { kind: 'unknown' };
        if (held.archived) return { kind: 'archived' };
        const verified = await transaction.verification.findFirst({
          where: { id: verification, draftId: draft, digest: held.digest },
          select: { revisionId: true, revision: { select: { slug: true } } },
        });
        if (verified === null || held.version !== version) return { kind: 'changed' };
        const { revisionId } = verified;
        const slug = Slug.parse(verified.revision.slug);
        const at = now();
        const whole = { bytes, digest: held.digest };
        await makeCurrent(transaction, { slug, revisionId, origin: 'app', package: whole, by: actor, at });
        await transaction.packageDraft.update({
          where: { id: draft },
          data: { origin: 'app', originDigest: held.digest },
        });
        await note(transaction, actor, 'exercise-published', slug);
        return { kind: 'published', slug, revision: revisionId, publishedAt: at.toISOString() };
      }),

    giveBack: (slug, exercise, actor) =>
      database.transact(async (transaction) => {
        await holdBank(transaction);
        const was = await transaction.exercise.findUnique({ where: { slug }, select: { origin: true } });
        if (was?.origin !== 'app') return 'not-apps';
        await note(transaction, actor, 'exercise-given-back', slug);
        if (exercise === null) {
          const data = { origin: 'folder', folderRevisionId: null, withdrawnAt: now() };
          await transaction.exercise.update({ where: { slug }, data });
          return { revision: null };
        }
        const revisionId = await reviseExercise(transaction, exercise);
        await makeCurrent(transaction, { slug, revisionId, origin: 'folder', by: actor, at: now() });
        return { revision: revisionId };
      }),

    list: () => list(),

    get: async (slug) => (await list(slug))[0] ?? null,

    async package(slug) {
      const row = await database.run((client) =>
        client.publication.findFirst({
          where: { slug, origin: 'app', revision: { currentOf: { origin: 'app' } } },
          orderBy: { id: 'desc' },
          select: { package: true },
        }),
      );
      return row?.package ?? null;
    },

    async revisions(slug) {
      const [publications, counts, current] = await database.run((client) =>
        Promise.all([
          client.$queryRaw`
            SELECT DISTINCT ON (revision_id) publication.id::text AS number, revision_id AS id, origin,
              published_at AS "publishedAt", account.id AS "byId", account.name AS "byName"
            FROM publication LEFT JOIN account ON account.id = published_by_id
            WHERE slug = ${slug} ORDER BY revision_id, publication.id DESC`,
          client.$queryRaw`
            SELECT revision_id AS id, count(*)::int AS submissions, (count(*) FILTER (WHERE state = 'finished'))::int AS finished
            FROM submission WHERE slug = ${slug} AND mode = 'full' AND purpose = 'candidate' GROUP BY revision_id`,
          client.exercise.findUnique({ where: { slug }, select: { currentRevisionId: true } }),
        ]),
      );
      const of = new Map(Counts.parse(counts).map(({ id, ...figures }) => [id, figures]));
      return Revisions.parse(publications)
        .sort((a, b) => (a.number < b.number ? 1 : -1))
        .slice(0, MOST_REVISIONS)
        .map(({ number: _, id, origin, publishedAt, byId, byName }) =>
          fromDocument(ExerciseRevisionView, `revision ${id}`, {
            id,
            current: id === current?.currentRevisionId,
            origin,
            publishedAt: publishedAt.toISOString(),
            publishedBy: byId === null ? null : Person.parse({ id: byId, name: byName }),
            ...(of.get(id) ?? { submissions: 0, finished: 0 }),
          }),
        );
    },
  };
}

const Revisions = z.array(
  z.object({
    number: z.string().transform(BigInt),
    id: z.uuid(),
    origin: z.string(),
    publishedAt: z.date(),
    byId: z.string().nullable(),
    byName: z.string().nullable(),
  }),
);
const Counts = z.array(z.object({ id: z.uuid(), submissions: z.int(), finished: z.int() }));
