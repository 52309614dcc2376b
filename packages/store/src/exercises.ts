/**
 * The exercise bank as it was published: revisions that never change, and which of them is current.
 *
 * A revision is known by slug and digest: publishing the same package again changes nothing. An exercise that is no
 * longer in the bank is withdrawn, not deleted, since submissions point to it. One whose package is broken now keeps
 * its last good revision, and is listed as broken beside.
 */
import { randomUUID } from 'node:crypto';
import { Exercise, type Slug } from '@lockstep/protocol';
import { z } from 'zod';
import type { Database } from './client.ts';
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
  /** Makes these the bank, all at once. Several servers may do it at the same time. */
  publish(exercises: readonly Exercise[], broken?: readonly BrokenExercise[]): Promise<PublishResult>;
  /** Current exercises by track and position. */
  current(): Promise<PublishedExercise[]>;
  /** What could not be loaded at the last publishing. */
  broken(): Promise<BrokenExercise[]>;
  /** The current revision, or null for an exercise that is unknown or withdrawn. */
  bySlug(slug: Slug): Promise<PublishedExercise | null>;
  /** Any revision, also an old one. */
  revision(id: string): Promise<PublishedExercise | null>;
}

/** Slugs by what publishing did to them. */
export interface PublishResult {
  /** With a revision that was not here before. */
  readonly changed: readonly string[];
  readonly withdrawn: readonly string[];
}

const PUBLISH_LOCK = 'lockstep publish';

export function openExercises(database: Database, now: () => Date): Exercises {
  return {
    publish(exercises, broken = []) {
      return database.transact(async (transaction) => {
        await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${PUBLISH_LOCK}))`;
        const changed: string[] = [];
        for (const exercise of exercises) {
          const { slug, digest } = exercise;
          const inserted = await transaction.$executeRaw`
            INSERT INTO exercise_revision (id, slug, digest, content)
            VALUES (${randomUUID()}::uuid, ${slug}, ${digest}, ${toDocument(exercise)}::json)
            ON CONFLICT (slug, digest) DO NOTHING`;
          if (inserted > 0) changed.push(slug);
          await transaction.$executeRaw`
            INSERT INTO exercise (slug, current_revision_id)
            SELECT slug, id FROM exercise_revision WHERE slug = ${slug} AND digest = ${digest}
            ON CONFLICT (slug) DO UPDATE SET current_revision_id = excluded.current_revision_id, withdrawn_at = NULL
            WHERE exercise.current_revision_id <> excluded.current_revision_id OR exercise.withdrawn_at IS NOT NULL`;
        }
        const kept = [...exercises, ...broken].map(({ slug }) => slug);
        const withdrawn = await transaction.exercise.updateManyAndReturn({
          where: { slug: { notIn: kept }, withdrawnAt: null },
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

    broken: () => database.run((client) => client.brokenExercise.findMany({ orderBy: { slug: 'asc' } })),

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
