/** The cases of verifications as they are stored: what the verdicts say about the exercise is decided elsewhere. */
import {
  Claim,
  DecidedBy,
  PackagePath,
  Report,
  SourceChange,
  SubmissionState,
  Verdict,
  type VerificationId,
} from '@lockstep/protocol';
import { z } from 'zod';
import type { Client, Database } from '../client.ts';
import { fromDocument } from '../stored.ts';

const Judged = {
  state: SubmissionState,
  verdict: Verdict.nullable(),
  claim: Claim.nullable(),
  sentence: z.string().nullable(),
  decidedBy: DecidedBy.nullable(),
  interleavings: z.string().nullable(),
  judgingMs: z.number().nullable(),
  fault: z.string().nullable(),
};

const StoredCase = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('reference'),
    position: z.int(),
    path: PackagePath,
    seq: z.int().nullable(),
    expected: Verdict,
    ...Judged,
  }),
  z.object({
    kind: z.literal('mutant'),
    position: z.int(),
    path: PackagePath,
    seq: z.int().nullable(),
    mistake: z.string(),
    line: z.int(),
    change: SourceChange,
    equivalent: z.string().nullable(),
    ...Judged,
  }),
]);
export type StoredCase = z.infer<typeof StoredCase>;

/** A case of a verification that ended, as the `seq`th of all `total`. */
export interface EndedCase {
  readonly seq: number;
  readonly total: number;
  readonly case: StoredCase;
}

/** Cases of one verification that are alike for counting. */
const Tally = z.object({
  verification: z.uuid(),
  kind: z.enum(['reference', 'mutant']),
  state: SubmissionState,
  expected: Verdict.nullable(),
  verdict: Verdict.nullable(),
  /** The author calls it right. */
  equivalent: z.boolean(),
  cases: z.int(),
});
export type CaseTally = z.infer<typeof Tally>;

export interface VerificationCases {
  /** By position. */
  all(verification: VerificationId): Promise<StoredCase[]>;
  /** Those that ended with numbers above `seq`, in order, at most `limit`. */
  after(verification: VerificationId, seq: number, limit: number): Promise<EndedCase[]>;
  /** One with its source, and what judging it found; null: there is no such case. */
  one(
    verification: VerificationId,
    position: number,
  ): Promise<{ readonly case: StoredCase; readonly source: string; readonly report: Report | null } | null>;
  /** How many cases of these verifications are how. */
  tallies(verifications: readonly VerificationId[]): Promise<CaseTally[]>;
}

const include = {
  submission: { select: { state: true, verdict: true, claim: true, sentence: true, judgingMs: true } },
} as const;

export function openVerificationCases(database: Database): VerificationCases {
  return {
    async all(verificationId) {
      const rows = await database.run((client) =>
        client.verificationCase.findMany({ where: { verificationId }, orderBy: { position: 'asc' }, include }),
      );
      return rows.map(caseOf);
    },

    async after(verificationId, seq, limit) {
      const rows = await database.run((client) =>
        client.verificationCase.findMany({
          where: { verificationId, seq: { gt: seq } },
          orderBy: { seq: 'asc' },
          take: limit,
          include: { ...include, verification: { select: { total: true } } },
        }),
      );
      return rows.map((row) => ({ seq: row.seq ?? 0, total: row.verification.total, case: caseOf(row) }));
    },

    async one(verificationId, position) {
      const row = await database.run((client) =>
        client.verificationCase.findUnique({
          where: { verificationId_position: { verificationId, position } },
          include: { submission: { select: { ...include.submission.select, source: true, report: true } } },
        }),
      );
      if (row === null) return null;
      const { source, report } = row.submission;
      const what = `the report on case ${position} of verification ${verificationId}`;
      return { case: caseOf(row), source, report: report === null ? null : fromDocument(Report, what, report) };
    },

    async tallies(verifications) {
      if (verifications.length === 0) return [];
      const rows = await database.run(
        (client) => client.$queryRaw`
          SELECT one.verification_id AS verification, one.kind, submission.state, one.expected, submission.verdict,
            one.equivalent IS NOT NULL AS equivalent, count(*)::int AS cases
          FROM verification_case AS one JOIN submission ON submission.id = one.submission_id
          WHERE one.verification_id = ANY (${[...verifications]}::uuid[])
          GROUP BY 1, 2, 3, 4, 5, 6`,
      );
      return fromDocument(z.array(Tally), 'the figures of verifications', rows);
    },
  };
}

type Row = NonNullable<Awaited<ReturnType<Client['verificationCase']['findFirst']>>> & {
  readonly submission: {
    readonly state: string;
    readonly verdict: string | null;
    readonly claim: unknown;
    readonly sentence: string | null;
    readonly judgingMs: number | null;
  };
};

function caseOf({ submission, ...row }: Row): StoredCase {
  const { state, verdict, claim, sentence, judgingMs } = submission;
  return fromDocument(StoredCase, `case ${row.position} of verification ${row.verificationId}`, {
    ...row,
    state,
    verdict,
    claim,
    sentence,
    judgingMs,
  });
}
