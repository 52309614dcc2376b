/** The files of a package that are at hand as texts, not in a folder: a draft's. What is refused is refused as in a folder. */
import { isOfPackage, MOST_ENTRIES, type PackageFiles } from './package-files.ts';
import type { Problems } from './problems.ts';

/** `files`: texts by their paths within the package. */
export function openFilesAtHand(files: ReadonlyMap<string, string>, problems: Problems): PackageFiles {
  const isFolder = (path: string): boolean => [...files.keys()].some((name) => name.startsWith(`${path}/`));
  return {
    async read(file, maxBytes, required) {
      const text = files.get(file);
      if (text === undefined) {
        if (isFolder(file)) problems.add(file, '', 'has to be a plain file');
        else if (required) problems.add(file, '', 'the file is missing');
        return null;
      }
      const bytes = Buffer.byteLength(text);
      if (bytes <= maxBytes) return text.replace(/^\uFEFF/, '');
      problems.add(file, '', `has ${bytes} bytes; at most ${maxBytes} are allowed`);
      return null;
    },

    async list(folder) {
      const inside = folder === '.' ? '' : `${folder}/`;
      if (files.has(folder)) problems.add(folder, '', 'has to be a folder');
      const names = new Set<string>();
      for (const path of files.keys()) {
        if (path.startsWith(inside)) names.add(path.slice(inside.length).split('/', 1)[0] ?? '');
      }
      if (names.size > MOST_ENTRIES) {
        problems.add(folder, '', `more than ${MOST_ENTRIES} entries`);
        return [];
      }
      return [...names].filter(isOfPackage).sort();
    },
  };
}
