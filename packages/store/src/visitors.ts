/** Visitors: browsers that came here, known by a token of which only the SHA-256 is kept. */
import { createHash, randomUUID } from 'node:crypto';
import { VisitorId } from '@lockstep/protocol';
import type { Database } from './client.ts';

export interface Visitors {
  /**
   * The visitor with that token, made now if there is none: a browser has its token before anything is saved for it.
   * Throws a RangeError when the token is none (32 random bytes, base64url).
   */
  findOrCreate(token: string): Promise<VisitorId>;
  /** The visitor with that token, or null. Notes that it was here, at most once an hour. */
  find(token: string): Promise<VisitorId | null>;
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const HOUR_MS = 3_600_000;

export function openVisitors(database: Database, now: () => Date): Visitors {
  return {
    async findOrCreate(token) {
      if (!TOKEN.test(token)) throw new RangeError('a visitor token has 32 bytes in base64url');
      const known = await find(token);
      if (known !== null) return known;
      const at = now();
      const data = { id: randomUUID(), tokenHash: hash(token), createdAt: at, lastSeenAt: at };
      // Two first requests of one browser may come here at once: the second finds what the first made.
      await database.run((client) => client.visitor.createMany({ data: [data], skipDuplicates: true }));
      const made = await find(token);
      if (made === null) throw new Error('a visitor that was just made is not there');
      return made;
    },

    find,
  };

  async function find(token: string): Promise<VisitorId | null> {
    if (!TOKEN.test(token)) return null;
    return database.run(async (client) => {
      const visitor = await client.visitor.findUnique({
        where: { tokenHash: hash(token) },
        select: { id: true, lastSeenAt: true },
      });
      if (visitor === null) return null;
      const at = now();
      if (at.getTime() - visitor.lastSeenAt.getTime() >= HOUR_MS) {
        await client.visitor.update({ where: { id: visitor.id }, data: { lastSeenAt: at } });
      }
      return VisitorId.parse(visitor.id);
    });
  }
}

/** A token has 256 random bits: a plain hash is enough, there is nothing to guess. */
function hash(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest());
}
