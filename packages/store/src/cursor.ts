/** Cursors of lists that go from new to old by a time and an id, so that a page begins where the one before ended. */
import { z } from 'zod';

/** Where a page ended. */
export interface PlaceInList {
  readonly at: Date;
  readonly id: string;
}

const Place = z.tuple([z.iso.datetime(), z.uuid()]);

export function cursorOf({ at, id }: PlaceInList): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString('base64url');
}

/** null: it is none of ours. */
export function readCursor(cursor: string): PlaceInList | null {
  const parsed = Place.safeParse(Buffer.from(cursor.slice(0, 200), 'base64url').toString().split(' '));
  if (!parsed.success) return null;
  const at = new Date(parsed.data[0]);
  // PostgreSQL has no year 0, and nothing here is older than this.
  return at.getTime() < 0 ? null : { at, id: parsed.data[1] };
}

/** What was made before that, for a list by `createdAt`; everything without a place. */
export function madeBefore(place: PlaceInList | null) {
  if (place === null) return {};
  const { at, id } = place;
  return { createdAt: { lte: at }, OR: [{ createdAt: { lt: at } }, { id: { lt: id } }] };
}
