/** What comes of a sitting for its candidate. Rows are only added, each with the next version: the last one counts, those before it tell how it came. */
import { type AccountId, Outcome, type OutcomeRequest, type SittingId, type SittingOutcome } from '@lockstep/protocol';
import { note } from '../accounts/audit.ts';
import type { Client, Database } from '../client.ts';
import { fromDocument, toText } from '../stored.ts';

export type OutcomeDecided =
  | { readonly kind: 'decided'; readonly outcome: Outcome }
  /** Somebody decided since: this is what counts. Nothing was written. */
  | { readonly kind: 'conflict'; readonly current: Outcome | null }
  | { readonly kind: 'unknown' };

export interface Outcomes {
  of(sitting: SittingId): Promise<SittingOutcome>;
  decide(sitting: SittingId, request: OutcomeRequest, actor: AccountId): Promise<OutcomeDecided>;
}

/** Of one sitting, the newest ones. */
const MOST_SHOWN = 100;

export function openOutcomes(database: Database, now: () => Date): Outcomes {
  return {
    of: (sitting) =>
      database.run(async (client) => {
        const history = await read(client, sitting, MOST_SHOWN);
        return { current: history[0] ?? null, history };
      }),

    decide: (sitting, { follows, decision, reason }, actor) =>
      database.transact(async (transaction) => {
        const there = await transaction.sitting.findUnique({ where: { id: sitting }, select: { candidate: true } });
        if (there === null) return { kind: 'unknown' };
        const added = await transaction.$executeRaw`
          INSERT INTO sitting_outcome (sitting_id, version, decision, reason, decided_by_id, decided_at)
          SELECT ${sitting}::uuid, ${follows + 1}, ${decision}, ${toText(reason)}, ${actor}::uuid, ${now()}
          WHERE ${follows} = (SELECT coalesce(max(version), 0) FROM sitting_outcome WHERE sitting_id = ${sitting}::uuid)
          ON CONFLICT (sitting_id, version) DO NOTHING`;
        const [current] = await read(transaction, sitting, 1);
        if (added === 0) return { kind: 'conflict', current: current ?? null };
        if (current === undefined) throw new Error(`the outcome of sitting ${sitting} was not written`);
        await note(transaction, actor, 'outcome-decided', `${sitting}: ${decision}`);
        return { kind: 'decided', outcome: current };
      }),
  };
}

async function read(client: Pick<Client, 'sittingOutcome'>, sitting: SittingId, take: number): Promise<Outcome[]> {
  const rows = await client.sittingOutcome.findMany({
    where: { sittingId: sitting },
    orderBy: { version: 'desc' },
    take,
    include: { decidedBy: { select: { id: true, name: true } } },
  });
  return rows.map(({ decidedBy, decidedAt, ...row }) =>
    fromDocument(Outcome, `the outcome of sitting ${sitting}`, { ...row, by: decidedBy, at: decidedAt.toISOString() }),
  );
}
