/** Published exercises as authors see them, beside what the exercises' folder has. */
import { comparePaths, type PackageText } from '@lockstep/exercise-kit';
import {
  AUTHORING_BOUNDS,
  type AuthoredExercise,
  type FileSide,
  type FolderDifference,
  type Slug,
} from '@lockstep/protocol';
import type { Store, StoredAuthored } from '@lockstep/store';
import { noExercise, ProblemError } from '../problems.ts';
import type { BankFolder } from './bank-folder.ts';
import { publishedFiles } from './new-drafts.ts';

export async function authoredView(stored: StoredAuthored, bank: BankFolder): Promise<AuthoredExercise> {
  const { digest: _, ...view } = stored;
  return { ...view, folder: await folderState(stored, bank) };
}

async function folderState(
  { slug, origin, digest }: StoredAuthored,
  bank: BankFolder,
): Promise<AuthoredExercise['folder']> {
  if (origin === 'folder') return 'current';
  const folder = await bank.package(slug);
  if (folder.kind === 'absent') return 'absent';
  if (folder.kind === 'unreadable') return 'broken';
  if (folder.digest === digest) return 'same';
  return (await bank.load(slug, folder.files)).kind === 'loaded' ? 'different' : 'broken';
}

/** The files that differ between the folder and what was published in the app. Throws ProblemError for what is not the app's. */
export async function folderDifference(store: Store, bank: BankFolder, slug: Slug): Promise<FolderDifference> {
  const app = await publishedFiles(store, slug);
  if (app === null) {
    if ((await store.publications.get(slug)) === null) throw noExercise(slug);
    throw new ProblemError(409, `"${slug}" is the folder's: what is published is what the folder has.`);
  }
  const found = await bank.package(slug);
  if (found.kind === 'unreadable') {
    throw new ProblemError(409, `The folder of "${slug}" has what no package may have: ${found.reason}`);
  }
  const folder: PackageText = found.kind === 'package' ? found.files : new Map();
  const paths = [...new Set([...app.keys(), ...folder.keys()])].sort(comparePaths);
  const files = paths
    .filter((path) => app.get(path) !== folder.get(path))
    .map((path) => ({ path, folder: sideOf(folder.get(path)), app: sideOf(app.get(path)) }));
  return { slug, files, same: paths.length - files.length };
}

function sideOf(content: string | undefined): FileSide | null {
  if (content === undefined) return null;
  const bytes = Buffer.byteLength(content);
  return { bytes, content: bytes <= AUTHORING_BOUNDS.shownBytes ? content : null };
}
