/** A handler that stays the same while what it does changes, for components that are drawn again only for a reason. */
import { useCallback, useLayoutEffect, useRef } from 'react';

/** Must not be called while rendering. */
export function useStable<Args extends readonly unknown[]>(run: (...args: Args) => void): (...args: Args) => void {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}
