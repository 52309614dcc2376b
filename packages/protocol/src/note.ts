/**
 * Notes of reviewers on a sitting: on all of it, at a time of it, on an exercise, or on a line of a submission. Everybody who reviews reads
 * all of them and changes the own ones.
 */
import { z } from 'zod';
import { Person } from './account.ts';
import { Problem } from './api.ts';
import { Slug, SubmissionId } from './ids.ts';
import { SittingId } from './interview.ts';

export const NoteId = z.uuid().brand<'NoteId'>();
export type NoteId = z.infer<typeof NoteId>;

/** Plain text of one or more lines. */
export const NoteText = z
  .string()
  .trim()
  .min(1, 'a note has at least one character')
  .max(4_000)
  .refine((text) => text.isWellFormed() && !text.includes('\0'), { message: 'a note is text' });

const place = {
  /** A submission of the sitting. */
  submission: SubmissionId.nullable(),
  /** A line of the submission's source, from 1; null: all of it. */
  line: z.int().min(1).max(65_536).nullable(),
  /** The time since the sitting began, in milliseconds. */
  atMs: z
    .int()
    .min(0)
    .max(30 * 24 * 3_600_000)
    .nullable(),
  /** An exercise or a question of the interview. A note on a submission has that of the submission. */
  slug: Slug.nullable(),
};

/** POST /api/sittings/:id/notes; answered by 201 with the note. */
export const NoteRequest = z
  .strictObject({
    text: NoteText,
    submission: place.submission.default(null),
    line: place.line.default(null),
    atMs: place.atMs.default(null),
    slug: place.slug.default(null),
  })
  .refine(({ line, submission }) => line === null || submission !== null, {
    path: ['line'],
    message: 'a line is one of a submission',
  });
export type NoteRequest = z.infer<typeof NoteRequest>;

export const Note = z.object({
  id: NoteId,
  sitting: SittingId,
  ...place,
  author: Person,
  /** Whether who asks wrote it, and so may change it. */
  own: z.boolean(),
  text: z.string(),
  /** Counts the changes, from 1. */
  version: z.int().min(1),
  createdAt: z.iso.datetime(),
  /** null: never. */
  changedAt: z.iso.datetime().nullable(),
});
export type Note = z.infer<typeof Note>;

/** GET /api/sittings/:id/notes: all that were not deleted, in the order in which they were written. */
export const NoteList = z.object({ items: z.array(Note) });
export type NoteList = z.infer<typeof NoteList>;

/** PUT /api/notes/:id, answered by the note. `follows`: the version that was changed. */
export const NoteChange = z.strictObject({ text: NoteText, follows: z.int().min(1) });
export type NoteChange = z.infer<typeof NoteChange>;

/** Status 409 of PUT and DELETE /api/notes/:id?follows=<version>: it was changed meanwhile, in another tab. Nothing was written. */
export const NoteConflict = Problem.extend({ current: Note });
export type NoteConflict = z.infer<typeof NoteConflict>;
