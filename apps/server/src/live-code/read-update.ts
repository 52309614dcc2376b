/**
 * Reads a Yjs update without applying it: what it inserts and deletes, and whose clocks it moves. Whatever is no edit of the
 * one text is refused here: other types, embedded things, keys, the rubble of documents that hold more than a text. Pure.
 */
import { CODE_TEXT } from '@lockstep/protocol';
import * as Y from 'yjs';

export interface ReadUpdate {
  /** By Yjs client: the clock after its last character. */
  readonly clocks: ReadonlyMap<number, number>;
  /** Text inserted in one place each, in no particular order. */
  readonly insertions: readonly string[];
  /** Characters that it deletes, those included that were deleted before. */
  readonly deleted: number;
}

/** More is no text of at most 64 KiB, whatever was typed and deleted before it was sent. */
const MOST_CHARACTERS = 2 ** 20;

/** null: it is no edit of the text. */
export function readUpdate(update: Uint8Array): ReadUpdate | null {
  try {
    const { structs, ds } = Y.decodeUpdate(update);
    const clocks = new Map<number, number>();
    const insertions: string[] = [];
    let length = 0;
    let end: Y.ID | null = null;
    for (const struct of structs) {
      const { client, clock } = struct.id;
      if (struct instanceof Y.Skip) continue;
      if (!(struct instanceof Y.Item) || !isOfText(struct)) return null;
      length += struct.length;
      clocks.set(client, Math.max(clocks.get(client) ?? 0, clock + struct.length));
      const { content, origin } = struct;
      if (content instanceof Y.ContentString) {
        if (content.str.includes('\0')) return null;
        const goesOn = end !== null && origin !== null && Y.compareIDs(end, origin);
        insertions.push(goesOn ? (insertions.pop() ?? '') + content.str : content.str);
        end = struct.lastId;
      } else if (!(content instanceof Y.ContentDeleted)) return null;
    }
    let deleted = 0;
    for (const ranges of ds.clients.values()) for (const { len } of ranges) deleted += len;
    return length > MOST_CHARACTERS ? null : { clocks, insertions, deleted };
  } catch {
    // lib0 and Yjs throw whatever comes up on bytes that are no update.
    return null;
  }
}

/** An item names its parent only where it has no neighbour that tells it; then the parent of a root type is its name. */
function isOfText({ parent, parentSub, origin, rightOrigin }: Y.Item): boolean {
  const named: unknown = parent;
  if (parentSub !== null) return false;
  return named === CODE_TEXT || (named === null && (origin !== null || rightOrigin !== null));
}
