/** What of a draft is kept in this browser, and how it is read back. One record per exercise, and for each interview its own. */
import { z } from 'zod';
import type { PageSitting } from '../../../shared/api/http.ts';
import type { KeyValueStore } from '../../../shared/api/key-value-store.ts';

/** More than so many saves without an answer are not remembered. */
export const SENT_KEPT = 3;

/** A version beside the one in the editor, kept until the visitor decides. */
const OtherVersion = z.object({
  source: z.string(),
  /** `server`: saved by another tab or device, and ahead of ours. `browser`: typed here, older than the server's. */
  where: z.enum(['server', 'browser']),
  /** Its version at the server; null for one that never got there. */
  version: z.number().nullable(),
  at: z.string().nullable(),
});
export type OtherVersion = Readonly<z.infer<typeof OtherVersion>>;

const DraftRecord = z.object({
  source: z.string(),
  /** The server's version that `source` follows. */
  base: z.number(),
  /** Typed, and not known to be at the server. */
  dirty: z.boolean(),
  /** When it was typed last, by this browser's clock; null when it came from the server or is the starter. */
  at: z.string().nullable(),
  /** Sources that were sent and not answered, newest last: a newer version with one of these is our own. */
  sent: z.array(z.string()).max(SENT_KEPT),
  /** Digest of the exercise that was last seen with this draft. */
  digest: z.string(),
  /** The tab that wrote the record. */
  tab: z.string(),
  other: OtherVersion.nullable(),
});
export type DraftRecord = Readonly<z.infer<typeof DraftRecord>>;

/** What is typed in an interview is nobody else's on the same computer, and practice is no part of an interview. */
function keyOf(slug: string, sitting: PageSitting): string {
  return sitting == null ? `lockstep:draft:${slug}` : `lockstep:draft:${sitting}:${slug}`;
}

/** The record, or null when there is none or it is not readable. `sitting`: that the page belongs to. */
export function readDraft(store: KeyValueStore, slug: string, sitting: PageSitting): DraftRecord | null {
  const text = store.get(keyOf(slug, sitting));
  if (text === null) return null;
  try {
    return DraftRecord.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/**
 * Writes the record. What another tab typed and the server may not have is not overwritten: it becomes the record's
 * other version. False when the browser would not keep it.
 */
export function writeDraft(store: KeyValueStore, slug: string, sitting: PageSitting, record: DraftRecord): boolean {
  const before = readDraft(store, slug, sitting);
  const foreign =
    before !== null && before.tab !== record.tab && before.dirty && before.source !== record.source && record.dirty;
  const kept: DraftRecord =
    foreign && record.other === null
      ? { ...record, other: { source: before.source, where: 'browser', version: null, at: before.at } }
      : record;
  return store.set(keyOf(slug, sitting), JSON.stringify(kept));
}

/** The version is somewhere else now. */
export function removeDraft(store: KeyValueStore, slug: string, sitting: PageSitting): void {
  store.remove(keyOf(slug, sitting));
}
