/** A new exercise or question to begin with: whole, and green in verify. */
import { cp, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Slug } from '@lockstep/protocol';

export const SKELETONS = {
  exercise: path.resolve(import.meta.dirname, '../skeleton'),
  question: path.resolve(import.meta.dirname, '../skeleton-question'),
} as const;

export interface NewPackage {
  readonly kind: keyof typeof SKELETONS;
  readonly slug: Slug;
  readonly track: number;
  readonly position: number;
}

/** Puts a skeleton into a bank; false when there is something of that slug already. */
export async function createPackage(bank: string, { kind, slug, track, position }: NewPackage): Promise<boolean> {
  const place = path.join(bank, slug);
  if ((await stat(place).catch(() => null)) !== null) return false;
  const workplace = await mkdtemp(path.join(bank, '.new-'));
  try {
    const folder = path.join(workplace, slug);
    await cp(SKELETONS[kind], folder, { recursive: true });
    const file = path.join(folder, 'problem.yaml');
    await writeFile(file, withPlace(await readFile(file, 'utf8'), { slug, track, position }));
    await rename(folder, place);
    return true;
  } finally {
    await rm(workplace, { recursive: true, force: true });
  }
}

/** The text of a skeleton's problem.yaml with the title that follows from the slug, and its place in the bank. Pure. */
export function withPlace(problem: string, { slug, track, position }: Omit<NewPackage, 'kind'>): string {
  const title = slug.charAt(0).toUpperCase() + slug.slice(1).replaceAll('-', ' ');
  return problem
    .replace(/^title: .*$/m, `title: ${title}`)
    .replace(/^track: .*$/m, `track: ${track}`)
    .replace(/^position: .*$/m, `position: ${position}`);
}
