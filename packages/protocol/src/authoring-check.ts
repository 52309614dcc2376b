/** What a draft is as a package: everything that is wrong with it, and once it is whole what a preview shows. Nothing of it is run. */
import { z } from 'zod';
import { FilesDigest, PackagePath } from './authoring.ts';
import { ExerciseView, Track } from './exercise.ts';
import { Verdict, VerdictCode } from './verdict.ts';

/** One thing that is wrong, and what to do about it. */
export const PackageFault = z.object({
  /** Empty for the package as a whole. Need not be there: a file may be missing. */
  file: z.string(),
  /** Place inside a YAML file: `limits.wall_ms`; empty for the whole file. */
  key: z.string(),
  /** Line in the file, from 1, where it is known. */
  line: z.int().min(1).nullable(),
  message: z.string(),
});
export type PackageFault = z.infer<typeof PackageFault>;

/** A test with everything, hidden or not: for its authors. */
export const PackageTest = z.object({
  group: z.enum(['sample', 'hidden', 'scope']),
  file: PackagePath,
  name: z.string(),
  title: z.string(),
  /** Cut off at some length. */
  call: z.string(),
  /** In Python's words, cut off at some length; null where the checker decides or a generator makes the value. */
  expected: z.string().nullable(),
  /** The checker decides. */
  checked: z.boolean(),
  /** Candidates see call, expected value, result and output. Always true for samples and scopes. */
  revealed: z.boolean(),
  explanation: z.string().nullable(),
});
export type PackageTest = z.infer<typeof PackageTest>;

export const PackageSubmission = z.object({
  path: PackagePath,
  /** File name without its ending. */
  name: z.string(),
  expected: Verdict,
  code: VerdictCode,
  note: z.string().nullable(),
  /** Mistakes that leave it right, as submissions.yaml has them. */
  equivalent: z.array(z.object({ mistake: z.string(), line: z.int(), why: z.string() })),
});
export type PackageSubmission = z.infer<typeof PackageSubmission>;

/** POST /api/authoring/drafts/:id/check */
export const PackageCheck = z.object({
  /** Of the draft, when it was checked. */
  version: z.int(),
  digest: FilesDigest,
  /** At most 100; none: the package is whole. */
  faults: z.array(PackageFault),
  /** Tracks to choose from. */
  tracks: z.array(Track),
  /** Null while something is wrong. */
  whole: z
    .object({
      /** What a candidate sees. */
      exercise: ExerciseView,
      /** Samples, hidden tests, scopes, each in the order in which they run. */
      tests: z.array(PackageTest),
      /** In the order in which they are verified. */
      submissions: z.array(PackageSubmission),
    })
    .nullable(),
});
export type PackageCheck = z.infer<typeof PackageCheck>;
