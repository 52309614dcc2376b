/** Keyboard of the list page: `/` to the search field, J and K through the rows (Enter is the link's own). */
import { type RefObject, useEffect } from 'react';

export function useListKeys(searchField: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      if (key === '/') searchField.current?.focus();
      else if (key === 'j') focusRow(1);
      else if (key === 'k') focusRow(-1);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [searchField]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
}

/** Moves the focus by `step` rows, stopping at both ends; from elsewhere to the first row. */
export function focusRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-exercise]')];
  const at = rows.findIndex((row) => row.matches(':focus'));
  const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step));
  rows[next]?.focus();
  rows[next]?.scrollIntoView({ block: 'nearest' });
}
