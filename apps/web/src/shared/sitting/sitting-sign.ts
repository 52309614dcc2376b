/**
 * The sign that this browser sits an interview: cheap to read before anything was asked of the server, which alone knows
 * whether it is so. Told to all of the page, and to the other tabs.
 */
import type { SittingId } from '@lockstep/protocol';
import { useCallback, useSyncExternalStore } from 'react';
import type { PageSitting } from '../api/http.ts';
import type { KeyValueStore } from '../api/key-value-store.ts';
import { useServices } from '../api/services.tsx';

const KEY = 'lockstep:sitting';
const PROBE = 'lockstep:kept';
/** Of our own, as browsers tell the other tabs only. */
const CHANGED = 'lockstep:sitting';

/** Which sitting it is; null: none. */
export function sittingSign(store: KeyValueStore): string | null {
  return store.get(KEY);
}

/** Which sitting a page that is opened now belongs to. It stays so while it is open, whatever other tabs do. */
export function pageSitting(store: KeyValueStore): PageSitting {
  const sign = sittingSign(store);
  // A browser that keeps nothing has no sign whether it sits an interview or not.
  return sign === null && !store.set(PROBE, '') ? undefined : sign;
}

export function markSitting(store: KeyValueStore, sitting: SittingId): void {
  if (store.get(KEY) === sitting) return;
  store.set(KEY, sitting);
  window.dispatchEvent(new Event(CHANGED));
}

export function unmarkSitting(store: KeyValueStore): void {
  if (store.get(KEY) === null) return;
  store.remove(KEY);
  window.dispatchEvent(new Event(CHANGED));
}

export function useSittingSign(): boolean {
  return useSittingId() !== null;
}

/** Which sitting it is; null: none. */
export function useSittingId(): string | null {
  const { store } = useServices();
  return useSyncExternalStore(
    observe,
    useCallback(() => sittingSign(store), [store]),
  );
}

function observe(changed: () => void): () => void {
  const onStorage = ({ key }: StorageEvent): void => {
    if (key === KEY || key === null) changed();
  };
  window.addEventListener(CHANGED, changed);
  window.addEventListener('storage', onStorage);
  return () => {
    window.removeEventListener(CHANGED, changed);
    window.removeEventListener('storage', onStorage);
  };
}
