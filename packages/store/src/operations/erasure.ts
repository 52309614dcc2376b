/** Deleting what is kept of people: of an account on request, of visitors without one after a time. */
import { type AccountId, ERASED_DOMAIN } from '@lockstep/protocol';
import { z } from 'zod';
import { holdRoles, isLastAdmin } from '../accounts/accounts.ts';
import { eraseFromAudit, note } from '../accounts/audit.ts';
import type { Database, Transaction } from '../client.ts';

export type Erased =
  | { readonly kind: 'erased' }
  | { readonly kind: 'unknown' }
  /** Nobody would be left who can change anything. */
  | { readonly kind: 'last-admin' }
  /** Something of it is being judged: cancel that first, or wait. */
  | { readonly kind: 'judging' };

export interface Erasure {
  /**
   * Deletes an account's submissions with all that was found, drafts, answers, sessions and tokens, and takes name and
   * address out of the account and of the audit log. What remains is that there was an account, and when what was done.
   */
  eraseAccount(id: AccountId, actor: AccountId): Promise<Erased>;
  /**
   * Deletes visitors without an account who were not here for so many days, with all that they did. One process at a time;
   * returns how many there were, null when another process is at it.
   */
  eraseVisitorsUnseenFor(days: number): Promise<number | null>;
}

const SWEEP_LOCK = 'lockstep retention';
const AT_ONCE = 50;
const DAY_MS = 24 * 3_600_000;
const Ids = z.array(z.object({ id: z.uuid() }));

export function openErasure(database: Database, now: () => Date): Erasure {
  return {
    eraseAccount: (id, actor) =>
      database.transact(async (transaction) => {
        await holdRoles(transaction);
        const account = await transaction.account.findUnique({ where: { id }, include: { visitor: true } });
        if (account === null) return { kind: 'unknown' };
        if (await isLastAdmin(transaction, account)) return { kind: 'last-admin' };
        const { visitor, email } = account;
        if (visitor !== null) {
          if ((await unfinishedOf(transaction, [visitor.id])) > 0) return { kind: 'judging' };
          await deleteVisitors(transaction, [visitor.id]);
        }
        await transaction.session.deleteMany({ where: { accountId: id } });
        await transaction.apiToken.deleteMany({ where: { accountId: id } });
        await transaction.accountLink.deleteMany({ where: { OR: [{ accountId: id }, { email }] } });
        await transaction.account.update({
          where: { id },
          data: {
            email: `${id}@${ERASED_DOMAIN}`,
            name: 'Erased',
            passwordHash: null,
            subject: null,
            resetAskedAt: null,
            disabledAt: account.disabledAt ?? now(),
          },
        });
        await eraseFromAudit(transaction, email);
        await note(transaction, actor, 'account-erased', id);
        return { kind: 'erased' };
      }),

    async eraseVisitorsUnseenFor(days) {
      const before = new Date(now().getTime() - days * DAY_MS);
      for (let erased = 0; ; ) {
        const batch = await database.transact((transaction) => eraseBatch(transaction, before));
        if (batch === null) return null;
        erased += batch;
        if (batch < AT_ONCE) return erased;
      }
    },
  };
}

async function eraseBatch(transaction: Transaction, before: Date): Promise<number | null> {
  const [lock] = await transaction.$queryRaw<
    { mine: boolean }[]
  >`SELECT pg_try_advisory_xact_lock(hashtext(${SWEEP_LOCK})) AS mine`;
  if (lock?.mine !== true) return null;
  // Held to the end: one that comes back just now waits, and is a new visitor then.
  const rows = await transaction.$queryRaw`
    SELECT id FROM visitor WHERE account_id IS NULL AND last_seen_at < ${before}
      AND NOT EXISTS (SELECT 1 FROM sitting WHERE visitor_id = visitor.id)
      AND NOT EXISTS (SELECT 1 FROM verification WHERE visitor_id = visitor.id)
      AND NOT EXISTS (SELECT 1 FROM rejudge WHERE visitor_id = visitor.id)
      AND NOT EXISTS (SELECT 1 FROM submission WHERE visitor_id = visitor.id AND state IN ('queued', 'running'))
    ORDER BY last_seen_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED`;
  const ids = Ids.parse(rows).map(({ id }) => id);
  await deleteVisitors(transaction, ids);
  return ids.length;
}

async function unfinishedOf(transaction: Transaction, visitors: readonly string[]): Promise<number> {
  return transaction.submission.count({
    where: { visitorId: { in: [...visitors] }, state: { in: ['queued', 'running'] } },
  });
}

/** Events, recordings and superseded results go with their submissions, drafts and answers with their visitor. */
async function deleteVisitors(transaction: Transaction, ids: readonly string[]): Promise<void> {
  // A rejudging has copies of what they submitted.
  await transaction.submission.deleteMany({ where: { shadowOf: { submission: { visitorId: { in: [...ids] } } } } });
  await transaction.submission.deleteMany({ where: { visitorId: { in: [...ids] } } });
  await transaction.visitor.deleteMany({ where: { id: { in: [...ids] } } });
}
