/**
 * Submissions that share fingerprints with one. What a fingerprint is, the caller knows: here they are numbers. They are kept with a submission
 * where its maker gave them, and where not (those made before there were any) they are made up for, some at a time.
 */
import { InterviewId, SittingId, type Slug, SubmissionId, Verdict, VerdictCode } from '@lockstep/protocol';
import { z } from 'zod';
import type { Database } from '../client.ts';
import { interviewTitles } from './titles.ts';

export interface SimilarQuery {
  readonly slug: Slug;
  /** Submissions of this one are left out. */
  readonly sitting: SittingId;
  readonly fingerprints: readonly number[];
  /** So many of them are in a submission that is found. */
  readonly least: number;
  readonly limit: number;
}

const Found = z.object({
  submission: SubmissionId,
  sitting: SittingId,
  interview: InterviewId,
  candidate: z.string(),
  createdAt: z.date(),
  number: z.int(),
  verdict: Verdict.nullable(),
  code: VerdictCode.nullable(),
  source: z.string(),
  /** How many of the fingerprints are in it. */
  shared: z.int(),
});
export interface FoundSubmission extends Omit<z.infer<typeof Found>, 'interview'> {
  readonly interview: { readonly id: InterviewId; readonly title: string };
}

export interface SimilarSubmissionStore {
  /** Full submissions of sittings to an exercise that have no fingerprints yet. */
  withoutFingerprints(slug: Slug, limit: number): Promise<{ readonly id: SubmissionId; readonly source: string }[]>;
  keepFingerprints(id: SubmissionId, fingerprints: readonly number[]): Promise<void>;
  /** The best of each other sitting, those that share most first, of equal ones the oldest. */
  find(query: SimilarQuery): Promise<FoundSubmission[]>;
}

const Bare = z.array(z.object({ id: SubmissionId, source: z.string() }));

export function openSimilarSubmissions(database: Database): SimilarSubmissionStore {
  return {
    async withoutFingerprints(slug, limit) {
      const rows = await database.run(
        (client) => client.$queryRaw`
          SELECT submission.id, source FROM submission JOIN submission_search ON submission_id = submission.id
          WHERE slug = ${slug} AND sitting_id IS NOT NULL AND mode = 'full' AND fingerprints IS NULL
          ORDER BY created_at DESC, submission.id DESC LIMIT ${limit}`,
      );
      return Bare.parse(rows);
    },

    async keepFingerprints(id, fingerprints) {
      await database.run(
        (client) => client.$executeRaw`
          UPDATE submission_search SET fingerprints = ${[...fingerprints]}::int[]
          WHERE submission_id = ${id}::uuid AND fingerprints IS NULL`,
      );
    },

    async find({ slug, sitting, fingerprints, least, limit }) {
      const wanted = [...fingerprints];
      const rows = await database.run(
        (client) => client.$queryRaw`
          WITH found AS (
            SELECT submission.id, submission.sitting_id, submission.created_at, alike.shared
            FROM submission_search JOIN submission ON submission.id = submission_id
            CROSS JOIN LATERAL (
              SELECT count(*)::int AS shared FROM unnest(fingerprints) AS one WHERE one = ANY(${wanted}::int[])
            ) AS alike
            WHERE fingerprints && ${wanted}::int[] AND slug = ${slug} AND submission.sitting_id IS NOT NULL AND mode = 'full'
              AND submission.sitting_id <> ${sitting}::uuid AND alike.shared >= ${least}
          ), best AS (
            SELECT DISTINCT ON (sitting_id) id, shared FROM found ORDER BY sitting_id, shared DESC, created_at, id
          )
          SELECT submission.id AS submission, sitting.id AS sitting, interview_id AS interview, candidate,
            submission.created_at AS "createdAt", number, verdict, code, source, shared
          FROM best JOIN submission ON submission.id = best.id JOIN sitting ON sitting.id = submission.sitting_id
          ORDER BY shared DESC, submission.created_at, submission.id LIMIT ${limit}`,
      );
      const found = z.array(Found).parse(rows);
      const titles = await database.run((client) =>
        interviewTitles(
          client,
          found.map(({ interview }) => interview),
        ),
      );
      return found.map((row) => ({
        ...row,
        interview: { id: row.interview, title: titles.get(row.interview) ?? '' },
      }));
    },
  };
}
