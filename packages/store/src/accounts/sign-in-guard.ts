/**
 * Slows down guessing. After a few failed tries with one e-mail address from one place nobody may try it from there for a
 * while, which doubles with each further failure; after many from anywhere, nobody may from anywhere. So that guessing is
 * slow from many places, too, and one who guesses cannot easily keep the owner out. It holds for addresses without an
 * account as well: it does not tell which have one.
 */
import { z } from 'zod';
import type { Database, Transaction } from '../client.ts';
import { note } from './audit.ts';
import { sha256 } from './tokens.ts';

/** A try to sign in: as whom, and from which network address. */
export interface SignInTry {
  readonly email: string;
  readonly place: string;
}

export interface SignInGuard {
  /** Milliseconds until such a try is allowed again; 0: now. */
  waitMs(attempt: SignInTry): Promise<number>;
  failed(attempt: SignInTry): Promise<void>;
  /** Somebody knew the password, or got a new one. */
  clear(attempt: SignInTry): Promise<void>;
}

/** Failures that cost nothing, from one place and from all. */
const FREE = { place: 5, anywhere: 50 } as const;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;
/** Failures that are older count no more. */
const FORGOTTEN_MS = 24 * 3_600_000;
const SWEPT_AT_ONCE = 100;

const Counted = z.tuple([z.object({ failures: z.int() })]);

export function openSignInGuard(database: Database, now: () => Date): SignInGuard {
  return {
    async waitMs(attempt) {
      const keys = Object.values(keysOf(attempt));
      const rows = await database.run((client) => client.signInGuard.findMany({ where: { keyHash: { in: keys } } }));
      return Math.max(0, ...rows.map(({ lockedUntil }) => (lockedUntil?.getTime() ?? 0) - now().getTime()));
    },

    failed: (attempt) =>
      database.transact(async (transaction) => {
        const at = now();
        const keys = keysOf(attempt);
        const place = await count(transaction, keys.place, FREE.place, at);
        const anywhere = await count(transaction, keys.anywhere, FREE.anywhere, at);
        if (place === FREE.place || anywhere === FREE.anywhere) {
          await note(transaction, null, 'sign-in-locked', attempt.email);
        }
        const forgotten = new Date(at.getTime() - FORGOTTEN_MS);
        await transaction.$executeRaw`
          DELETE FROM sign_in_guard WHERE key_hash IN (
            SELECT key_hash FROM sign_in_guard WHERE last_at < ${forgotten} LIMIT ${SWEPT_AT_ONCE})`;
      }),

    async clear(attempt) {
      const keys = Object.values(keysOf(attempt));
      await database.run((client) => client.signInGuard.deleteMany({ where: { keyHash: { in: keys } } }));
    },
  };
}

function keysOf({ email, place }: SignInTry) {
  return { place: sha256(`place ${place} ${email}`), anywhere: sha256(`anywhere ${email}`) };
}

/** Counts a failure; returns how many there are. */
async function count(transaction: Transaction, keyHash: Uint8Array, free: number, at: Date): Promise<number> {
  const forgotten = new Date(at.getTime() - FORGOTTEN_MS);
  const rows = await transaction.$queryRaw`
    INSERT INTO sign_in_guard (key_hash, failures, last_at) VALUES (${keyHash}, 1, ${at})
    ON CONFLICT (key_hash) DO UPDATE SET last_at = excluded.last_at,
      failures = CASE WHEN sign_in_guard.last_at < ${forgotten} THEN 1 ELSE sign_in_guard.failures + 1 END
    RETURNING failures`;
  const [{ failures }] = Counted.parse(rows);
  const lockedUntil = failures < free ? null : new Date(at.getTime() + waitAfter(failures - free));
  await transaction.$executeRaw`UPDATE sign_in_guard SET locked_until = ${lockedUntil} WHERE key_hash = ${keyHash}`;
  return failures;
}

/** How long nobody may try, in milliseconds, after so many failures beyond the first that counts. */
function waitAfter(failures: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
}
