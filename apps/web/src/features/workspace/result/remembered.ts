/** Which submission the panel shows when a workspace opens. The id of the last one is remembered per exercise. */
import { SubmissionId, type SubmissionSummary } from '@lockstep/protocol';
import type { KeyValueStore } from '../../../shared/api/key-value-store.ts';

const keyOf = (slug: string) => `lockstep:submission:${slug}`;

export function rememberedSubmission(store: KeyValueStore, slug: string): SubmissionId | null {
  return SubmissionId.safeParse(store.get(keyOf(slug))).data ?? null;
}

export function rememberSubmission(store: KeyValueStore, slug: string, id: SubmissionId | null): void {
  if (id === null) store.remove(keyOf(slug));
  else store.set(keyOf(slug), id);
}

/**
 * One that is still being judged comes first (it may have been made in another tab or on another device), then the
 * remembered one (a samples run is in no history), then the newest. `history` is newest first.
 */
export function chooseSubmission(
  remembered: SubmissionId | null,
  history: readonly SubmissionSummary[],
): SubmissionId | null {
  const unfinished = history.find((item) => item.state === 'queued' || item.state === 'running');
  return unfinished?.id ?? remembered ?? history[0]?.id ?? null;
}
