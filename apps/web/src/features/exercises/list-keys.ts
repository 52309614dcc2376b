/** Keyboard of the list page: `/` to the search field, J and K through the rows. */
import { type RefObject, useEffect } from 'react';
import { isTyping, useRowKeys } from '../../shared/ui/row-keys.ts';

export const ROWS = '[data-exercise]';

export function useListKeys(searchField: RefObject<HTMLInputElement | null>): void {
  useRowKeys(ROWS);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.key !== '/' || isTyping(event.target)) return;
      event.preventDefault();
      searchField.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [searchField]);
}
