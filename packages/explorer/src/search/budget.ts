/** What a search may use. Reaching a bound ends it with a result that says so; it is never an error. */
export interface Budget {
  readonly maxStates: number;
  /** Milliseconds of `monotonicMs` for this search. */
  readonly maxMs: number;
  readonly monotonicMs: () => number;
  /** Asked whenever more of the program was learnt; false ends the search as a bound does. */
  readonly mayGoOn?: () => boolean;
  /** Called now and then; may throw to cancel. */
  readonly onProgress?: (progress: { readonly states: number; readonly interleavings: bigint }) => void;
}

/** How often a search looks at the clock and tells its progress, in states. */
export const LOOK_EVERY = 2_048;

/** Thrown inside a search when a bound is reached. */
export class BudgetReached extends Error {
  override readonly name = 'BudgetReached';
}
