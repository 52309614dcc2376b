/**
 * The exercise bank as it was published: revisions that never change, and which of them is current.
 *
 * A revision is known by slug and digest: publishing the same package again changes nothing. An exercise that is no
 * longer in the bank is withdrawn, not deleted, since submissions point to it. One whose package is broken now keeps
 * its last good revision, and is listed as broken beside. An exercise that was published in the app is the app's until it is given back.
 */
import { randomUUID } from 'node:crypto';
import { type AccountId, Exercise, type Slug } from '@lockstep/protocol';
import { z } from 'zod';
import type { Database, Transaction } from './client.ts';
import { fromDocument, toDocument, toText } from './stored.ts';

export interface BrokenExercise {
  /** The folder's name, which need not be a valid slug. */
  readonly slug: string;
  readonly error: string;
}

export interface PublishedExercise {
  readonly revisionId: string;
  readonly exercise: Exercise;
}

export interface Exercises {
  /**
   * Makes these, which come from the exercises' folder, the bank, all at once. Exercises that were published in the app stay as they are;
   * of them it is noted what the folder has. Several servers may do it at the same time.
   */
  publish(exercises: readonly Exercise[], broken?: readonly BrokenExercise[]): Promise<PublishResult>;
  /** Current exercises by track and position. */
  current(): Promise<PublishedExercise[]>;
  /** What could not be loaded at the last publishing, but for exercises that the app has. */
  broken(): Promise<BrokenExercise[]>;
  /** All of what could not be loaded. */
  brokenInFolder(): Promise<BrokenExercise[]>;
  /** The current revision, or null for an exercise that is unknown or withdrawn. */
  bySlug(slug: Slug): Promise<PublishedExercise | null>;
  /** Any revision, also an old one. */
  revision(id: string): Promise<PublishedExercise | null>;
}

/** Slugs by what publishing did to them. */
export interface PublishResult {
  /** With another current revision than before. */
  readonly changed: readonly string[];
  readonly withdrawn: readonly string[];
}

const PUBLISH_LOCK = 'lockstep publish';

/** Held to the end of the transaction: what is current changes at one place at a time. */
export async function holdBank(transaction: Transaction): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${PUBLISH_LOCK}))`;
}

const Revision = z.array(z.object({ id: z.uuid() }));

/** The revision with this content, made now if there is none. */
export async function reviseExercise(transaction: Transaction, exercise: Exercise): Promise<string> {
  const { slug, digest } = exercise;
  await transaction.$executeRaw`
    INSERT INTO exercise_revision (id, slug, digest, content)
    VALUES (${randomUUID()}::uuid, ${slug}, ${digest}, ${toDocument(exercise)}::json)
    ON CONFLICT (slug, digest) DO NOTHING`;
  const rows = await transaction.$queryRaw`
    SELECT id FROM exercise_revision WHERE slug = ${slug} AND digest = ${digest}`;
  const [revision] = Revision.parse(rows);
  if (revision === undefined) throw new Error(`the revision of ${slug} that was just made is not there`);
  return revision.id;
}

export interface NewlyCurrent {
  readonly slug: string;
  readonly revisionId: string;
  readonly origin: 'folder' | 'app';
  /** The whole package with the digest of its files; only of the app's. */
  readonly package?: { readonly bytes: Uint8Array<ArrayBuffer>; readonly digest: string };
  /** null: a server's start. */
  readonly by: AccountId | null;
  readonly at: Date;
}

/** Makes a revision the current one and notes that it was published. The caller holds the bank. */
export async function makeCurrent(
  transaction: Transaction,
  { slug, revisionId, origin, package: whole, by, at }: NewlyCurrent,
): Promise<void> {
  const data = { currentRevisionId: revisionId, origin, withdrawnAt: null };
  const folder = origin === 'folder' ? { folderRevisionId: revisionId } : {};
  await transaction.exercise.upsert({
    where: { slug },
    create: { slug, ...data, ...folder },
    update: { ...data, ...folder },
  });
  await transaction.publication.create({
    data: {
      slug,
      revisionId,
      origin,
      package: whole?.bytes ?? null,
      digest: whole?.digest ?? null,
      publishedById: by,
      publishedAt: at,
    },
  });
}

export function openExercises(database: Database, now: () => Date): Exercises {
  return {
    publish(exercises, broken = []) {
      return database.transact(async (transaction) => {
        await holdBank(transaction);
        const known = new Map((await transaction.exercise.findMany()).map((row) => [row.slug, row]));
        const changed: string[] = [];
        for (const exercise of exercises) {
          const { slug } = exercise;
          const revisionId = await reviseExercise(transaction, exercise);
          const was = known.get(slug);
          if (was?.origin === 'app') {
            if (was.folderRevisionId !== revisionId) {
              await transaction.exercise.update({ where: { slug }, data: { folderRevisionId: revisionId } });
            }
            continue;
          }
          const differs = was?.currentRevisionId !== revisionId;
          if (differs) changed.push(slug);
          if (differs || was?.withdrawnAt !== null) {
            await makeCurrent(transaction, { slug, revisionId, origin: 'folder', by: null, at: now() });
          }
        }
        const kept = [...exercises, ...broken].map(({ slug }) => slug);
        const gone = { slug: { notIn: kept } };
        await transaction.exercise.updateMany({ where: { ...gone, origin: 'app' }, data: { folderRevisionId: null } });
        const withdrawn = await transaction.exercise.updateManyAndReturn({
          where: { ...gone, origin: 'folder', withdrawnAt: null },
          data: { withdrawnAt: now() },
          select: { slug: true },
        });
        await transaction.brokenExercise.deleteMany();
        await transaction.brokenExercise.createMany({
          data: broken.map(({ slug, error }) => ({ slug: toText(slug), error: toText(error) })),
          skipDuplicates: true,
        });
        return { changed, withdrawn: withdrawn.map(({ slug }) => slug) };
      });
    },

    async current() {
      const rows = await database.run((client) =>
        client.exercise.findMany({ where: { withdrawnAt: null }, include: { currentRevision: true } }),
      );
      return rows
        .map(({ currentRevision }) => published(currentRevision))
        .sort(
          ({ exercise: a }, { exercise: b }) =>
            a.track.number - b.track.number || a.position - b.position || (a.slug < b.slug ? -1 : 1),
        );
    },

    async broken() {
      const [rows, ofApp] = await database.run((client) =>
        Promise.all([
          client.brokenExercise.findMany({ orderBy: { slug: 'asc' } }),
          client.exercise.findMany({ where: { origin: 'app', withdrawnAt: null }, select: { slug: true } }),
        ]),
      );
      return rows.filter((row) => !ofApp.some(({ slug }) => slug === row.slug));
    },

    brokenInFolder: () => database.run((client) => client.brokenExercise.findMany({ orderBy: { slug: 'asc' } })),

    async bySlug(slug) {
      const row = await database.run((client) =>
        client.exercise.findUnique({ where: { slug, withdrawnAt: null }, include: { currentRevision: true } }),
      );
      return row === null ? null : published(row.currentRevision);
    },

    async revision(id) {
      if (!z.uuid().safeParse(id).success) return null;
      const row = await database.run((client) => client.exerciseRevision.findUnique({ where: { id } }));
      return row === null ? null : published(row);
    },
  };
}

function published({ id, slug, content }: { id: string; slug: string; content: unknown }): PublishedExercise {
  return { revisionId: id, exercise: fromDocument(Exercise, `exercise ${slug}, revision ${id},`, content) };
}
