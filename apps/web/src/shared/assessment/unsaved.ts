/**
 * What was written and is not known to be at the server, kept in this browser. Tabs share a place; where another tab has
 * something of its own there, this one keeps beside it, so that neither overwrites the other.
 */
import { z } from 'zod';
import type { KeyValueStore } from '../api/key-value-store.ts';

export interface Unsaved<Value> {
  readonly value: Value;
  /** The server's version that it was written on. */
  readonly follows: number;
}

export interface UnsavedStore<Value> {
  /** Of this tab, or what another one left behind; null when there is nothing readable. */
  read(): Unsaved<Value> | null;
  /** False when the browser would not keep it. */
  write(unsaved: Unsaved<Value>): boolean;
  /** It is at the server, or was given up. */
  clear(): void;
}

const Kept = z.object({ tab: z.string(), follows: z.int().min(0), value: z.unknown() });

export function unsavedStore<Value>(of: {
  readonly store: KeyValueStore;
  readonly tab: string;
  readonly key: string;
  readonly schema: z.ZodType<Value>;
}): UnsavedStore<Value> {
  const { store, tab, key, schema } = of;
  const ownKey = `${key}:${tab}`;
  /** What another tab left at the common place, and was taken over. */
  let taken: string | null = null;
  const at = (place: string) => {
    const text = store.get(place);
    const kept = Kept.safeParse(jsonOf(text)).data;
    const value = schema.safeParse(kept?.value);
    if (text === null || kept === undefined || !value.success) return null;
    return { text, tab: kept.tab, unsaved: { value: value.data, follows: kept.follows } };
  };
  return {
    read() {
      const own = at(ownKey);
      if (own !== null) return own.unsaved;
      const common = at(key);
      if (common !== null && common.tab !== tab) taken = common.text;
      return common?.unsaved ?? null;
    },
    write(unsaved) {
      const common = at(key);
      const isFree = common === null || common.tab === tab || common.text === taken;
      return store.set(isFree ? key : ownKey, JSON.stringify({ tab, ...unsaved }));
    },
    clear() {
      store.remove(ownKey);
      const common = at(key);
      if (common === null || common.tab === tab || common.text === taken) store.remove(key);
    },
  };
}

function jsonOf(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
