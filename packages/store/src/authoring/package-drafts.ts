/** Drafts of packages: making, listing, reading and archiving them. Their files are package-files.ts. */
import { randomUUID } from 'node:crypto';
import {
  type AccountId,
  AUTHORING_BOUNDS,
  type DraftOrigin,
  PackageDraft,
  PackageDraftId,
  type PackageFile,
  type PackageFileView,
  type PackagePath,
  type Slug,
} from '@lockstep/protocol';
import { z } from 'zod';
import { note } from '../accounts/audit.ts';
import type { Database, Transaction } from '../client.ts';
import { fromDocument, toText } from '../stored.ts';
import { contentDigest, digestOfDigests } from './files-digest.ts';
import { type FileChange, type FileChanged, fileOf, fileView, inTheWay, openPackageFiles } from './package-files.ts';
import { forgetVerifications } from './verifications.ts';

/** A draft without what its verifications say. */
export const StoredPackageDraft = PackageDraft.omit({ verification: true }).extend({ digest: z.string() });
export type StoredPackageDraft = z.infer<typeof StoredPackageDraft>;

export interface NewPackageDraft {
  readonly slug: Slug;
  readonly title: string;
  readonly basedOn: DraftOrigin;
  /** Texts by their paths, within the bounds of a package. */
  readonly files: ReadonlyMap<PackagePath, string>;
  readonly actor: AccountId;
}

export type PackageDraftCreated =
  | { readonly kind: 'created'; readonly id: PackageDraftId }
  /** As many as there may be are not archived. */
  | { readonly kind: 'too-many' }
  /** One of the paths is a file and a folder. */
  | { readonly kind: 'in-the-way'; readonly path: string };

/** All files of a draft at one moment. */
export interface DraftText {
  readonly draft: StoredPackageDraft;
  readonly files: ReadonlyMap<PackagePath, string>;
}

export interface PackageDrafts {
  create(draft: NewPackageDraft): Promise<PackageDraftCreated>;
  /** Changed last first; of the archived ones the last few. */
  list(query: { readonly archived: boolean; readonly slug?: Slug }): Promise<StoredPackageDraft[]>;
  get(id: PackageDraftId): Promise<{ readonly draft: StoredPackageDraft; readonly files: PackageFile[] } | null>;
  text(id: PackageDraftId): Promise<DraftText | null>;
  file(id: PackageDraftId, path: PackagePath): Promise<PackageFileView | null>;
  /** Saves, renames or deletes a file, when it follows the version that is there. */
  change(id: PackageDraftId, change: FileChange): Promise<FileChanged>;
  /** Takes it off the list, with its newest verification alone, or puts it back. `too-many`: as many as there may be are on it. */
  archive(id: PackageDraftId, archived: boolean, actor: AccountId): Promise<'done' | 'unknown' | 'too-many'>;
}

const include = { createdBy: { select: { id: true, name: true } } } as const;

export function openPackageDrafts(database: Database, now: () => Date): PackageDrafts {
  return {
    create: ({ slug, title, basedOn, files, actor }) =>
      database.transact(async (transaction) => {
        if (await listIsFull(transaction)) return { kind: 'too-many' };
        const blocked = [...files.keys()].find((path) => inTheWay(path, files.keys()) !== null);
        if (blocked !== undefined) return { kind: 'in-the-way', path: blocked };
        const id = randomUUID();
        const rows = [...files].map(([path, content]) => {
          return { draftId: id, path, content, digest: contentDigest(content), version: 1, changedAt: now() };
        });
        await transaction.packageDraft.create({
          data: {
            id,
            slug,
            title: toText(title),
            version: 1,
            digest: digestOfDigests(rows.map(({ path, digest }) => [path, digest] as const)),
            origin: basedOn.kind,
            originDigest: basedOn.digest,
            createdById: actor,
            createdAt: now(),
            changedAt: now(),
          },
        });
        await transaction.packageFile.createMany({ data: rows });
        return { kind: 'created', id: PackageDraftId.parse(id) };
      }),

    async list({ archived, slug }) {
      const rows = await database.run((client) =>
        client.packageDraft.findMany({
          where: { archivedAt: archived ? { not: null } : null, ...(slug === undefined ? {} : { slug }) },
          orderBy: [{ changedAt: 'desc' }, { id: 'asc' }],
          take: AUTHORING_BOUNDS.drafts,
          include,
        }),
      );
      return rows.map(draftOf);
    },

    async get(id) {
      const row = await database.run((client) => client.packageDraft.findUnique({ where: { id }, include }));
      if (row === null) return null;
      const files = await database.run(
        (client) => client.$queryRaw`
          SELECT path, version, octet_length(content) AS bytes, changed_at AS "changedAt" FROM package_file
          WHERE draft_id = ${id}::uuid`,
      );
      return { draft: draftOf(row), files: Files.parse(files).map(fileOf) };
    },

    async text(id) {
      const row = await database.run((client) =>
        client.packageDraft.findUnique({ where: { id }, include: { ...include, files: true } }),
      );
      if (row === null) return null;
      const files = new Map(row.files.map(({ path, content }) => [path as PackagePath, content]));
      return { draft: draftOf(row), files };
    },

    async file(id, path) {
      const row = await database.run((client) =>
        client.packageFile.findUnique({ where: { draftId_path: { draftId: id, path } } }),
      );
      return row === null ? null : fileView(row);
    },

    change: openPackageFiles(database, now),

    archive: (id, archived, actor) =>
      database.transact(async (transaction) => {
        const draft = await transaction.packageDraft.findUnique({ where: { id }, select: { archivedAt: true } });
        if (draft === null) return 'unknown';
        if ((draft.archivedAt !== null) === archived) return 'done';
        if (!archived && (await listIsFull(transaction))) return 'too-many';
        await transaction.packageDraft.update({ where: { id }, data: { archivedAt: archived ? now() : null } });
        if (archived) await forgetVerifications(transaction, id, 1);
        await note(transaction, actor, archived ? 'package-draft-archived' : 'package-draft-restored', id);
        return 'done';
      }),
  };
}

async function listIsFull(transaction: Transaction): Promise<boolean> {
  return (await transaction.packageDraft.count({ where: { archivedAt: null } })) >= AUTHORING_BOUNDS.drafts;
}

const Files = z.array(z.object({ path: z.string(), version: z.int(), bytes: z.int(), changedAt: z.date() }));

interface Row {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly version: number;
  readonly digest: string;
  readonly origin: string;
  readonly originDigest: string | null;
  readonly createdBy: { readonly id: string; readonly name: string };
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly archivedAt: Date | null;
}

function draftOf({ origin, originDigest, createdAt, changedAt, archivedAt, ...row }: Row): StoredPackageDraft {
  return fromDocument(StoredPackageDraft, `package draft ${row.id}`, {
    ...row,
    basedOn: { kind: origin, digest: originDigest },
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
    archivedAt: archivedAt?.toISOString() ?? null,
  });
}
