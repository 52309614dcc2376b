/** Names that cross boundaries, branded so that one kind of id cannot be passed for another. */
import { z } from 'zod';

export const SubmissionId = z.uuid().brand<'SubmissionId'>();
export type SubmissionId = z.infer<typeof SubmissionId>;

export const VisitorId = z.uuid().brand<'VisitorId'>();
export type VisitorId = z.infer<typeof VisitorId>;

/** Folder name of an exercise: lower case words joined by hyphens, at most 64 characters. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'a slug is lower-case words joined by hyphens')
  .max(64)
  .brand<'Slug'>();
export type Slug = z.infer<typeof Slug>;

/** Of a process of a program under exploration: `0` is the main process, `0.1` the second child that it made. */
export const ProcessPath = z.string().regex(/^0(?:\.\d{1,4}){0,6}$/);
export type ProcessPath = z.infer<typeof ProcessPath>;
