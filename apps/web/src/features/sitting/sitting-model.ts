/** Where a sitting stands at a moment, and what is said when that changes. Pure. */
import type { ItemStanding, SittingView } from '@lockstep/protocol';
import { leftMs, type TimeStage } from '../../shared/clock/countdown.ts';
import { SAID } from './messages.ts';

/**
 * `early`, `open`, `late`: not started, and before, in or after the time in which it may be started. `up` and `finished`:
 * over, because of the time or by the candidate.
 */
export type SittingPhase = 'early' | 'open' | 'late' | 'running' | 'up' | 'finished' | 'withdrawn';

/** By the server's clock: a view that is some seconds old is read as of now. */
export function phaseOf(
  view: Pick<SittingView, 'state' | 'opensAt' | 'closesAt' | 'endsAt' | 'finishedAt'>,
  nowMs: number,
): SittingPhase {
  switch (view.state) {
    case 'waiting':
      if (view.opensAt !== null && nowMs < Date.parse(view.opensAt)) return 'early';
      return view.closesAt !== null && nowMs >= Date.parse(view.closesAt) ? 'late' : 'open';
    case 'running':
      return view.endsAt !== null && leftMs(view.endsAt, nowMs) === 0 ? 'up' : 'running';
    case 'over':
      return view.finishedAt === null ? 'up' : 'finished';
    // The link of one that is erased opens nothing.
    case 'withdrawn':
    case 'erased':
      return 'withdrawn';
    default:
      return view.state satisfies never;
  }
}

/** What is read out when the time goes from one stage to another; null: nothing. */
export function announcementOf(before: TimeStage, now: TimeStage): string | null {
  if (before === now) return null;
  if (now === 'up') return SAID.up;
  return now === 'soon' && before === 'plenty' ? SAID.soon : SAID.more;
}

export function addressOf({ kind, slug }: Pick<ItemStanding, 'kind' | 'slug'>): string {
  return `/${kind}s/${slug}`;
}

export interface Neighbour {
  readonly item: ItemStanding;
  /** From 1. */
  readonly place: number;
}

export interface ItemPlace {
  /** Of the item that the page shows, from 1; null: it shows none. */
  readonly place: number | null;
  readonly previous: Neighbour | null;
  readonly next: Neighbour | null;
}

/** Where in the interview an address is; what belongs to an item stands below its address. */
export function placeOf(items: readonly ItemStanding[], pathname: string): ItemPlace {
  const at = items.findIndex((item) => {
    const address = addressOf(item);
    return pathname === address || pathname.startsWith(`${address}/`);
  });
  if (at < 0) return { place: null, previous: null, next: null };
  const neighbour = (index: number): Neighbour | null => {
    const item = items[index];
    return item === undefined ? null : { item, place: index + 1 };
  };
  return { place: at + 1, previous: neighbour(at - 1), next: neighbour(at + 1) };
}

/** Parts without any submission or answer. */
export function untouched(items: readonly ItemStanding[]): number {
  return items.filter(({ tries }) => tries === 0).length;
}
