/**
 * An exercise package as one zip file, and back. The same package gives the same bytes. What comes in may come from
 * anyone: names, kinds, sizes and number of entries are checked before anything is written, and the package is loaded
 * before it gets to its place.
 */
import { mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PACKAGE_SIZES, Slug } from '@lockstep/protocol';
import { type Entry, fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import { loadWithTracks } from './load-package.ts';
import { loadTracksIfThere } from './load-tracks.ts';
import { isOfPackage } from './package-files.ts';

const { archiveBytes, contentBytes, fileBytes, files: mostFiles, entryCharacters } = PACKAGE_SIZES;
/** So that the same package gives the same bytes. */
const TIME = new Date(1980, 0, 1);
const FILE_MODE = 0o100644;
const KIND_OF_FILE = 0o170000;
const LINK = 0o120000;

/** Why an archive was not taken; the message says what to do. */
export class ArchiveRefused extends Error {
  override readonly name = 'ArchiveRefused';
}

/** The package in `folder` as a zip file whose entries stand in a folder named by the slug. Throws ArchiveRefused. */
export async function packExercise(folder: string): Promise<Buffer> {
  const root = await realpath(folder);
  const contents = new Map<string, Buffer>();
  let bytes = 0;
  for (const { name, size } of await filesIn(root)) {
    bytes += size;
    if (bytes > contentBytes) throw new ArchiveRefused(`the package has more than ${contentBytes} bytes`);
    contents.set(name, await readFile(path.join(root, name)));
  }
  return packFiles(path.basename(root), contents);
}

/** Files by their names within the package as a zip file, in an order of their own: the same files give the same bytes. Throws ArchiveRefused. */
export async function packFiles(slug: string, files: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  let bytes = 0;
  for (const [name, content] of [...files].sort(([a], [b]) => comparePaths(a, b))) {
    if (content.length > fileBytes) throw new ArchiveRefused(`${name} has more than ${fileBytes} bytes`);
    bytes += content.length;
    if (bytes > contentBytes) throw new ArchiveRefused(`the package has more than ${contentBytes} bytes`);
    zip.addBuffer(content, `${slug}/${name}`, { mtime: TIME, mode: FILE_MODE, forceDosTimestamp: true });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Folder by folder. */
export function comparePaths(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (part !== other) return part < other ? -1 : 1;
  }
  return left.length - right.length;
}

export interface FoundFile {
  /** Within the package. */
  readonly name: string;
  /** Bytes, at most those of a file of a package. */
  readonly size: number;
}

/** Regular files below a folder; hidden ones are no part of a package. Throws ArchiveRefused. */
export async function filesIn(root: string, inside = ''): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const entry of await readdir(path.join(root, inside), { withFileTypes: true })) {
    if (!isOfPackage(entry.name)) continue;
    const name = path.posix.join(inside, entry.name);
    if (entry.isDirectory()) found.push(...(await filesIn(root, name)));
    else if (entry.isFile()) found.push({ name, size: (await stat(path.join(root, name))).size });
    else throw new ArchiveRefused(`${name} is a link or a special file; put a copy of the file there instead`);
    if (found.length > mostFiles) throw new ArchiveRefused(`the package has more than ${mostFiles} files`);
    if ((found.at(-1)?.size ?? 0) > fileBytes) throw new ArchiveRefused(`${name} has more than ${fileBytes} bytes`);
  }
  return found;
}

export interface Unpacked {
  readonly slug: Slug;
  /** Content by the name within the package. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/** Throws ArchiveRefused. */
export async function unpackExercise(archive: Buffer): Promise<Unpacked> {
  if (archive.length > archiveBytes) throw new ArchiveRefused(`the file has more than ${archiveBytes} bytes`);
  const files = new Map<string, Buffer>();
  const slugs = new Set<string>();
  let bytes = 0;
  try {
    const zip = await fromBufferPromise(archive, { strictFileNames: true });
    if (zip.entryCount > mostFiles) throw new ArchiveRefused(`it has more than ${mostFiles} entries`);
    for await (const entry of zip.eachEntry()) {
      const { fileName } = entry;
      refuseOdd(entry);
      if (fileName.endsWith('/')) continue;
      bytes += entry.uncompressedSize;
      if (bytes > contentBytes) throw new ArchiveRefused(`it unpacks to more than ${contentBytes} bytes`);
      const [slug = '', ...parts] = fileName.split('/');
      const name = parts.join('/');
      if (files.has(name)) throw new ArchiveRefused(`${fileName} is there twice`);
      slugs.add(slug);
      files.set(name, await contentOf(await zip.openReadStreamPromise(entry)));
    }
  } catch (error) {
    if (error instanceof ArchiveRefused) throw error;
    throw new ArchiveRefused(`it is no zip file that can be read: ${error instanceof Error ? error.message : error}`);
  }
  const [slug] = slugs;
  const checked = Slug.safeParse(slug);
  if (slugs.size !== 1 || !checked.success) {
    throw new ArchiveRefused('all its files have to stand in one folder, whose name is the slug of the exercise');
  }
  return { slug: checked.data, files };
}

function refuseOdd({ fileName, externalFileAttributes, uncompressedSize, generalPurposeBitFlag }: Entry): void {
  const shown = JSON.stringify(fileName.slice(0, entryCharacters));
  const parts = fileName.split('/');
  if (fileName.length > entryCharacters) throw new ArchiveRefused(`${shown} is too long a name`);
  if (fileName.startsWith('/') || parts.some((part) => part === '..' || part === '.')) {
    throw new ArchiveRefused(`${shown} leads out of the package`);
  }
  if (!/^[\w./-]+$/.test(fileName)) throw new ArchiveRefused(`${shown} has characters that no file of a package has`);
  if (((externalFileAttributes >>> 16) & KIND_OF_FILE) === LINK) throw new ArchiveRefused(`${shown} is a link`);
  if ((generalPurposeBitFlag & 1) !== 0) throw new ArchiveRefused(`${shown} is encrypted`);
  if (uncompressedSize > fileBytes) throw new ArchiveRefused(`${shown} has more than ${fileBytes} bytes`);
}

/** yauzl ends the stream with an error when there is more in it than the entry says. */
async function contentOf(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/**
 * Puts the package of an archive into a bank: whole and checked, or not at all. `replace`: one with the same slug may be
 * there. Returns the slug. Throws ArchiveRefused.
 */
export async function importExercise(archive: Buffer, bank: string, replace: boolean): Promise<Slug> {
  const { slug, files } = await unpackExercise(archive);
  const place = path.join(bank, slug);
  const there = (await stat(place).catch(() => null)) !== null;
  if (there && !replace)
    throw new ArchiveRefused(`there is an exercise "${slug}" already; --replace puts this one there`);
  const workplace = await mkdtemp(path.join(bank, '.import-'));
  try {
    const folder = path.join(workplace, slug);
    for (const [name, content] of files) {
      const file = path.join(folder, ...name.split('/'));
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content, { flag: 'wx' });
    }
    const loaded = await loadWithTracks(folder, await loadTracksIfThere(bank));
    if (loaded.kind === 'broken') {
      const lines = loaded.errors.map(
        ({ file, key, message }) => `  ${[file, key].filter(Boolean).join(': ')}: ${message}`,
      );
      throw new ArchiveRefused(`the exercise is broken:\n${lines.join('\n')}`);
    }
    if (there) await rename(place, path.join(workplace, 'before'));
    await rename(folder, place);
    return slug;
  } finally {
    await rm(workplace, { recursive: true, force: true });
  }
}
