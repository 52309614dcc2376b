/** All files of a package as texts: from its folder, from an archive, from the skeleton; and as an archive. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PACKAGE_SIZES, PackageContent, PackagePath, type Slug } from '@lockstep/protocol';
import { ArchiveRefused, filesIn, packFiles, unpackExercise } from './archive.ts';
import { isOfPackage } from './package-files.ts';
import { type NewPackage, SKELETONS, withPlace } from './skeleton.ts';

/** Texts by their paths within the package. */
export type PackageText = ReadonlyMap<PackagePath, string>;

/** The package in a folder. Throws ArchiveRefused when something in it is no file of a package; rejects when there is no such folder. */
export async function readPackageText(folder: string): Promise<PackageText> {
  const contents = new Map<string, Buffer>();
  let bytes = 0;
  for (const { name, size } of await filesIn(folder)) {
    bytes += size;
    if (bytes > PACKAGE_SIZES.contentBytes) {
      throw new ArchiveRefused(`the package has more than ${PACKAGE_SIZES.contentBytes} bytes`);
    }
    contents.set(name, await readFile(path.join(folder, name)));
  }
  return textOf(contents);
}

/** The package in an archive. Hidden files are left out, as everywhere. Throws ArchiveRefused. */
export async function unpackText(archive: Buffer): Promise<{ readonly slug: Slug; readonly files: PackageText }> {
  const { slug, files } = await unpackExercise(archive);
  const contents = new Map([...files].filter(([name]) => name.split('/').every(isOfPackage)));
  return { slug, files: textOf(contents) };
}

/** The archive of a package, the same bytes as `packExercise` makes of it in a folder. */
export function packText(slug: Slug, files: PackageText): Promise<Buffer> {
  return packFiles(slug, new Map([...files].map(([name, text]) => [name, Buffer.from(text)])));
}

/** A whole package to begin with. */
export async function skeletonText({ kind, slug, track, position }: NewPackage): Promise<PackageText> {
  const files = new Map(await readPackageText(SKELETONS[kind]));
  const problem = PackagePath.parse('problem.yaml');
  files.set(problem, withPlace(files.get(problem) ?? '', { slug, track, position }));
  return files;
}

function textOf(contents: ReadonlyMap<string, Buffer>): PackageText {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const files = new Map<PackagePath, string>();
  for (const [name, content] of contents) {
    const checked = PackagePath.safeParse(name);
    if (!checked.success) throw new ArchiveRefused(`${name}: ${checked.error.issues[0]?.message}`);
    let text: string;
    try {
      text = decoder.decode(content);
    } catch {
      throw new ArchiveRefused(`${name} is not UTF-8 text; save it as UTF-8`);
    }
    const fit = PackageContent.safeParse(text);
    if (!fit.success) throw new ArchiveRefused(`${name}: ${fit.error.issues[0]?.message}`);
    files.set(checked.data, text);
  }
  return files;
}
