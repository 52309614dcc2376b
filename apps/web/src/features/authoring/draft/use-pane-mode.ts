/** Whether files, editor and checks stand beside one another, or one at a time. */
import { useSyncExternalStore } from 'react';

export type PaneMode = 'wide' | 'narrow';

const WIDE = '(min-width: 900px)';

export function usePaneMode(): PaneMode {
  return useSyncExternalStore(observe, current);
}

function current(): PaneMode {
  return window.matchMedia(WIDE).matches ? 'wide' : 'narrow';
}

function observe(changed: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}
