/**
 * What the page and the worker that plays say to each other. The page opens a recording once, then asks for positions;
 * each question has a number, greater than the one before, and its answer carries that number. A question that was
 * asked after another voids it: the worker may leave the earlier one without an answer.
 */
import type { Position } from '@lockstep/explorer';
import type { RecordedHistories } from '@lockstep/protocol';

export type PlayRequest =
  | { readonly kind: 'open'; readonly histories: RecordedHistories }
  | { readonly kind: 'at'; readonly number: number; readonly actors: readonly string[] };

export type PlayAnswer =
  /** `fromStart`: outcomes that the call has; null when that is not known. */
  | {
      readonly kind: 'position';
      readonly number: number;
      readonly position: Position;
      readonly fromStart: readonly string[] | null;
    }
  /** The choices cannot be made in this program. */
  | { readonly kind: 'refused'; readonly number: number; readonly reason: string }
  /** Our fault. */
  | { readonly kind: 'failed'; readonly number: number; readonly message: string };
