/** Where the focus goes after a dialog when what opened it is gone: a row that was withdrawn, cancelled or revoked. */
import { type RefObject, useEffect, useRef } from 'react';

/** `open`: whether the dialog is shown. `fallback` takes the focus that nothing else has once it is not any more. */
export function useFocusAfter(open: boolean, fallback: RefObject<HTMLElement | null>): void {
  const wasOpen = useRef(false);
  useEffect(() => {
    const nowhere = document.activeElement === null || document.activeElement === document.body;
    if (wasOpen.current && !open && nowhere) fallback.current?.focus();
    wasOpen.current = open;
  }, [open, fallback]);
}
