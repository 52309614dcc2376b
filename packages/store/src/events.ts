/**
 * The events of submissions: reading them, and the one way of writing them.
 *
 * The number of the last event is in the submission's row, and whoever adds events changes that row in the same
 * transaction: so numbers have no gaps, and nobody can read number 5 before number 4 is there. The notice to whoever
 * watches is sent by the database when the transaction commits.
 */
import { NumberedEvent, SubmissionEvent, type SubmissionId } from '@lockstep/protocol';
import { z } from 'zod';
import type { Database, Transaction } from './client.ts';
import { fromDocument, toDocument } from './stored.ts';

/** The channel of the notices; a notice is `<submission id>:<last seq>`. */
export const EVENT_CHANNEL = 'lockstep_event';

export interface Events {
  /** Up to `limit` (at most 1000) events with numbers above `seq`, in order. */
  after(submission: SubmissionId, seq: number, limit?: number): Promise<NumberedEvent[]>;
}

const MAX_PAGE = 1_000;

export function openEvents(database: Database): Events {
  return {
    async after(submission, seq, limit = MAX_PAGE) {
      const rows = await database.run((client) =>
        client.submissionEvent.findMany({
          where: { submissionId: submission, seq: { gt: Math.max(0, Math.trunc(seq)) } },
          orderBy: { seq: 'asc' },
          take: Math.max(1, Math.min(Math.trunc(limit), MAX_PAGE)),
        }),
      );
      return rows.map((row) =>
        fromDocument(NumberedEvent, `event ${row.seq} of submission ${submission}`, {
          ...row,
          at: row.at.toISOString(),
        }),
      );
    },
  };
}

const Written = z.array(z.object({ seq: z.int(), at: z.date() }));

/**
 * Writes events with the numbers after `lastSeq` and sends the notice. The caller holds the submission's row, has set
 * its `last_seq` and does all in one transaction.
 */
export async function writeEvents(
  transaction: Transaction,
  submission: SubmissionId,
  lastSeq: number,
  events: readonly SubmissionEvent[],
): Promise<NumberedEvent[]> {
  if (events.length === 0) return [];
  const documents = events.map(toDocument);
  const rows = await transaction.$queryRaw`
    WITH written AS (
      INSERT INTO submission_event (submission_id, seq, event)
      SELECT ${submission}::uuid, ${lastSeq} + numbered.place, numbered.document::json
      FROM unnest(${documents}::text[]) WITH ORDINALITY AS numbered (document, place)
      RETURNING seq, at
    ), told AS (
      SELECT pg_notify(${EVENT_CHANNEL}, ${`${submission}:${lastSeq + events.length}`})
    )
    SELECT seq, at FROM written WHERE (SELECT count(*) FROM told) = 1 ORDER BY seq`;
  return Written.parse(rows).map(({ seq, at }, index) => ({
    seq,
    at: at.toISOString(),
    event: fromDocument(SubmissionEvent, `event ${seq} of submission ${submission}`, events[index]),
  }));
}
