/** What each reviewer makes of a sitting: one row for each, which nobody else writes. */
import {
  type AccountId,
  Assessment,
  type AssessmentRequest,
  type InterviewId,
  InterviewSettings,
  type Rubric,
  Scores,
  type SittingId,
  weightedScore,
} from '@lockstep/protocol';
import { z } from 'zod';
import type { Client, Database, Transaction } from '../client.ts';
import { fromDocument, toDocument, toText } from '../stored.ts';

export type AssessmentSaved =
  | { readonly kind: 'saved'; readonly assessment: Assessment }
  /** The same reviewer saved since: this is what is there, null: nothing is. Nothing was written. */
  | { readonly kind: 'conflict'; readonly current: Assessment | null }
  /** The rubric has no such criterion, or not that level of it. */
  | { readonly kind: 'no-level'; readonly criterion: string }
  | { readonly kind: 'not-begun' }
  | { readonly kind: 'unknown' };

export interface SittingPanel {
  readonly interview: InterviewId;
  readonly rubric: Rubric;
  readonly rubricVersion: number;
  /** Of all reviewers who wrote one, in the order of names. */
  readonly assessments: readonly Assessment[];
}

export interface Assessments {
  /** All of them: who may read which is the caller's to decide. null: there is no such sitting. */
  panel(sitting: SittingId): Promise<SittingPanel | null>;
  /** In place of the reviewer's own one, as a whole. */
  save(sitting: SittingId, request: AssessmentRequest, reviewer: AccountId): Promise<AssessmentSaved>;
}

const Held = z.array(
  z.object({ interview: z.uuid(), settings: z.unknown(), version: z.int(), begun: z.boolean() }).readonly(),
);

const reviewed = { reviewer: { select: { id: true, name: true } } } as const;

export function openAssessments(database: Database, now: () => Date): Assessments {
  return {
    panel: (sitting) =>
      database.run(async (client) => {
        const row = await client.sitting.findUnique({
          where: { id: sitting },
          select: { interviewId: true, interview: { select: { settings: true, rubricVersion: true } } },
        });
        if (row === null) return null;
        const { rubric } = settingsOf(row.interviewId, row.interview.settings);
        const rows = await client.assessment.findMany({ where: { sittingId: sitting }, include: reviewed });
        return {
          interview: row.interviewId as InterviewId,
          rubric,
          rubricVersion: row.interview.rubricVersion,
          assessments: rows
            .map((assessment) => assessmentOf(assessment, rubric))
            .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
        };
      }),

    save: (sitting, request, reviewer) =>
      database.transact(async (transaction) => {
        // Shared: reviewers do not wait for one another, and the rubric stays as it is.
        const rows = await transaction.$queryRaw`
          SELECT interview.id AS interview, settings, rubric_version AS version, started_at IS NOT NULL AS begun
          FROM interview JOIN sitting ON sitting.interview_id = interview.id
          WHERE sitting.id = ${sitting}::uuid FOR SHARE OF interview`;
        const [held] = Held.parse(rows);
        if (held === undefined) return { kind: 'unknown' };
        if (!held.begun) return { kind: 'not-begun' };
        const { rubric } = settingsOf(held.interview, held.settings);
        const criterion = unknownLevel(rubric, request.scores);
        if (criterion !== null) return { kind: 'no-level', criterion };
        const written = await write(transaction, sitting, request, reviewer, now());
        const row = await read(transaction, sitting, reviewer);
        const current = row === null ? null : assessmentOf(row, rubric);
        if (!written) return { kind: 'conflict', current };
        if (current === null) throw new Error(`the assessment of sitting ${sitting} was not written`);
        return { kind: 'saved', assessment: current };
      }),
  };
}

/** False: it is not the version that this one follows. */
async function write(
  transaction: Transaction,
  sitting: SittingId,
  { follows, scores, decision, summary }: AssessmentRequest,
  reviewer: AccountId,
  at: Date,
): Promise<boolean> {
  const changed =
    follows === 0
      ? await transaction.$executeRaw`
          INSERT INTO assessment (sitting_id, reviewer_id, scores, decision, summary, version, changed_at)
          VALUES (${sitting}::uuid, ${reviewer}::uuid, ${toDocument(scores)}::json, ${decision}, ${toText(summary)}, 1, ${at})
          ON CONFLICT (sitting_id, reviewer_id) DO NOTHING`
      : await transaction.$executeRaw`
          UPDATE assessment SET scores = ${toDocument(scores)}::json, decision = ${decision}, summary = ${toText(summary)},
            version = version + 1, changed_at = ${at}
          WHERE sitting_id = ${sitting}::uuid AND reviewer_id = ${reviewer}::uuid AND version = ${follows}`;
  return changed === 1;
}

/** A criterion that the rubric does not have, or not that level of it; null: all are there. Pure. */
export function unknownLevel(rubric: Rubric, scores: Scores): string | null {
  const fits = ([id, level]: [string, number]): boolean =>
    level < (rubric.find((criterion) => criterion.id === id)?.levels.length ?? 0);
  return Object.entries(scores).find((score) => !fits(score))?.[0] ?? null;
}

type Row = NonNullable<Awaited<ReturnType<typeof read>>>;

function read(client: Pick<Client, 'assessment'>, sittingId: SittingId, reviewerId: AccountId) {
  return client.assessment.findUnique({
    where: { sittingId_reviewerId: { sittingId, reviewerId } },
    include: reviewed,
  });
}

function assessmentOf({ sittingId, scores, changedAt, ...row }: Row, rubric: Rubric): Assessment {
  const what = `an assessment of sitting ${sittingId}`;
  const weighted = weightedScore(rubric, fromDocument(Scores, what, scores));
  return fromDocument(Assessment, what, { ...row, scores, weighted, changedAt: changedAt.toISOString() });
}

function settingsOf(interview: string, settings: unknown): InterviewSettings {
  return fromDocument(InterviewSettings, `interview ${interview}`, settings);
}

function keyOf({ reviewer: { name, id } }: Assessment): string {
  return `${name.toLowerCase()}\n${id}`;
}
