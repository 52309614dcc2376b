/**
 * Published exercises as their authors see them. An exercise is the folder's until a draft of it is published here; from then on the app's
 * revision stays current, whatever the folder has, until it is given back.
 */
import { z } from 'zod';
import { Person } from './account.ts';
import { PackageDraft, PackagePath, VerificationId } from './authoring.ts';
import { Rejudge } from './authoring-rejudge.ts';
import { Track } from './exercise.ts';
import { Slug } from './ids.ts';

export const ExerciseOrigin = z.enum(['folder', 'app']);
export type ExerciseOrigin = z.infer<typeof ExerciseOrigin>;

/** POST /api/authoring/drafts/:id/publish. The verification has to be green, and of the files as they are now. */
export const PublishRequest = z.strictObject({
  verification: VerificationId,
  /** Also where PackageDraftView says `replaces`; 409 without it. */
  replace: z.boolean().default(false),
});
export type PublishRequest = z.infer<typeof PublishRequest>;

export const Published = z.object({ slug: Slug, revision: z.uuid(), publishedAt: z.iso.datetime() });
export type Published = z.infer<typeof Published>;

export const AuthoredExercise = z.object({
  slug: Slug,
  title: z.string(),
  track: Track,
  position: z.int(),
  origin: ExerciseOrigin,
  /** The current revision. */
  revision: z.uuid(),
  /** When it became current, and by whom; `publishedBy` null: by a server's start. */
  publishedAt: z.iso.datetime(),
  publishedBy: Person.nullable(),
  /** Candidates do not see it. */
  withdrawn: z.boolean(),
  /**
   * What the exercises' folder has: `current`: what is published. The others are of exercises of the app: `same` files as were
   * published, `different` ones, a package that is `broken`, or none (`absent`).
   */
  folder: z.enum(['current', 'same', 'different', 'broken', 'absent']),
  /** Drafts of it that are not archived. */
  drafts: z.int(),
});
export type AuthoredExercise = z.infer<typeof AuthoredExercise>;

/** GET /api/authoring/exercises, by track and position. */
export const AuthoredExerciseList = z.object({
  items: z.array(AuthoredExercise),
  /** Packages of the folder that could not be loaded when the server started. A draft can be made of each. */
  broken: z.array(z.object({ slug: z.string(), error: z.string() })),
});
export type AuthoredExerciseList = z.infer<typeof AuthoredExerciseList>;

/** A revision that was current at some time. */
export const ExerciseRevisionView = z.object({
  id: z.uuid(),
  current: z.boolean(),
  origin: ExerciseOrigin,
  /** When it became current last, and by whom; null: by a server's start. */
  publishedAt: z.iso.datetime(),
  publishedBy: Person.nullable(),
  /** Candidates' full submissions that belong to it, and how many of them are finished. */
  submissions: z.int(),
  finished: z.int(),
});
export type ExerciseRevisionView = z.infer<typeof ExerciseRevisionView>;

/** GET /api/authoring/exercises/:slug */
export const AuthoredExerciseView = z.object({
  exercise: AuthoredExercise,
  /** The one that became current last comes first. */
  revisions: z.array(ExerciseRevisionView),
  drafts: z.array(PackageDraft),
  /** Newest first. */
  rejudges: z.array(Rejudge),
});
export type AuthoredExerciseView = z.infer<typeof AuthoredExerciseView>;

/** A file on one side; `content` null: it is too large to be shown. */
export const FileSide = z.object({ bytes: z.int(), content: z.string().nullable() });
export type FileSide = z.infer<typeof FileSide>;

/** GET /api/authoring/exercises/:slug/difference: files that are not the same in the folder and in the app's current package. */
export const FolderDifference = z.object({
  slug: Slug,
  /** By path. A side is null where it has no such file. */
  files: z.array(z.object({ path: PackagePath, folder: FileSide.nullable(), app: FileSide.nullable() })),
  /** How many files are the same. */
  same: z.int(),
});
export type FolderDifference = z.infer<typeof FolderDifference>;

/** POST /api/authoring/exercises/:slug/give-back. `revision` null: the folder has no such exercise, so that it is withdrawn. */
export const GivenBack = z.object({ slug: Slug, revision: z.uuid().nullable() });
export type GivenBack = z.infer<typeof GivenBack>;
