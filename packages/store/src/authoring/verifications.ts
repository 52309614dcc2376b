/** Verifications: starting, cancelling and reading them. Their cases are judged as submissions, and are read by verification-cases.ts. */
import { randomUUID } from 'node:crypto';
import {
  type AccountId,
  type Exercise,
  PackageDraftId,
  type PackagePath,
  Person,
  type SourceChange,
  SubmissionId,
  type Verdict,
  VerificationId,
} from '@lockstep/protocol';
import { z } from 'zod';
import { note } from '../accounts/audit.ts';
import type { Database, Transaction } from '../client.ts';
import { reviseExercise } from '../exercises.ts';
import type { JobSender } from '../job-queue.ts';
import { fromDocument, toText } from '../stored.ts';
import { cancelLot, createLotVisitor, deleteLot, submitLot } from './authors-submissions.ts';
import { countEnds } from './ends.ts';
import { holdDraft } from './package-files.ts';

export type NewCase = { readonly path: PackagePath; readonly source: string } & (
  | { readonly kind: 'reference'; readonly expected: Verdict }
  | {
      readonly kind: 'mutant';
      readonly mistake: string;
      readonly line: number;
      readonly change: SourceChange;
      readonly equivalent: string | null;
    }
);

export interface NewVerification {
  readonly draft: PackageDraftId;
  /** Of the draft, when its files were read. */
  readonly version: number;
  /** Of those files. */
  readonly digest: string;
  readonly exercise: Exercise;
  /** In the order of their positions; at least one. */
  readonly cases: readonly NewCase[];
  readonly actor: AccountId;
}

export type VerificationStarted =
  | { readonly kind: 'started'; readonly id: VerificationId }
  /** One of this draft is unfinished. */
  | { readonly kind: 'running'; readonly id: VerificationId }
  /** The draft was changed since its files were read. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'archived' }
  | { readonly kind: 'unknown' };

const StoredVerification = z.object({
  id: VerificationId,
  draft: PackageDraftId,
  slug: z.string(),
  revision: z.uuid(),
  /** Of the files that were verified, and of the draft as it is now. */
  digest: z.string(),
  draftDigest: z.string(),
  total: z.int(),
  lastSeq: z.int(),
  startedBy: Person,
  createdAt: z.iso.datetime(),
  cancelledAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
});
export type StoredVerification = z.infer<typeof StoredVerification>;

export interface Verifications {
  /** Queues all cases, behind candidates. Of older verifications of the draft the last few stay. */
  start(verification: NewVerification): Promise<VerificationStarted>;
  get(id: VerificationId): Promise<StoredVerification | null>;
  /** Newest first. */
  ofDraft(draft: PackageDraftId): Promise<StoredVerification[]>;
  /** The newest one of each draft that has one. */
  latest(drafts: readonly PackageDraftId[]): Promise<ReadonlyMap<PackageDraftId, StoredVerification>>;
  /** Ends every case that has not ended. The other answers change nothing. */
  cancel(id: VerificationId, actor: AccountId): Promise<'cancelled' | 'ended' | 'unknown'>;
}

/** Of one draft. */
const KEPT = 5;

const include = {
  draft: { select: { slug: true, digest: true } },
  startedBy: { select: { id: true, name: true } },
} as const;

export function openVerifications(database: Database, jobs: JobSender, now: () => Date): Verifications {
  return {
    start: (verification) => database.transact((transaction) => start(transaction, jobs, now(), verification)),

    async get(id) {
      const row = await database.run((client) => client.verification.findUnique({ where: { id }, include }));
      return row === null ? null : verificationOf(row);
    },

    async ofDraft(draftId) {
      const rows = await database.run((client) =>
        client.verification.findMany({
          where: { draftId },
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
          take: KEPT,
          include,
        }),
      );
      return rows.map(verificationOf);
    },

    async latest(drafts) {
      const rows = await database.run((client) =>
        client.verification.findMany({
          where: { draftId: { in: [...drafts] } },
          orderBy: [{ draftId: 'asc' }, { createdAt: 'desc' }, { id: 'desc' }],
          distinct: ['draftId'],
          include,
        }),
      );
      return new Map(rows.map((row) => [PackageDraftId.parse(row.draftId), verificationOf(row)]));
    },

    cancel: (id, actor) =>
      database.transact(async (transaction) => {
        const was = await transaction.verification.findUnique({
          where: { id },
          select: { visitorId: true, endedAt: true },
        });
        if (was === null) return 'unknown';
        const cancelled = was.endedAt === null ? await cancelLot(transaction, was.visitorId) : [];
        if (cancelled.length === 0) return 'ended';
        const last = await countEnds(transaction, id, cancelled.length);
        await transaction.$executeRaw`
          UPDATE verification_case SET seq = ended.seq FROM (
            SELECT submission_id, ${last - cancelled.length} + row_number() OVER (ORDER BY position) AS seq
            FROM verification_case WHERE submission_id = ANY (${cancelled}::uuid[])
          ) AS ended WHERE ended.submission_id = verification_case.submission_id`;
        await transaction.verification.update({ where: { id }, data: { cancelledAt: now() } });
        await note(transaction, actor, 'verification-cancelled', id);
        return 'cancelled';
      }),
  };
}

async function start(
  transaction: Transaction,
  jobs: JobSender,
  at: Date,
  { draft, version, digest, exercise, cases, actor }: NewVerification,
): Promise<VerificationStarted> {
  const held = await holdDraft(transaction, draft);
  if (held === null) return { kind: 'unknown' };
  if (held.archived) return { kind: 'archived' };
  if (held.version !== version) return { kind: 'changed' };
  const running = await transaction.verification.findFirst({
    where: { draftId: draft, endedAt: null },
    select: { id: true },
  });
  if (running !== null) return { kind: 'running', id: VerificationId.parse(running.id) };
  await forgetVerifications(transaction, draft, KEPT - 1);
  const revisionId = await reviseExercise(transaction, exercise);
  const visitorId = await createLotVisitor(transaction, at);
  const submissions = cases.map(({ kind, source }) => ({
    id: SubmissionId.parse(randomUUID()),
    purpose: kind,
    source,
  }));
  await submitLot(transaction, jobs, { visitorId, revisionId, slug: exercise.slug }, submissions);
  const id = VerificationId.parse(randomUUID());
  await transaction.verification.create({
    data: {
      id,
      draftId: draft,
      revisionId,
      visitorId,
      digest,
      total: cases.length,
      startedById: actor,
      createdAt: at,
    },
  });
  await transaction.verificationCase.createMany({
    data: cases.map((one, position) => {
      const submissionId = submissions[position]?.id ?? '';
      const { kind, path } = one;
      const shared = { verificationId: id, position, submissionId, kind, path };
      if (one.kind === 'reference') return { ...shared, expected: one.expected };
      const { mistake, line, change, equivalent } = one;
      return {
        ...shared,
        mistake,
        line,
        change: { ...change },
        equivalent: equivalent === null ? null : toText(equivalent),
      };
    }),
  });
  await note(transaction, actor, 'exercise-verified', `${exercise.slug}, draft ${draft}`);
  return { kind: 'started', id };
}

/** Deletes all of a draft that have ended but the newest ones, with everything that was judged in them. */
export async function forgetVerifications(
  transaction: Transaction,
  draftId: PackageDraftId,
  kept: number,
): Promise<void> {
  const old = await transaction.verification.findMany({
    where: { draftId, endedAt: { not: null } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    skip: kept,
    select: { id: true, visitorId: true },
  });
  for (const { id, visitorId } of old) {
    await transaction.verification.delete({ where: { id } });
    await deleteLot(transaction, visitorId);
  }
}

interface Row {
  readonly id: string;
  readonly draftId: string;
  readonly revisionId: string;
  readonly digest: string;
  readonly total: number;
  readonly lastSeq: number;
  readonly createdAt: Date;
  readonly cancelledAt: Date | null;
  readonly endedAt: Date | null;
  readonly draft: { readonly slug: string; readonly digest: string };
  readonly startedBy: { readonly id: string; readonly name: string };
}

function verificationOf({
  draftId,
  revisionId,
  createdAt,
  cancelledAt,
  endedAt,
  draft,
  ...row
}: Row): StoredVerification {
  return fromDocument(StoredVerification, `verification ${row.id}`, {
    ...row,
    draft: draftId,
    slug: draft.slug,
    draftDigest: draft.digest,
    revision: revisionId,
    createdAt: createdAt.toISOString(),
    cancelledAt: cancelledAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  });
}
