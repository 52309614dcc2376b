/** Keyboard of the page: digits go to a choice or into the field, Enter answers; A and N after the answer. Works wherever the focus is. */
import { useEffect, useEffectEvent } from 'react';
import { strokeOf } from '../../shared/ui/shortcut.tsx';

/** `onKey` says whether it used the key: lower case, `enter` for Enter and Ctrl+Enter. */
export function usePageKeys(onKey: (key: string) => boolean): void {
  const listen = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat) return;
    const key = keyOf(event);
    if (key !== null && onKey(key)) event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => listen(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}

function keyOf(event: KeyboardEvent): string | null {
  if (strokeOf(event) === 'mod+enter') return 'enter';
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const target = event.target instanceof HTMLElement ? event.target : null;
  // A focused control has a use for Enter itself; a text field for everything else.
  if (event.key === 'Enter') return target?.closest('a, button, summary') ? null : 'enter';
  return target?.closest('input[type=text], textarea, select, [contenteditable]') ? null : event.key.toLowerCase();
}
