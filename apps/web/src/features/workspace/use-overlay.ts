/**
 * What lies over the workspace: one thing at a time, each a chunk of its own that is loaded when it is first asked for.
 * While the palette is on its way keys must not reach the editor: they are kept for its field.
 */
import { useCallback, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

export type OverlayName = 'palette' | 'help' | 'reset' | 'compare' | 'settings' | 'own';

/** Loads the palette ahead of its use: who presses a key may soon press its key. */
export const warmPalette = (): Promise<unknown> => import('./commands/palette.tsx');

async function load(name: OverlayName) {
  switch (name) {
    case 'palette':
      return { name, View: (await import('./commands/palette.tsx')).Palette };
    case 'help':
      return { name, View: (await import('./commands/help-sheet.tsx')).HelpSheet };
    case 'reset':
      return { name, View: (await import('./editor/reset-dialog.tsx')).ResetDialog };
    case 'compare':
      return { name, View: (await import('./compare/compare-dialog.tsx')).CompareDialog };
    case 'settings':
      return { name, View: (await import('./editor/settings-popover.tsx')).SettingsPopover };
    case 'own':
      return { name, View: (await import('./own/own-popover.tsx')).OwnArgumentsPopover };
    default:
      return name satisfies never;
  }
}

/** `typed`: what was typed while it was on its way. */
export type Overlay = Awaited<ReturnType<typeof load>> & { readonly typed: string };

export interface Overlays {
  readonly shown: Overlay | null;
  readonly open: (name: OverlayName) => void;
  readonly close: () => void;
  /** Whether that one is on its way. */
  readonly awaits: (name: OverlayName) => boolean;
  /** Keeps a letter for what is on its way. */
  readonly keep: (letter: string) => void;
}

/** `onFailed`: it could not be loaded, as the server cannot be reached. */
export function useOverlay(onFailed: () => void): Overlays {
  const [shown, setShown] = useState<Overlay | null>(null);
  const wanted = useRef<{ readonly name: OverlayName; typed: string } | null>(null);
  const open = (name: OverlayName): void => {
    const wish = { name, typed: '' };
    wanted.current = wish;
    const settle = (then: () => void) => {
      if (wanted.current !== wish) return;
      wanted.current = null;
      then();
    };
    load(name).then(
      // At once, so that no key falls between the two.
      (overlay) => settle(() => flushSync(() => setShown({ ...overlay, typed: wish.typed }))),
      () => settle(onFailed),
    );
  };
  const close = useCallback(() => {
    wanted.current = null;
    setShown(null);
  }, []);
  return {
    shown,
    open,
    close,
    awaits: (name) => wanted.current?.name === name,
    keep: (letter) => {
      if (wanted.current !== null) wanted.current.typed += letter;
    },
  };
}
