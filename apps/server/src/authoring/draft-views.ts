/** Drafts as authors see them. */
import { comparePaths } from '@lockstep/exercise-kit';
import type { PackageDraft, PackageDraftId, PackageDraftView } from '@lockstep/protocol';
import type { Store, StoredPackageDraft } from '@lockstep/store';
import { noDraft } from '../problems.ts';
import type { BankFolder } from './bank-folder.ts';
import { replacesOthers } from './publish-draft.ts';
import { summariesOf } from './verification-views.ts';

/** With their newest verifications, in the given order. */
export async function draftViews(store: Store, drafts: readonly StoredPackageDraft[]): Promise<PackageDraft[]> {
  const latest = await store.verifications.latest(drafts.map(({ id }) => id));
  const summaries = await summariesOf([...latest.values()], store.verificationCases);
  return drafts.map(({ digest: _, ...draft }) => {
    const newest = latest.get(draft.id);
    return { ...draft, verification: newest === undefined ? null : (summaries.get(newest.id) ?? null) };
  });
}

/** Throws ProblemError when there is no such draft. */
export async function draftView(store: Store, bank: BankFolder, id: PackageDraftId): Promise<PackageDraftView> {
  const found = await store.packageDrafts.get(id);
  if (found === null) throw noDraft();
  const [view] = await draftViews(store, [found.draft]);
  if (view === undefined) throw noDraft();
  return {
    ...view,
    digest: found.draft.digest,
    files: [...found.files].sort((a, b) => comparePaths(a.path, b.path)),
    replaces: await replacesOthers(store, bank, found.draft),
  };
}
