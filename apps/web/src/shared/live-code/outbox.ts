/**
 * What this browser keeps of typing that is not at the server yet: of each sitting and exercise a record of each page that
 * typed. A page that opens takes over all that others left; one that still lives writes its own again. Sending a change
 * twice is harmless, losing it is not.
 */
import { Slug } from '@lockstep/protocol';
import { z } from 'zod';
import type { KeyValueStore } from '../api/key-value-store.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { UNSENT_LIMITS, type Unsent } from './unsent.ts';

const Kept = z.object({
  /** All of the copy, in Yjs' second format. With the changes it is what was shown. */
  state: z.string(),
  changes: z.array(z.object({ atMs: z.number(), update: z.string(), paste: z.boolean() })).max(UNSENT_LIMITS.changes),
  /** The text was already sent as one that came late. */
  lateSent: z.boolean(),
  /** A text that could not stay, to be offered to whoever typed it. */
  leftOut: z.string().nullable(),
});

export interface KeptTyping {
  readonly state: Uint8Array;
  readonly changes: readonly Unsent[];
  readonly lateSent: boolean;
  readonly leftOut: string | null;
}

export interface Outbox {
  /** What other pages left, oldest change first in each. It is the caller's now, and no longer stored. */
  take(): readonly KeptTyping[];
  /** False when the browser would not keep it. */
  write(kept: KeptTyping): boolean;
  clear(): void;
}

const PREFIX = 'lockstep:typing:';

/** `page`: names this page, other than every other one that was ever open. */
export function openOutbox(store: KeyValueStore, sitting: string, slug: Slug, page: string): Outbox {
  const prefix = `${PREFIX}${sitting}:${slug}:`;
  const own = `${prefix}${page}`;
  return {
    take: () =>
      store.keys(prefix).flatMap((key) => {
        const kept = readKept(store.get(key));
        store.remove(key);
        return kept === null ? [] : [kept];
      }),
    write: ({ state, changes, lateSent, leftOut }) => {
      const record: z.infer<typeof Kept> = {
        state: toBase64(state),
        changes: changes.map(({ atMs, update, paste }) => ({ atMs, update: toBase64(update), paste })),
        lateSent,
        leftOut,
      };
      return store.set(own, JSON.stringify(record));
    },
    clear: () => store.remove(own),
  };
}

/** Exercises of a sitting in which something was left. */
export function leftSlugs(store: KeyValueStore, sitting: string): readonly Slug[] {
  const prefix = `${PREFIX}${sitting}:`;
  const slugs = store
    .keys(prefix)
    .flatMap((key) => Slug.safeParse(key.slice(prefix.length).split(':', 1)[0]).data ?? []);
  return [...new Set(slugs)];
}

function readKept(text: string | null): KeptTyping | null {
  if (text === null) return null;
  try {
    const { state, changes, lateSent, leftOut } = Kept.parse(JSON.parse(text));
    return {
      state: fromBase64(state),
      changes: changes.map(({ atMs, update, paste }) => ({ atMs, update: fromBase64(update), paste, number: null })),
      lateSent,
      leftOut,
    };
  } catch {
    // Of another version of this page, or cut off: there is nothing that could be read of it.
    return null;
  }
}
