/** Keys of a page that work wherever the focus is, but for what a focused control or text field has a use for itself. */
import { useEffect, useEffectEvent } from 'react';
import { strokeOf } from './shortcut.tsx';

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
  // A focused block of code is scrolled sideways by the arrows.
  if (/^Arrow(Left|Right)$/.test(event.key) && target?.matches('pre') && target.scrollWidth > target.clientWidth) {
    return null;
  }
  // A focused control has a use for Enter itself; a text field for everything else.
  if (event.key === 'Enter') return target?.closest('a, button, summary') ? null : 'enter';
  return target?.closest('input[type=text], textarea, select, [contenteditable]') ? null : event.key.toLowerCase();
}
