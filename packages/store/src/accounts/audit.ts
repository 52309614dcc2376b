/** Who did what. Entries are written in the transaction of what they tell of, and are only ever added. */
import { type AccountId, AuditPage } from '@lockstep/protocol';
import type { Database, Transaction } from '../client.ts';
import { fromDocument, toText } from '../stored.ts';

export type AuditAction =
  | 'account-made'
  | 'signed-in'
  | 'signed-out'
  | 'sign-in-locked'
  | 'sessions-ended'
  | 'password-changed'
  | 'reset-asked'
  | 'reset-link-made'
  | 'name-changed'
  | 'invited'
  | 'invitation-withdrawn'
  | 'role-changed'
  | 'account-disabled'
  | 'account-enabled'
  | 'account-erased'
  | 'token-made'
  | 'token-revoked'
  | 'interview-made'
  | 'interview-changed'
  | 'interview-archived'
  | 'sitting-made'
  | 'sitting-link-renewed'
  | 'sitting-withdrawn'
  | 'sitting-extended'
  | 'judging-cancelled'
  | 'judged-again'
  | 'package-draft-archived'
  | 'package-draft-restored'
  | 'exercise-verified'
  | 'verification-cancelled'
  | 'exercise-published'
  | 'exercise-given-back'
  | 'rejudge-started'
  | 'rejudge-cancelled'
  | 'submission-rejudged';

export interface Audit {
  /** Newest first. `cursor`: the `next` of the page before; null when that is none of ours. */
  list(query: { readonly cursor?: string | undefined; readonly limit: number }): Promise<AuditPage | null>;
}

export function openAudit(database: Database): Audit {
  return {
    async list({ cursor, limit }) {
      if (cursor !== undefined && !/^[1-9]\d{0,17}$/.test(cursor)) return null;
      const rows = await database.run((client) =>
        client.auditEntry.findMany({
          ...(cursor === undefined ? {} : { where: { id: { lt: BigInt(cursor) } } }),
          orderBy: { id: 'desc' },
          take: limit + 1,
          include: { actor: { select: { id: true, name: true, email: true } } },
        }),
      );
      const items = rows.slice(0, limit).map(({ id, at, action, subject, actor }) => {
        return { id: String(id), at: at.toISOString(), action, subject, actor };
      });
      const next = rows.length > limit ? (items.at(-1)?.id ?? null) : null;
      return fromDocument(AuditPage, 'a page of the audit log', { items, next });
    },
  };
}

/** Takes an e-mail address out of every entry that has it: its owner's data is erased. That something was done stays. */
export async function eraseFromAudit(transaction: Transaction, email: string): Promise<void> {
  await transaction.$executeRaw`UPDATE audit_entry SET subject = '[erased]' WHERE strpos(subject, ${email}) > 0`;
}

/** Adds an entry. `actor` null: the server itself, or somebody without an account. */
export async function note(
  transaction: Transaction,
  actor: AccountId | null,
  action: AuditAction,
  subject: string,
): Promise<void> {
  await transaction.auditEntry.create({ data: { actorId: actor, action, subject: toText(subject).slice(0, 500) } });
}
