/**
 * The report of a sitting: the one place where its parts are put together. A part that is added gets a field of `SittingReport` in protocol and a
 * line in `sittingReport`.
 */
import {
  type AccountId,
  type Answer,
  type InterviewItem,
  type QuestionForm,
  type ReportedAnswer,
  type ReportedAttempt,
  type ReportedItem,
  type SittingReport,
  Verdict,
} from '@lockstep/protocol';
import { intoMs, type PublishedQuestion, type Standing, type Store, type StoredSitting } from '@lockstep/store';
import type { Faces } from '../interviews/sitting-views.ts';
import { findingSummary } from './attempt-views.ts';
import { reportedPanel } from './panel-views.ts';
import { sittingFacts } from './sitting-facts.ts';

/** What several items are made of. */
interface Work {
  readonly store: Store;
  readonly sitting: StoredSitting;
  readonly faces: Faces;
  readonly standings: readonly Standing[];
  readonly runs: ReadonlyMap<string, number>;
  readonly answers: Awaited<ReturnType<Store['questions']['answers']>>;
}

/** The report as `reader` may read it: before the own decision nothing is told of what the others decided. */
export async function sittingReport(
  store: Store,
  sitting: StoredSitting,
  reader: AccountId,
  now: Date,
): Promise<SittingReport> {
  const { id, visitorId, settings } = sitting;
  const [standings, faces, runs, answers, panel, notes, outcome] = await Promise.all([
    store.sittings.standings([visitorId]),
    store.sittings.faces([settings]),
    store.sittingAttempts.runs(id),
    store.questions.answers(visitorId),
    store.assessments.panel(id),
    store.notes.list(id, reader),
    store.outcomes.of(id),
  ]);
  if (panel === null) throw new Error(`sitting ${id} was deleted while its report was made`);
  const work: Work = { store, sitting, faces, standings, runs, answers };
  const items: ReportedItem[] = [];
  // One after the other: reports on submissions may be large.
  for (const item of settings.items) items.push(await itemOf(work, item));
  const { title, minutes, feedback } = settings;
  const used = usedMs(sitting, now);
  const moment = (at: Date | null): string | null => at?.toISOString() ?? null;
  return {
    schema: 1,
    madeAt: now.toISOString(),
    interview: { id: sitting.interview, title, minutes, feedback },
    sitting: {
      ...{ id, candidate: sitting.candidate, state: sitting.state, startedAt: moment(sitting.startedAt) },
      ...{ endsAt: moment(sitting.endsAt), finishedAt: moment(sitting.finishedAt) },
    },
    items,
    facts: await sittingFacts(store, sitting, used),
    rubric: panel.rubric,
    panel: reportedPanel(panel, reader),
    notes,
    outcome: outcome.current,
    figures: figuresOf(items, used),
  };
}

function itemOf(work: Work, item: InterviewItem): Promise<ReportedItem> {
  return item.kind === 'exercise' ? exerciseOf(work, item) : questionOf(work, item);
}

function faceOf({ faces }: Work, { kind, slug }: InterviewItem) {
  const face = faces.get(`${kind} ${slug}`);
  return { slug, title: face?.title ?? slug, minutes: face?.minutes ?? 0 };
}

async function exerciseOf(work: Work, item: InterviewItem): Promise<ReportedItem> {
  const { store, sitting, standings, runs } = work;
  const { slug } = item;
  const stored = await store.sittingAttempts.list(sitting.id, slug);
  const attempts: ReportedAttempt[] = [];
  for (const { submission, flags, interleavings, createdAt } of stored) {
    const { id, number, state, verdict, code, claim, sentence, judgingMs } = submission;
    const report = await store.submissions.report(id);
    attempts.push({
      ...{ submission: id, number, state, verdict, code, claim, sentence, judgingMs, interleavings },
      createdAt: submission.createdAt,
      intoMs: intoMs(createdAt, sitting.startedAt),
      flags: [...flags],
      findings: report?.findings.map(findingSummary) ?? [],
    });
  }
  const accepted = attempts.find(({ verdict }) => verdict === 'accepted');
  const best = accepted ?? attempts.at(-1);
  const source = best === undefined ? null : await store.submissions.get(best.submission);
  const standing = standings.find((one) => one.kind === 'exercise' && one.slug === slug);
  return {
    kind: 'exercise',
    ...faceOf(work, item),
    verdict: Verdict.safeParse(standing?.verdict).data ?? null,
    acceptedAfterMs: accepted?.intoMs ?? null,
    runs: runs.get(slug) ?? 0,
    attempts,
    best:
      best === undefined || source === null
        ? null
        : { submission: best.submission, number: best.number, source: source.source },
  };
}

async function questionOf(work: Work, item: InterviewItem): Promise<ReportedItem> {
  const { store, sitting, answers } = work;
  const { slug } = item;
  const given = answers.filter((one) => one.slug === slug);
  const pinned = sitting.revisions?.[`question ${slug}`];
  const asked = await (pinned === undefined ? store.questions.bySlug(slug) : store.questions.revision(pinned));
  const reported: ReportedAnswer[] = [];
  for (const { revisionId, given: one } of given) {
    const answered = revisionId === pinned ? asked : await store.questions.revision(revisionId);
    reported.push({
      number: one.number,
      answeredAt: one.answeredAt,
      intoMs: intoMs(new Date(one.answeredAt), sitting.startedAt),
      right: one.right ?? false,
      words: wordsOf(answered, one.answer),
    });
  }
  return {
    kind: 'question',
    ...faceOf(work, item),
    statement: asked?.question.statement ?? '',
    right: reported[0]?.right ?? null,
    answers: reported,
  };
}

function wordsOf(published: PublishedQuestion | null, answer: Answer): string[] {
  return published === null ? [] : answerWords(published.question.form, answer);
}

/** An answer as it was given, in words. Pure. */
export function answerWords(form: QuestionForm, answer: Answer): string[] {
  switch (answer.kind) {
    case 'number': {
      const unit = form.kind === 'number' ? form.unit : null;
      return [unit === null ? String(answer.value) : `${answer.value} ${unit}`];
    }
    case 'ordered':
      return form.kind === 'order' ? answer.items.flatMap((place) => form.items[place] ?? []) : [];
    case 'chosen':
      return 'choices' in form ? answer.choices.flatMap((place) => form.choices[place]?.text ?? []) : [];
    default:
      return answer satisfies never;
  }
}

/** From the start to what ended it, or until now; null: not begun. Pure. */
export function usedMs(
  sitting: Pick<StoredSitting, 'startedAt' | 'endsAt' | 'finishedAt' | 'withdrawnAt'>,
  now: Date,
): number | null {
  const { startedAt, endsAt, finishedAt, withdrawnAt } = sitting;
  if (startedAt === null) return null;
  const ends = [now, endsAt, finishedAt, withdrawnAt].flatMap((end) => (end === null ? [] : [end.getTime()]));
  return Math.max(0, Math.min(...ends) - startedAt.getTime());
}

function figuresOf(items: readonly ReportedItem[], used: number | null): SittingReport['figures'] {
  const exercises = items.filter((item) => item.kind === 'exercise');
  const questions = items.filter((item) => item.kind === 'question');
  return {
    usedMs: used,
    submissions: exercises.reduce((sum, { attempts }) => sum + attempts.length, 0),
    runs: exercises.reduce((sum, { runs }) => sum + runs, 0),
    exercises: exercises.length,
    exercisesAccepted: exercises.filter(({ acceptedAfterMs }) => acceptedAfterMs !== null).length,
    questions: questions.length,
    questionsRight: questions.filter(({ right }) => right === true).length,
  };
}
