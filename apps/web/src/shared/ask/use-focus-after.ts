/** Where the focus goes after a dialog when what opened it is gone: a row that was withdrawn, cancelled or revoked. */
import { type RefObject, useEffect, useRef } from 'react';

/**
 * `open`: whether the dialog is shown. `fallback` takes the focus that nothing else has once it is not any more; also when
 * what opened it goes a moment later, with the next answer of the server, unless something was done meanwhile.
 */
export function useFocusAfter(open: boolean, fallback: RefObject<HTMLElement | null>): void {
  const awaited = useRef(false);
  useEffect(() => {
    if (open) {
      awaited.current = true;
      return;
    }
    const forget = (): void => {
      awaited.current = false;
    };
    window.addEventListener('pointerdown', forget);
    window.addEventListener('keydown', forget);
    return () => {
      window.removeEventListener('pointerdown', forget);
      window.removeEventListener('keydown', forget);
    };
  }, [open]);
  useEffect(() => {
    const nowhere = document.activeElement === null || document.activeElement === document.body;
    if (open || !awaited.current || !nowhere) return;
    awaited.current = false;
    fallback.current?.focus();
  });
}
