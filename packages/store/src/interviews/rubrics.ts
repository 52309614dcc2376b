/**
 * The rubric of an interview: a part of its settings that may be changed after somebody has begun, as long as nothing that was
 * scored loses its meaning. Assessments are written under the same lock (assessments.ts), so that none falls in between.
 */
import {
  type AccountId,
  type Criterion,
  type InterviewId,
  InterviewSettings,
  type Rubric,
  type RubricView,
  type ScoredPart,
  Scores,
} from '@lockstep/protocol';
import { note } from '../accounts/audit.ts';
import type { Database } from '../client.ts';
import { fromDocument, toDocument } from '../stored.ts';
import { hold } from './interviews.ts';

export type RubricChanged =
  | { readonly kind: 'changed'; readonly rubric: RubricView }
  /** It was changed since the version that the change follows. Nothing was written. */
  | { readonly kind: 'conflict'; readonly current: RubricView }
  /** The change would take the meaning from what was scored. Nothing was written. */
  | { readonly kind: 'scored'; readonly current: RubricView; readonly scored: readonly ScoredPart[] }
  | { readonly kind: 'unknown' };

export interface Rubrics {
  /** null: there is no such interview, or it is archived. */
  get(interview: InterviewId): Promise<RubricView | null>;
  change(interview: InterviewId, rubric: Rubric, follows: number, actor: AccountId): Promise<RubricChanged>;
}

export function openRubrics(database: Database): Rubrics {
  return {
    async get(interview) {
      const row = await database.run((client) =>
        client.interview.findUnique({
          where: { id: interview, archivedAt: null },
          select: { settings: true, rubricVersion: true },
        }),
      );
      return row === null ? null : viewOf(settingsOf(interview, row.settings), row.rubricVersion);
    },

    change: (interview, rubric, follows, actor) =>
      database.transact(async (transaction) => {
        if (!(await hold(transaction, interview))) return { kind: 'unknown' };
        const row = await transaction.interview.findUniqueOrThrow({
          where: { id: interview },
          select: { settings: true, rubricVersion: true },
        });
        const settings = settingsOf(interview, row.settings);
        const current = viewOf(settings, row.rubricVersion);
        if (row.rubricVersion !== follows) return { kind: 'conflict', current };
        const assessments = await transaction.assessment.findMany({
          where: { sitting: { interviewId: interview } },
          select: { sittingId: true, scores: true },
        });
        const scored = lostParts(
          settings.rubric,
          rubric,
          assessments.map(({ sittingId, scores }) =>
            fromDocument(Scores, `an assessment of sitting ${sittingId}`, scores),
          ),
        );
        if (scored.length > 0) return { kind: 'scored', current, scored };
        await transaction.$executeRaw`
          UPDATE interview SET settings = ${toDocument({ ...settings, rubric })}::json, rubric_version = ${follows + 1}
          WHERE id = ${interview}::uuid`;
        await note(transaction, actor, 'rubric-changed', settings.title);
        return { kind: 'changed', rubric: { rubric, version: follows + 1 } };
      }),
  };
}

/**
 * What `given` scores say that they would not say any more by `next`: a criterion that is gone, a level that has another name or
 * place. Each once, in the order of `rubric`. Pure.
 */
export function lostParts(rubric: Rubric, next: Rubric, given: readonly Scores[]): ScoredPart[] {
  return rubric.flatMap((criterion): ScoredPart[] => {
    const levels = scoredLevels(criterion, given);
    if (levels.length === 0) return [];
    const { id, title } = criterion;
    const kept = next.find((one) => one.id === id);
    if (kept === undefined) return [{ criterion: id, title, level: null }];
    return levels.flatMap((level) => {
      const name = criterion.levels[level] ?? '';
      return kept.levels[level] === name ? [] : [{ criterion: id, title, level: name }];
    });
  });
}

function scoredLevels({ id }: Criterion, given: readonly Scores[]): number[] {
  const levels = given.flatMap((scores) => (Object.hasOwn(scores, id) ? (scores[id] ?? []) : []));
  return [...new Set(levels)].sort((a, b) => a - b);
}

function settingsOf(interview: InterviewId, settings: unknown): InterviewSettings {
  return fromDocument(InterviewSettings, `interview ${interview}`, settings);
}

function viewOf({ rubric }: InterviewSettings, version: number): RubricView {
  return { rubric, version };
}
