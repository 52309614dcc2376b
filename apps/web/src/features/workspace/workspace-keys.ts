/** Keys that work everywhere in the workspace, also inside the editor, which has other plans for some of them. */
import { useEffect, useEffectEvent } from 'react';
import { isTyping } from '../../shared/ui/row-keys.ts';
import { isMac, openingStroke, strokeOf } from '../../shared/ui/shortcut.tsx';
import { type OverlayName, type Overlays, warmPalette } from './use-overlay.ts';

const OPENED = { 'mod+k': 'palette', 'alt+enter': 'own', f1: 'help', '?': 'help' } as const;

export function useWorkspaceKeys(overlays: Overlays, send: (mode: 'samples' | 'full') => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { shown } = overlays;
    // A question, or two versions side by side, wait for an answer.
    const busy = shown?.name === 'reset' || shown?.name === 'compare';
    const claim = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (overlays.awaits('palette')) {
      claim();
      if (event.key === 'Escape') overlays.close();
      else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) overlays.keep(event.key);
      return;
    }
    const sent = strokeOf(event);
    if (sent !== null) {
      claim();
      if (!event.repeat && (shown === null || shown.name === 'settings' || shown.name === 'own')) {
        send(sent === 'mod+enter' ? 'samples' : 'full');
      }
      return;
    }
    const opening = openingStroke(event, isMac());
    if (opening === null || (opening === '?' && (shown !== null || isTyping(event.composedPath()[0] ?? null)))) return;
    claim();
    if (event.repeat || busy) return;
    const name: OverlayName = OPENED[opening];
    if (shown?.name === name) overlays.close();
    else overlays.open(name);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    const warm = () => void warmPalette().catch(() => undefined);
    document.addEventListener('keydown', listener, { capture: true });
    document.addEventListener('keydown', warm, { once: true });
    return () => {
      document.removeEventListener('keydown', listener, { capture: true });
      document.removeEventListener('keydown', warm);
    };
  }, []);
}
