/** Keyboard of the list page: `/` to the search field, J and K through the rows. */
import type { RefObject } from 'react';
import { useRowKeys } from '../../shared/ui/row-keys.ts';
import { useSlash } from '../../shared/ui/use-slash.ts';

export const ROWS = '[data-exercise]';

export function useListKeys(searchField: RefObject<HTMLInputElement | null>): void {
  useRowKeys(ROWS);
  useSlash(searchField);
}
