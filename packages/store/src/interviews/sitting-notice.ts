/** Notices about sittings; they are sent by the database when the transaction commits. */
import type { SittingId } from '@lockstep/protocol';
import type { Transaction } from '../client.ts';

/** The channel of the notices: `<sitting id>`, or `<sitting id>:<slug>:<last seq>` for typed changes. */
export const SITTING_CHANNEL = 'lockstep_sitting';

/** Tells every server to look at the sitting again: at its clock, its link, its moments. */
export async function tellOfSitting(transaction: Transaction, id: SittingId): Promise<void> {
  await transaction.$executeRaw`SELECT pg_notify(${SITTING_CHANNEL}, ${id})`;
}
