/** How candidates stand with what they were asked. */
import { VisitorId } from '@lockstep/protocol';
import { z } from 'zod';
import type { Transaction } from '../client.ts';

const Standing = z.object({
  visitorId: VisitorId,
  kind: z.enum(['exercise', 'question']),
  slug: z.string(),
  tries: z.int(),
  /** Of an exercise: `accepted` if any was, else the last one. */
  verdict: z.string().nullable(),
  /** Of a question: its first answer. */
  right: z.boolean().nullable(),
});
export type Standing = z.infer<typeof Standing>;

/** Tries and verdicts of visitors, for what they were asked. What was not tried has none. */
export async function standingsOf(
  client: Pick<Transaction, '$queryRaw'>,
  visitors: readonly VisitorId[],
): Promise<Standing[]> {
  const ids = [...visitors];
  const rows = await client.$queryRaw`
    SELECT visitor_id AS "visitorId", 'exercise' AS kind, slug, count(*)::int AS tries, NULL::boolean AS "right",
      CASE WHEN bool_or(verdict = 'accepted') THEN 'accepted'
      ELSE (array_agg(verdict ORDER BY created_at DESC) FILTER (WHERE verdict <> 'judge-error'))[1] END AS verdict
    FROM submission WHERE visitor_id = ANY(${ids}::uuid[]) AND mode = 'full' AND state <> 'cancelled' GROUP BY 1, 3
    UNION ALL
    SELECT visitor_id, 'question', slug, count(*)::int, (array_agg("right" ORDER BY number))[1], NULL
    FROM answer WHERE visitor_id = ANY(${ids}::uuid[]) GROUP BY 1, 3`;
  return z.array(Standing).parse(rows);
}
