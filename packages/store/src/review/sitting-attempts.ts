/** What a candidate submitted in a sitting. Sources and reports are read apart: together they may be large. */
import { type SittingId, type Slug, SubmissionId, SubmissionSummary, Verdict } from '@lockstep/protocol';
import { z } from 'zod';
import type { Database } from '../client.ts';
import { fromDocument } from '../stored.ts';

export interface StoredAttempt {
  readonly submission: SubmissionSummary;
  readonly revisionId: string;
  readonly flags: readonly Verdict[];
  /** As a decimal string. */
  readonly interleavings: string | null;
  readonly createdAt: Date;
}

export interface SittingAttempts {
  /** Full submissions to an exercise, oldest first: the last 100. */
  list(sitting: SittingId, slug: Slug): Promise<StoredAttempt[]>;
  /** Sources by submission, the newest ones until they have `bytes` together; older ones are left out. */
  sources(ids: readonly SubmissionId[], bytes: number): Promise<ReadonlyMap<string, string>>;
  /** How many runs of samples and of own calls there were, by exercise. */
  runs(sitting: SittingId): Promise<ReadonlyMap<string, number>>;
}

const MOST_ATTEMPTS = 100;
const Sources = z.array(z.object({ id: SubmissionId, source: z.string() }));
const Runs = z.array(z.object({ slug: z.string(), runs: z.int() }));

export function openSittingAttempts(database: Database): SittingAttempts {
  return {
    async list(sitting, slug) {
      const rows = await database.run((client) =>
        client.submission.findMany({
          where: { sittingId: sitting, slug, mode: 'full' },
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
          take: MOST_ATTEMPTS,
          omit: { source: true, report: true },
        }),
      );
      return rows.reverse().map((row) => ({
        submission: fromDocument(SubmissionSummary, `submission ${row.id}`, {
          ...row,
          createdAt: row.createdAt.toISOString(),
          finishedAt: row.finishedAt?.toISOString() ?? null,
        }),
        revisionId: row.revisionId,
        flags: fromDocument(z.array(Verdict), `the flags of submission ${row.id}`, row.flags),
        interleavings: row.interleavings,
        createdAt: row.createdAt,
      }));
    },

    async sources(ids, bytes) {
      const rows = await database.run(
        (client) => client.$queryRaw`
          SELECT id, source FROM (
            SELECT id, source, sum(octet_length(source)) OVER (ORDER BY created_at DESC, id DESC) AS so_far
            FROM submission WHERE id = ANY(${[...ids]}::uuid[])
          ) AS newest WHERE so_far <= ${bytes}`,
      );
      return new Map(Sources.parse(rows).map(({ id, source }) => [id, source]));
    },

    async runs(sitting) {
      const rows = await database.run(
        (client) => client.$queryRaw`
          SELECT slug, count(*)::int AS runs FROM submission WHERE sitting_id = ${sitting}::uuid AND mode <> 'full' GROUP BY slug`,
      );
      return new Map(Runs.parse(rows).map(({ slug, runs }) => [slug, runs]));
    },
  };
}
