/** Whether a draft can be published now, and if not, what has to be done first. Pure. */
import type { VerificationSummary } from '@lockstep/protocol';

/** In the order in which they have to be settled. */
export type Hindrance =
  | 'unsaved'
  | 'published'
  | 'faulty'
  | 'unverified'
  | 'running'
  | 'cancelled'
  | 'changed'
  | 'open';

export interface Standing {
  /** Something is not at the server. */
  readonly unsaved: boolean;
  /** The files are those that are published. */
  readonly published: boolean;
  /** Of the package as it was checked last. */
  readonly faults: number;
  /** The newest one, and whether the draft still is what it verified. */
  readonly verification: Pick<VerificationSummary, 'state' | 'green'> | null;
  readonly upToDate: boolean;
}

/** null: it can be published. */
export function hindranceOf({ unsaved, published, faults, verification, upToDate }: Standing): Hindrance | null {
  if (unsaved) return 'unsaved';
  if (published) return 'published';
  if (faults > 0) return 'faulty';
  if (verification === null) return 'unverified';
  if (verification.state === 'running') return 'running';
  if (!upToDate) return 'changed';
  if (verification.state === 'cancelled') return 'cancelled';
  return verification.green ? null : 'open';
}
