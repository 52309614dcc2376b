/**
 * Changes that the server has not said to have kept, in the order in which they were made. Pure but for what Yjs computes.
 * Bounded: the longer somebody types without a connection, the coarser the times become at which it is played back.
 */
import { LIVE_CODE_LIMITS, type TypedChange } from '@lockstep/protocol';
import { mergeUpdates } from 'yjs';
import { toBase64 } from './base64.ts';

export interface Unsent {
  /** When it was typed, in milliseconds by this browser's clock. */
  readonly atMs: number;
  readonly update: Uint8Array;
  /** The browser's paste event made it. */
  readonly paste: boolean;
  /** Of the message that it is on its way with; null: it waits. */
  readonly number: number | null;
}

export const UNSENT_LIMITS = { changes: 1_000, bytes: 512 * 1024 } as const;

/** Leaves room for the rest of a message, in characters of base64. */
const BATCH_CHARACTERS = LIVE_CODE_LIMITS.messageBytes - 32 * 1024;

/** With one more change at the end. What was typed within `windowMs` becomes one change, with the time of its first. */
export function withChange(list: readonly Unsent[], change: Unsent, windowMs: number): readonly Unsent[] {
  const last = list.at(-1);
  const joined = last !== undefined && change.atMs - last.atMs < windowMs ? merged(last, change) : null;
  return joined === null ? [...list, change] : [...list.slice(0, -1), joined];
}

/**
 * Within the bounds where neighbours can be merged: two become one as often as it takes. null: it cannot be made small
 * enough; the text itself must be sent in place of its changes.
 */
export function bounded(list: readonly Unsent[]): readonly Unsent[] | null {
  let now = list;
  while (now.length > UNSENT_LIMITS.changes || bytesOf(now) > UNSENT_LIMITS.bytes) {
    const fewer = halved(now);
    if (fewer.length === now.length) return null;
    now = fewer;
  }
  return now;
}

function halved(list: readonly Unsent[]): readonly Unsent[] {
  const result: Unsent[] = [];
  let open = false;
  for (const change of list) {
    const before = result.at(-1);
    const joined: Unsent | null = open && before !== undefined ? merged(before, change) : null;
    if (joined === null) result.push(change);
    else result[result.length - 1] = joined;
    // Pairs only, so that times stay as even as they were.
    open = joined === null;
  }
  return result;
}

function merged(before: Unsent, change: Unsent): Unsent | null {
  if (before.paste || change.paste || before.number !== null || change.number !== null) return null;
  const update = mergeUpdates([before.update, change.update]);
  return update.length > LIVE_CODE_LIMITS.changeBytes ? null : { ...before, update };
}

function bytesOf(list: readonly Unsent[]): number {
  return list.reduce((sum, { update }) => sum + update.length, 0);
}

/** What waits, as messages may carry it. The list is as long as the changes that are in the batches. */
export function batchesOf(waiting: readonly Unsent[], nowMs: number): readonly (readonly TypedChange[])[] {
  const batches: TypedChange[][] = [];
  let characters = Number.POSITIVE_INFINITY;
  for (const { atMs, update, paste } of waiting) {
    const change: TypedChange = {
      // A clock that was set back meanwhile makes nothing happen in the future.
      agoMs: Math.min(LIVE_CODE_LIMITS.agoMs, Math.max(0, Math.round(nowMs - atMs))),
      update: toBase64(update),
      ...(paste ? { paste } : {}),
    };
    characters += change.update.length + 64;
    const last = batches.at(-1);
    if (last === undefined || last.length >= LIVE_CODE_LIMITS.changes || characters > BATCH_CHARACTERS) {
      batches.push([change]);
      characters = change.update.length + 64;
    } else last.push(change);
  }
  return batches;
}
