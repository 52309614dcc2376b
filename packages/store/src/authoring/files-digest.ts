/** One figure for all files of a package, so that a verification, a draft, a folder and what was published can be compared. Pure. */
import { createHash } from 'node:crypto';

/** SHA-256 (hex) of a file. */
export function contentDigest(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** SHA-256 (hex) over paths and the digests of their contents, in any order. */
export function digestOfDigests(files: Iterable<readonly [path: string, digest: string]>): string {
  const hash = createHash('sha256');
  for (const [path, digest] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`${digest}  ${path}\n`);
  return hash.digest('hex');
}

/** The same of the files themselves: texts by their paths. */
export function filesDigest(files: ReadonlyMap<string, string>): string {
  return digestOfDigests([...files].map(([path, content]) => [path, contentDigest(content)] as const));
}
