/**
 * The first visit: it begins on the list with one submission that fails, and goes on in the workspace of that exercise.
 * How far it is stands in this browser.
 */
import { z } from 'zod';
import type { KeyValueStore } from './api/key-value-store.ts';

/** Its starter looks right and is not. */
export const FIRST_EXERCISE = 'locked-counter';

const FirstVisit = z.object({
  submitted: z.boolean(),
  /** The schedule that fails was looked through. */
  read: z.boolean(),
  repaired: z.boolean(),
  /** Nothing more is said about it. */
  over: z.boolean(),
});
export type FirstVisit = Readonly<z.infer<typeof FirstVisit>>;

export const BEGUN: FirstVisit = { submitted: false, read: false, repaired: false, over: false };

const KEY = 'lockstep:first-visit';

/** null where it was never begun, or what is kept is not readable. */
export function readFirstVisit(store: KeyValueStore): FirstVisit | null {
  try {
    return FirstVisit.parse(JSON.parse(store.get(KEY) ?? ''));
  } catch {
    return null;
  }
}

export function keepFirstVisit(store: KeyValueStore, visit: FirstVisit): void {
  store.set(KEY, JSON.stringify(visit));
}
