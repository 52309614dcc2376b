/** What the live page is given by whoever puts the pages together. */
import type { ReactNode } from 'react';

/** What stands beside the code: it is told where in time the page is, and may take it elsewhere. */
export type LiveAside = (place: {
  readonly sitting: string;
  /** Milliseconds since the sitting began. */
  readonly at: () => number;
  readonly jump: (ms: number) => void;
}) => ReactNode;

export interface LivePageProps {
  readonly id: string;
  readonly sitting: string;
  /** The moment that the address names, in milliseconds since the sitting began; null: none. */
  readonly at: number | null;
  readonly onAt: (ms: number | null) => void;
  /** null: the code has the whole width. */
  readonly aside: LiveAside | null;
}
