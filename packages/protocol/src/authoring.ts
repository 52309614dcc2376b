/**
 * Authoring in the browser, all below /api/authoring and for admins: drafts of packages and their files. A draft holds the files of an
 * exercise package as exercises/README.md describes it. What a check, a verification, publishing and a rejudging say
 * is in the files authoring-*.ts beside this one.
 */
import { z } from 'zod';
import { AccountId } from './account.ts';
import { Problem } from './api.ts';
import { Slug } from './ids.ts';

/**
 * Bounds of a package, wherever it comes from. `pathCharacters` is that of a file within its package; with the slug before it it stays
 * below `entryCharacters`, that of a name in an archive.
 */
export const PACKAGE_SIZES = {
  archiveBytes: 32 * 2 ** 20,
  contentBytes: 32 * 2 ** 20,
  fileBytes: 2 * 2 ** 20,
  files: 1_000,
  entryCharacters: 200,
  pathCharacters: 135,
} as const;

/** What may be unfinished in authoring at once, and how much is made of one request. */
export const AUTHORING_BOUNDS = {
  /** Drafts that are not archived. */
  drafts: 200,
  /** Reference submissions and mutants of one verification. */
  cases: 500,
  /** Submissions of one rejudging. */
  rejudged: 5_000,
  /** Submissions that one request applies; the next request goes on. */
  appliedAtOnce: 200,
  /** Bytes of a file that a difference shows. */
  shownBytes: 256 * 2 ** 10,
} as const;

export const PackageDraftId = z.uuid().brand<'PackageDraftId'>();
export type PackageDraftId = z.infer<typeof PackageDraftId>;
export const VerificationId = z.uuid().brand<'VerificationId'>();
export type VerificationId = z.infer<typeof VerificationId>;

const encoder = new TextEncoder();

/** A file within its package: `data/sample/1-one.yaml`. Hidden files and `__pycache__` are no part of a package. */
export const PackagePath = z
  .string()
  .min(1, 'a file needs a name')
  .max(PACKAGE_SIZES.pathCharacters, `a file's path has at most ${PACKAGE_SIZES.pathCharacters} characters`)
  .regex(/^[\w./-]+$/, 'a path has letters without accents, digits, and . _ - / only')
  .refine(
    (path) => !path.startsWith('/') && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..'),
    {
      message: 'a path leads to a file within the package: no / at its ends, no // and no . or .. in it',
    },
  )
  .refine((path) => path.split('/').every((part) => !part.startsWith('.') && part !== '__pycache__'), {
    message: 'hidden files and __pycache__ are no part of a package',
  })
  .brand<'PackagePath'>();
export type PackagePath = z.infer<typeof PackagePath>;

/** What a file holds. */
export const PackageContent = z
  .string()
  .refine((content) => encoder.encode(content).length <= PACKAGE_SIZES.fileBytes, {
    message: `a file has at most ${PACKAGE_SIZES.fileBytes / 2 ** 20} MiB`,
  })
  .refine((content) => content.isWellFormed() && !content.includes('\0'), {
    message: 'a file is UTF-8 text without NUL characters',
  });

/** SHA-256 (hex) over the paths and contents of all files, reference submissions included. */
export const FilesDigest = z.string().regex(/^[0-9a-f]{64}$/);

/** An author, as others see them. */
export const Person = z.object({ id: AccountId, name: z.string() });
export type Person = z.infer<typeof Person>;

/**
 * Where the files of a draft come from: `folder`: the exercises' folder; `app`: the package that was published here; `draft`: another
 * draft, of another slug. `digest`: that of those files; null for `zip` and `skeleton`.
 */
export const DraftOrigin = z.object({
  kind: z.enum(['folder', 'app', 'zip', 'skeleton', 'draft']),
  digest: FilesDigest.nullable(),
});
export type DraftOrigin = z.infer<typeof DraftOrigin>;

/** `running`: cases are left. `cancelled`: somebody ended it before that. */
export const VerificationState = z.enum(['running', 'finished', 'cancelled']);
export type VerificationState = z.infer<typeof VerificationState>;

/** Cases of a verification by how they ended; `total - ended` of them wait or run. */
export const VerificationCounts = z.object({
  total: z.int(),
  ended: z.int(),
  /** Reference submissions. */
  references: z.int(),
  asExpected: z.int(),
  different: z.int(),
  /** Mutants. */
  mutants: z.int(),
  killed: z.int(),
  equivalent: z.int(),
  survived: z.int(),
  /** Of both kinds. */
  judgeErrors: z.int(),
  cancelled: z.int(),
});
export type VerificationCounts = z.infer<typeof VerificationCounts>;

export const VerificationSummary = z.object({
  id: VerificationId,
  state: VerificationState,
  /** It is finished, every reference submission was judged as expected, no mutant survived, and nothing could not be judged. */
  green: z.boolean(),
  /** The draft's files are what was verified. */
  upToDate: z.boolean(),
  counts: VerificationCounts,
  startedBy: Person,
  createdAt: z.iso.datetime(),
  /** When its last case ended; null while it runs. */
  endedAt: z.iso.datetime().nullable(),
});
export type VerificationSummary = z.infer<typeof VerificationSummary>;

/** A draft in a list. */
export const PackageDraft = z.object({
  id: PackageDraftId,
  /** The exercise that it becomes; fixed when the draft is made. */
  slug: Slug,
  /** As problem.yaml had it when it could be read last. */
  title: z.string(),
  /** Counts the changes to its files. */
  version: z.int(),
  basedOn: DraftOrigin,
  createdBy: Person,
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  archivedAt: z.iso.datetime().nullable(),
  /** The newest one; null before the first. */
  verification: VerificationSummary.nullable(),
});
export type PackageDraft = z.infer<typeof PackageDraft>;

export const PackageDraftList = z.object({ items: z.array(PackageDraft) });
export type PackageDraftList = z.infer<typeof PackageDraftList>;

export const PackageFile = z.object({
  path: PackagePath,
  /** Grows with each save of this file, and never comes back. */
  version: z.int().min(1),
  bytes: z.int(),
  changedAt: z.iso.datetime(),
});
export type PackageFile = z.infer<typeof PackageFile>;

export const PackageFileView = PackageFile.extend({ content: z.string() });
export type PackageFileView = z.infer<typeof PackageFileView>;

/** GET /api/authoring/drafts/:id. Files are in the order of their paths, folder by folder. */
export const PackageDraftView = PackageDraft.extend({
  digest: FilesDigest,
  files: z.array(PackageFile),
  /**
   * Publishing replaces something that this draft does not come from: the exercise was published from elsewhere since, or is there
   * although the draft came from a zip file or the skeleton. PublishRequest then needs `replace`.
   */
  replaces: z.boolean(),
});
export type PackageDraftView = z.infer<typeof PackageDraftView>;

/**
 * POST /api/authoring/drafts. `exercise`: the exercise as it is published now; also one of the folder that is broken. `skeleton`: a whole
 * small exercise to change; 409 when there is an exercise of that slug.
 */
export const PackageDraftRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exercise'), slug: Slug }),
  z.strictObject({ kind: z.literal('skeleton'), slug: Slug }),
]);
export type PackageDraftRequest = z.infer<typeof PackageDraftRequest>;

/** POST /api/authoring/drafts/:id/duplicate: a new draft with the same files, of the same slug or of another. */
export const DuplicateRequest = z.strictObject({ slug: Slug });
export type DuplicateRequest = z.infer<typeof DuplicateRequest>;

/** PUT /api/authoring/drafts/:id/file?path=…. `follows`: the version that this save replaces; 0: the file is new. */
export const PackageFileSave = z.strictObject({ content: PackageContent, follows: z.int().min(0) });
export type PackageFileSave = z.infer<typeof PackageFileSave>;

/** POST /api/authoring/drafts/:id/rename. `follows`: the version that is renamed. The file under its new path has the next version. */
export const PackageFileRename = z.strictObject({ from: PackagePath, to: PackagePath, follows: z.int().min(1) });
export type PackageFileRename = z.infer<typeof PackageFileRename>;

/** After a save, a rename or a deletion: the file, null when it was deleted, and the draft's version and digest with it. */
export const PackageFileChanged = z.object({
  file: PackageFile.nullable(),
  version: z.int(),
  digest: FilesDigest,
  title: z.string(),
});
export type PackageFileChanged = z.infer<typeof PackageFileChanged>;

/** The answer 409 to a change that follows another version than the one that is there. `there`: that one; null: there is no such file. */
export const PackageFileConflict = Problem.extend({ there: PackageFileView.nullable() });
export type PackageFileConflict = z.infer<typeof PackageFileConflict>;

/** GET /api/authoring/checker-module: what a checker.ts may import, as one TypeScript file that imports nothing itself. */
export const CheckerModule = z.object({
  /** The specifier: `@lockstep/checker/author`. */
  name: z.string(),
  text: z.string(),
});
export type CheckerModule = z.infer<typeof CheckerModule>;
