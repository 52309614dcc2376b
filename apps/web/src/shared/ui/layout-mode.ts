/** How much room the window gives. */
import { useSyncExternalStore } from 'react';

/** `wide`: three panes. `split`: the editor beside one of the others. `narrow`: one pane at a time. */
export type LayoutMode = 'wide' | 'split' | 'narrow';

const WIDE = '(min-width: 1120px)';
const SPLIT = '(min-width: 720px)';

export function useLayoutMode(): LayoutMode {
  return useSyncExternalStore(observeWidth, currentMode);
}

function currentMode(): LayoutMode {
  if (window.matchMedia(WIDE).matches) return 'wide';
  return window.matchMedia(SPLIT).matches ? 'split' : 'narrow';
}

function observeWidth(changed: () => void): () => void {
  const queries = [window.matchMedia(WIDE), window.matchMedia(SPLIT)];
  for (const query of queries) query.addEventListener('change', changed);
  return () => {
    for (const query of queries) query.removeEventListener('change', changed);
  };
}
