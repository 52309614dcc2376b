/** Where the files of a new draft come from. */
import { type PackageText, skeletonText, unpackText, yamlMapping } from '@lockstep/exercise-kit';
import { type AccountId, type DraftOrigin, type PackageDraftId, PackagePath, type Slug } from '@lockstep/protocol';
import { filesDigest, type Store } from '@lockstep/store';
import { noExercise, ProblemError } from '../problems.ts';
import type { BankFolder } from './bank-folder.ts';

const PROBLEM = PackagePath.parse('problem.yaml');
const TITLE_CHARACTERS = 80;

export interface DraftSource {
  readonly slug: Slug;
  readonly basedOn: DraftOrigin;
  readonly files: PackageText;
}

/** The exercise as it is published now; where the folder has it, as it is there. Throws ProblemError. */
export async function sourceOfExercise(store: Store, bank: BankFolder, slug: Slug): Promise<DraftSource> {
  const files = await publishedFiles(store, slug);
  if (files !== null) return { slug, basedOn: { kind: 'app', digest: filesDigest(files) }, files };
  const folder = await bank.package(slug);
  if (folder.kind === 'absent') throw noExercise(slug);
  if (folder.kind === 'unreadable') {
    throw new ProblemError(409, `The folder of "${slug}" has what no package may have: ${folder.reason}`);
  }
  if (yamlMapping(folder.files.get(PROBLEM) ?? '')?.kind === 'question') {
    throw new ProblemError(409, `"${slug}" is a question. Questions are edited in the exercises folder.`);
  }
  return { slug, basedOn: { kind: 'folder', digest: folder.digest }, files: folder.files };
}

/** The files that were published in the app; null: the exercise is not the app's. */
export async function publishedFiles(store: Store, slug: Slug): Promise<PackageText | null> {
  const archive = await store.publications.package(slug);
  return archive === null ? null : (await unpackText(Buffer.from(archive))).files;
}

/** A whole small exercise to change, last in the first track. Throws ProblemError where there is an exercise or a question of that slug. */
export async function sourceOfSkeleton(store: Store, bank: BankFolder, slug: Slug): Promise<DraftSource> {
  const folder = await bank.package(slug);
  if (folder.kind !== 'absent' || (await store.publications.get(slug)) !== null) {
    throw new ProblemError(409, `There is something called "${slug}" already. Choose another slug.`);
  }
  const track = (await bank.tracks())[0]?.number ?? 1;
  const inTrack = (await store.exercises.current()).filter(({ exercise }) => exercise.track.number === track);
  const position = Math.max(0, ...inTrack.map(({ exercise }) => exercise.position)) + 1;
  const files = await skeletonText({ kind: 'exercise', slug, track, position });
  return { slug, basedOn: { kind: 'skeleton', digest: null }, files };
}

/** Makes the draft. Throws ProblemError when there are too many. */
export async function createDraft(store: Store, source: DraftSource, actor: AccountId): Promise<PackageDraftId> {
  const title = titleOf(source.files.get(PROBLEM)) ?? source.slug;
  const created = await store.packageDrafts.create({ ...source, title, actor });
  switch (created.kind) {
    case 'created':
      return created.id;
    case 'too-many':
      throw new ProblemError(409, 'There are too many drafts. Archive some that nobody needs.');
    case 'in-the-way':
      throw new ProblemError(400, `${created.path} is a file and a folder in it. Rename one of them.`);
  }
}

/** The title in the text of a problem.yaml; null when it cannot be read. */
export function titleOf(problem: string | undefined): string | null {
  const title = problem === undefined ? null : yamlMapping(problem)?.title;
  return typeof title === 'string' && title.trim() !== '' ? title.trim().slice(0, TITLE_CHARACTERS) : null;
}
