/**
 * The theme: the system's by default, or the visitor's choice. public/theme.js applies a stored choice before the
 * first paint; this module changes it. The state is the attribute on <html>, so that there is one fact only.
 */
import { useSyncExternalStore } from 'react';
import { useServices } from '../api/services.tsx';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'lockstep:theme';
const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };

function current(): Theme {
  const theme = document.documentElement.dataset.theme;
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

function observe(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

/** The theme, the one after it, and the switch to that one or to a chosen one. */
export function useTheme(): {
  readonly theme: Theme;
  readonly next: Theme;
  readonly advance: () => void;
  readonly choose: (theme: Theme) => void;
} {
  const { store } = useServices();
  const theme = useSyncExternalStore(observe, current);
  const next = NEXT[theme];
  const choose = (chosen: Theme) => {
    if (chosen === 'system') {
      delete document.documentElement.dataset.theme;
      store.remove(KEY);
    } else {
      document.documentElement.dataset.theme = chosen;
      store.set(KEY, chosen);
    }
  };
  return { theme, next, advance: () => choose(next), choose };
}
