/** Whether the steps of a first visit stand above the panes. */
import type { Slug } from '@lockstep/protocol';
import { useState } from 'react';
import { useServices } from '../../../shared/api/services.tsx';
import { FIRST_EXERCISE, readFirstVisit } from '../../../shared/first-visit.ts';

export function useFirstVisit(slug: Slug): { readonly shown: boolean; readonly close: () => void } {
  const { store } = useServices();
  const [shown, setShown] = useState(() => {
    const visit = slug === FIRST_EXERCISE ? readFirstVisit(store) : null;
    // One who has repaired it knows the way.
    return visit !== null && !visit.over && !visit.repaired;
  });
  return { shown, close: () => setShown(false) };
}
