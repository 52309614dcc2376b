/**
 * Changes to the files of a draft. A change names the version that it follows, and a file's version is that of the draft
 * at its last change: it only grows, also over a deletion, so that two authors cannot overwrite one another unseen.
 */
import { PACKAGE_SIZES, type PackageDraftId, PackageFile, PackageFileView, type PackagePath } from '@lockstep/protocol';
import { z } from 'zod';
import type { Database, Transaction } from '../client.ts';
import { fromDocument, toText } from '../stored.ts';
import { contentDigest, digestOfDigests } from './files-digest.ts';

export type FileChange =
  /** `follows` 0: the file is new. `title`: what the draft is called from now on. */
  | {
      readonly kind: 'save';
      readonly path: PackagePath;
      readonly content: string;
      readonly follows: number;
      readonly title?: string | undefined;
    }
  | { readonly kind: 'rename'; readonly path: PackagePath; readonly to: PackagePath; readonly follows: number }
  | { readonly kind: 'delete'; readonly path: PackagePath; readonly follows: number };

export type FileChanged =
  | {
      readonly kind: 'changed';
      /** null: deleted. */
      readonly file: PackageFile | null;
      readonly version: number;
      readonly digest: string;
      readonly title: string;
    }
  /** Another version is there, or none (null); or, for a new name, a file of that name. Nothing was changed. */
  | { readonly kind: 'conflict'; readonly there: PackageFileView | null }
  /** `path` is a file where this one needs a folder, or the other way round. */
  | { readonly kind: 'in-the-way'; readonly path: string }
  | { readonly kind: 'too-many-files' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'archived' }
  | { readonly kind: 'unknown' };

export function openPackageFiles(
  database: Database,
  now: () => Date,
): (id: PackageDraftId, change: FileChange) => Promise<FileChanged> {
  return (id, change) =>
    database.transact(async (transaction) => {
      const held = await holdDraft(transaction, id);
      if (held === null) return { kind: 'unknown' };
      if (held.archived) return { kind: 'archived' };
      const version = held.version + 1;
      const refused = await refusal(transaction, id, change);
      if (refused !== null) return refused;
      const changedAt = now();
      switch (change.kind) {
        case 'save': {
          const { path, content } = change;
          const data = { content, digest: contentDigest(content), version, changedAt };
          await transaction.packageFile.upsert({
            where: { draftId_path: { draftId: id, path } },
            create: { draftId: id, path, ...data },
            update: data,
          });
          break;
        }
        case 'rename':
          await transaction.packageFile.update({
            where: { draftId_path: { draftId: id, path: change.path } },
            data: { path: change.to, version, changedAt },
          });
          break;
        case 'delete':
          await transaction.packageFile.delete({ where: { draftId_path: { draftId: id, path: change.path } } });
          break;
        default:
          return change satisfies never;
      }
      const title = change.kind === 'save' && change.title !== undefined ? toText(change.title) : held.title;
      const digest = await draftDigest(transaction, id);
      await transaction.packageDraft.update({ where: { id }, data: { version, digest, title, changedAt } });
      const path = change.kind === 'rename' ? change.to : change.path;
      const row = await transaction.packageFile.findUnique({ where: { draftId_path: { draftId: id, path } } });
      return { kind: 'changed', file: row === null ? null : fileOf(fileView(row)), version, digest, title };
    });
}

const Held = z.array(z.object({ version: z.int(), title: z.string(), archived: z.boolean(), digest: z.string() }));

/** Holds a draft to the end of the transaction: its files change one after the other. null: there is none. */
export async function holdDraft(
  transaction: Transaction,
  id: PackageDraftId,
): Promise<z.infer<typeof Held>[number] | null> {
  const rows = await transaction.$queryRaw`
    SELECT version, title, digest, archived_at IS NOT NULL AS archived FROM package_draft WHERE id = ${id}::uuid FOR UPDATE`;
  return Held.parse(rows)[0] ?? null;
}

const Files = z.array(z.object({ path: z.string(), version: z.int(), bytes: z.int() }));

/** Why a change is not made; null: it may be. */
async function refusal(transaction: Transaction, id: PackageDraftId, change: FileChange): Promise<FileChanged | null> {
  const rows = await transaction.$queryRaw`
    SELECT path, version, octet_length(content) AS bytes FROM package_file WHERE draft_id = ${id}::uuid`;
  const files = Files.parse(rows);
  const there = async (path: string): Promise<FileChanged> => {
    const row = await transaction.packageFile.findUnique({ where: { draftId_path: { draftId: id, path } } });
    return { kind: 'conflict', there: row === null ? null : fileView(row) };
  };
  const { path, follows } = change;
  if ((files.find((file) => file.path === path)?.version ?? 0) !== follows) return there(path);
  if (change.kind === 'delete') return null;
  const target = change.kind === 'rename' ? change.to : path;
  if (target !== path && files.some((file) => file.path === target)) return there(target);
  const others = files.filter((file) => file.path !== path);
  const blocking = inTheWay(
    target,
    others.map((file) => file.path),
  );
  if (blocking !== null) return { kind: 'in-the-way', path: blocking };
  if (change.kind === 'rename') return null;
  if (others.length >= PACKAGE_SIZES.files) return { kind: 'too-many-files' };
  const bytes = others.reduce((sum, file) => sum + file.bytes, Buffer.byteLength(change.content));
  return bytes > PACKAGE_SIZES.contentBytes ? { kind: 'too-large' } : null;
}

/** A file among `paths` that stands where `path` needs a folder, or the other way round; null: none. Pure. */
export function inTheWay(path: string, paths: Iterable<string>): string | null {
  for (const other of paths) if (other.startsWith(`${path}/`) || path.startsWith(`${other}/`)) return other;
  return null;
}

async function draftDigest(transaction: Transaction, id: PackageDraftId): Promise<string> {
  const files = await transaction.packageFile.findMany({
    where: { draftId: id },
    select: { path: true, digest: true },
  });
  return digestOfDigests(files.map(({ path, digest }) => [path, digest] as const));
}

export function fileOf(file: {
  readonly path: string;
  readonly version: number;
  readonly bytes: number;
  readonly changedAt: Date | string;
}): PackageFile {
  const { path, version, bytes, changedAt } = file;
  const at = typeof changedAt === 'string' ? changedAt : changedAt.toISOString();
  return fromDocument(PackageFile, `package file ${path}`, { path, version, bytes, changedAt: at });
}

export function fileView({
  content,
  ...file
}: {
  readonly path: string;
  readonly version: number;
  readonly content: string;
  readonly changedAt: Date;
}): PackageFileView {
  return fromDocument(PackageFileView, `package file ${file.path}`, {
    ...fileOf({ ...file, bytes: Buffer.byteLength(content) }),
    content,
  });
}
