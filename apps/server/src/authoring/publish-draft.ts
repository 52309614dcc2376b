/** Publishing a draft, and whether that would replace something that the draft does not come from. */
import { packText } from '@lockstep/exercise-kit';
import type { AccountId, PackageDraftId, Published, PublishRequest } from '@lockstep/protocol';
import type { Store, StoredPackageDraft } from '@lockstep/store';
import { archivedDraft, noDraft, ProblemError } from '../problems.ts';
import type { BankFolder } from './bank-folder.ts';
import { summariesOf } from './verification-views.ts';

/** Whether something is published under the draft's slug that it does not come from. */
export async function replacesOthers(store: Store, bank: BankFolder, draft: StoredPackageDraft): Promise<boolean> {
  const current = await store.publications.get(draft.slug);
  if (current === null || current.withdrawn) return false;
  if (current.origin === 'app') return current.digest !== draft.basedOn.digest;
  const folder = await bank.package(draft.slug);
  return folder.kind !== 'package' || folder.digest !== draft.basedOn.digest;
}

/** Throws ProblemError when the verification is not green or not of the draft as it is, and when others' work would be replaced unseen. */
export async function publishDraft(
  store: Store,
  bank: BankFolder,
  id: PackageDraftId,
  { verification: verificationId, replace }: PublishRequest,
  actor: AccountId,
): Promise<Published> {
  const text = await store.packageDrafts.text(id);
  if (text === null) throw noDraft();
  const { draft, files } = text;
  const verification = await store.verifications.get(verificationId);
  if (verification === null || verification.draft !== id) {
    throw new ProblemError(404, 'This draft has no such verification. Verify it, then publish.');
  }
  if (verification.digest !== draft.digest) throw changedSince();
  const summary = (await summariesOf([verification], store.verificationCases)).get(verificationId);
  if (summary?.green !== true) {
    throw new ProblemError(
      409,
      summary?.state === 'running'
        ? 'The verification is still running. Publish when it is green.'
        : 'The verification is not green. Settle what it found, verify again, then publish.',
    );
  }
  if ((await store.questions.bySlug(draft.slug)) !== null) {
    throw new ProblemError(409, `There is a question "${draft.slug}". Duplicate the draft under another slug.`);
  }
  if (!replace && (await replacesOthers(store, bank, draft))) {
    throw new ProblemError(
      409,
      `"${draft.slug}" was published from elsewhere since this draft was made, or is another exercise. Look at the difference; publish with "replace" to put this one in its place.`,
    );
  }
  const archive = await packText(draft.slug, files);
  const published = await store.publications.publish({
    draft: id,
    version: draft.version,
    verification: verificationId,
    package: new Uint8Array(archive),
    actor,
  });
  switch (published.kind) {
    case 'published':
      return { slug: published.slug, revision: published.revision, publishedAt: published.publishedAt };
    case 'changed':
      throw changedSince();
    case 'archived':
      throw archivedDraft();
    case 'unknown':
      throw noDraft();
  }
}

function changedSince(): ProblemError {
  return new ProblemError(409, 'The draft was changed since it was verified. Verify it as it is now, then publish.');
}
