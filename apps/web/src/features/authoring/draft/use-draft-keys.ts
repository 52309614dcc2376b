/** Keys of the page of a draft that work wherever the focus is: saving, verifying, and from pane to pane. */
import { useEffect, useEffectEvent } from 'react';
import { strokeOf } from '../../../shared/ui/shortcut.tsx';

export function useDraftKeys(acts: {
  readonly onSave: () => void;
  readonly onVerify: () => void;
  /** 1: to the next pane, -1: to the one before. */
  readonly onPane: (step: 1 | -1) => void;
}): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (strokeOf(event) === 'mod+enter') acts.onVerify();
    else if ((ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === 's') acts.onSave();
    else if (key === 'F6' && !ctrlKey && !metaKey && !altKey) acts.onPane(shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    // Before the editor, which would put a new line where the cursor is.
    document.addEventListener('keydown', listener, true);
    return () => document.removeEventListener('keydown', listener, true);
  }, []);
}

/** Puts the focus into the next of the panes (by their ids): where a Tab key would stop first in it. */
export function focusPane(ids: readonly string[], step: 1 | -1): void {
  const at = ids.findIndex((id) => document.getElementById(id)?.contains(document.activeElement));
  const next = at < 0 ? 0 : (at + step + ids.length) % ids.length;
  const pane = document.getElementById(ids[next] ?? '');
  const shadow = pane?.querySelector('.draft-editor-host')?.shadowRoot?.querySelector<HTMLElement>('.cm-content');
  const first =
    shadow ?? pane?.querySelector<HTMLElement>('[tabindex="0"], input, select, textarea, button:not([tabindex="-1"])');
  first?.focus();
}
