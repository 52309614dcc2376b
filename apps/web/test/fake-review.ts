/**
 * The part of the fake server that speaks of reviewed submissions: the table, attempts, what is alike, the report. Whether the one
 * browser is an interviewer's says `FakeInterviews`, which sittings there are, too.
 */
import {
  type Attempt,
  type FindingSummary,
  type NumberedEvent,
  panelMean,
  type ReportedItem,
  type SimilarSubmission,
  type SittingAttempts,
  type SittingReport,
  Slug,
  SubmissionFilter,
  type SubmissionId,
  type SubmissionRow,
  type SubmissionSummary,
} from '@lockstep/protocol';
import { STARTER } from './exercises.ts';
import { type FakeAnswer, ok, problem } from './fake-answer.ts';
import { FakeAssessments } from './fake-assessments.ts';
import type { FakeInterviews, Sitting } from './fake-interviews.ts';

interface Stored {
  readonly summary: SubmissionSummary;
  readonly source: string;
  readonly events: readonly NumberedEvent[];
}

interface Made {
  readonly id: SubmissionId;
  readonly sitting: Sitting;
  readonly intoMs: number;
  readonly slug: string;
}

export class FakeReview {
  readonly assessments: FakeAssessments;
  /** Submissions that were made in sittings, oldest first. */
  readonly made: Made[] = [];
  readonly similar = new Map<SubmissionId, SimilarSubmission[]>();
  readonly #interviews: FakeInterviews;
  readonly #submissions: ReadonlyMap<string, Stored>;
  readonly #titleOf: (slug: string) => string;

  constructor(interviews: FakeInterviews, submissions: ReadonlyMap<string, Stored>, titleOf: (slug: string) => string) {
    this.#interviews = interviews;
    this.#submissions = submissions;
    this.#titleOf = titleOf;
    this.assessments = new FakeAssessments(interviews);
  }

  /** Says of a submission that a sitting's candidate made it, so long after the start. */
  madeIn(sitting: Sitting, id: SubmissionId, intoMs: number, slug: string): void {
    this.made.push({ id, sitting, intoMs, slug });
  }

  /** null: the request speaks of something else. */
  answer(method: string, url: URL, body: unknown): FakeAnswer | null {
    const [, , kind, key, part, slug] = url.pathname.split('/');
    const about =
      kind === 'review' ||
      kind === 'notes' ||
      (kind === 'submissions' && part === 'similar') ||
      isOfSitting(kind, part);
    if (!about) return null;
    if (this.#interviews.role === 'nobody') return problem(401, 'Sign in first.');
    if (this.#interviews.role === 'candidate') return problem(403, 'Only interviewers may do this.');
    if (kind === 'review') return this.#table(key, part, url.searchParams);
    if (part === 'similar') {
      const items = this.similar.get(key as SubmissionId) ?? [];
      return ok({ items, floor: 0.5, comparable: this.similar.has(key as SubmissionId) });
    }
    if (part === 'attempts') return this.#attempts(key, slug);
    if (part === 'report') return this.#report(key);
    return this.assessments.answer(method, url, body);
  }

  #table(what: string | undefined, part: string | undefined, query: URLSearchParams): FakeAnswer {
    if (what === 'facets') return ok(this.#facets());
    const { cursor, limit, ...rest } = Object.fromEntries(query);
    const several = ['exercise', 'verdict', 'claim'].filter((name) => query.has(name));
    const filter = SubmissionFilter.parse({
      ...rest,
      ...Object.fromEntries(several.map((name) => [name, query.getAll(name)])),
    });
    const rows = this.#rows().filter((row) => this.#passes(row, filter));
    if (part === 'count') return ok({ count: rows.length });
    const from = Number(cursor ?? 0);
    const to = from + Number(limit ?? 50);
    return ok({ items: rows.slice(from, to), next: to < rows.length ? String(to) : null });
  }

  #passes(row: SubmissionRow, filter: SubmissionFilter): boolean {
    const isIn = (value: string | null | undefined, of: string | readonly string[] | undefined) =>
      of === undefined || of.length === 0 || (value != null && [of].flat().includes(value));
    const text = `${row.candidate} ${row.title} ${row.slug} ${row.id}`.toLowerCase();
    return (
      isIn(row.slug, filter.exercise) &&
      isIn(row.verdict, filter.verdict) &&
      isIn(row.claim?.kind, filter.claim) &&
      (filter.interview === undefined || row.interview.id === filter.interview) &&
      (filter.sitting === undefined || row.sitting === filter.sitting) &&
      row.candidate.toLowerCase().includes((filter.candidate ?? '').toLowerCase()) &&
      (filter.from === undefined || row.createdAt >= filter.from) &&
      (filter.to === undefined || row.createdAt < filter.to) &&
      (filter.q ?? '')
        .toLowerCase()
        .split(/\s+/)
        .every((word) => text.includes(word))
    );
  }

  #rows(): SubmissionRow[] {
    return this.made
      .map(({ id, sitting, intoMs }): SubmissionRow => {
        const { attempt } = this.#attempt(id, intoMs);
        const { submission, flags, interleavings } = attempt;
        const { createdAt, slug, number, state, verdict, code, claim, judgingMs } = submission;
        return {
          ...{ id, createdAt, slug, number, state, verdict, code, claim, judgingMs },
          ...{ flags, interleavings, intoMs, title: this.#titleOf(slug) },
          interview: this.#interviewOf(sitting),
          sitting: sitting.id,
          candidate: sitting.candidate,
        };
      })
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  #facets() {
    const rows = this.#rows();
    const counted = <Row, Key extends string>(items: readonly Row[], keyOf: (row: Row) => Key | null) => {
      const counts = new Map<Key, number>();
      for (const item of items) {
        const key = keyOf(item);
        if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      return [...counts];
    };
    return {
      exercises: counted(rows, ({ slug }) => slug).map(([slug, submissions]) => ({
        ...{ slug, submissions, title: this.#titleOf(slug) },
      })),
      verdicts: counted(rows, ({ verdict }) => verdict).map(([verdict, submissions]) => ({ verdict, submissions })),
      interviews: counted(rows, ({ interview }) => interview.id).map(([id, submissions]) => ({
        ...{ id, submissions, title: rows.find(({ interview }) => interview.id === id)?.interview.title ?? '' },
      })),
    };
  }

  #attempts(id: string | undefined, slug: string | undefined): FakeAnswer {
    const sitting = this.#interviews.sittings.find((one) => one.id === id);
    if (sitting === undefined || slug === undefined) return problem(404, 'There is no candidate with this id.');
    const items = this.made
      .filter((made) => made.sitting === sitting && made.slug === slug)
      .map((made) => this.#attempt(made.id, made.intoMs).attempt);
    return ok({
      sitting: sitting.id,
      interview: this.#interviewOf(sitting),
      candidate: sitting.candidate,
      slug: Slug.parse(slug),
      title: this.#titleOf(slug),
      starter: STARTER,
      items,
    } satisfies SittingAttempts);
  }

  #report(id: string | undefined): FakeAnswer {
    const sitting = this.#interviews.sittings.find((one) => one.id === id);
    if (sitting === undefined) return problem(404, 'There is no candidate with this id.');
    const { settings } = this.#interviews.settingsOf(sitting);
    const row = this.#interviews.rowOf(sitting);
    const { rubric } = this.assessments.rubricOf(sitting.interview);
    const { own, others, decided } = this.assessments.panelOf(sitting);
    const items = row.items.map((item): ReportedItem => {
      const face = { slug: item.slug, title: item.title, minutes: item.minutes };
      if (item.kind === 'question')
        return { kind: 'question', ...face, statement: 'Which of the two?', right: item.right, answers: [] };
      const attempts = this.made
        .filter((made) => made.sitting === sitting && made.slug === item.slug)
        .map((made) => ({ ...this.#attempt(made.id, made.intoMs), intoMs: made.intoMs }));
      const accepted = attempts.find(({ attempt }) => attempt.submission.verdict === 'accepted');
      const best = accepted ?? attempts.at(-1);
      return {
        kind: 'exercise',
        ...face,
        verdict: best?.attempt.submission.verdict ?? null,
        acceptedAfterMs: accepted?.intoMs ?? null,
        runs: 7,
        attempts: attempts.map(({ attempt: { submission, flags, interleavings, findings }, intoMs }) => {
          const { id, number, createdAt, state, verdict, code, claim, sentence, judgingMs } = submission;
          return {
            ...{ submission: id, number, createdAt, intoMs, state, verdict, code, claim, sentence, judgingMs },
            ...{ flags, interleavings, findings },
          };
        }),
        best:
          best === undefined
            ? null
            : {
                submission: best.attempt.submission.id,
                number: best.attempt.submission.number,
                source: best.attempt.source ?? '',
              },
      };
    });
    const told = own?.decision !== null && own !== null;
    const all = own === null ? others : [own, ...others];
    return ok({
      schema: 1,
      madeAt: new Date(this.#interviews.now()).toISOString(),
      interview: { ...this.#interviewOf(sitting), minutes: settings.minutes, feedback: settings.feedback },
      sitting: {
        ...{ id: sitting.id, candidate: sitting.candidate, state: row.state },
        ...{ startedAt: row.startedAt, endsAt: row.endsAt, finishedAt: row.finishedAt },
      },
      items,
      rubric,
      panel: told
        ? { kind: 'told', assessments: all, mean: panelMean(rubric, all) }
        : { kind: 'kept-back', own, decided },
      facts: {
        pastes: [
          {
            ...{ slug: Slug.parse('locked-counter'), intoMs: 724_000, characters: 214, lines: 9 },
            ...{ moved: true, told: 'browser', delayed: false },
          },
        ],
        away: [{ fromMs: 1_500_000, untilMs: 1_541_000 }],
        awayMs: 41_000,
        full: false,
      },
      notes: this.assessments.notesOf(sitting.id),
      outcome: this.assessments.outcomes.get(sitting.id)?.[0] ?? null,
      figures: {
        ...{ usedMs: 52 * 60_000, submissions: this.made.filter((one) => one.sitting === sitting).length, runs: 7 },
        ...{ exercises: items.filter(({ kind }) => kind === 'exercise').length, exercisesAccepted: 1 },
        ...{ questions: 1, questionsRight: 1 },
      },
    } satisfies SittingReport);
  }

  #attempt(id: SubmissionId, intoMs: number): { readonly attempt: Attempt } {
    const { summary, source, events } = this.#stored(id);
    const told = events.map(({ event }) => event);
    const scopes = told.flatMap((event) => (event.kind === 'scope' ? [event.scope] : []));
    const tests = told.flatMap((event) => (event.kind === 'test' ? [event.test] : []));
    const counts = scopes.map(({ coverage }) => (coverage?.kind === 'exhaustive' ? coverage.interleavings : null));
    const counted = counts.length > 0 && counts.every((count) => count !== null);
    return {
      attempt: {
        submission: summary,
        intoMs,
        flags: told.flatMap((event) => (event.kind === 'finished' ? event.flags : [])),
        interleavings: counted ? String(counts.reduce((sum, count) => sum + BigInt(count ?? 0), 0n)) : null,
        source,
        tests,
        scopes,
        findings: told.flatMap((event) => (event.kind === 'finding' ? [summaryOf(event.finding)] : [])),
      },
    };
  }

  #stored(id: string): Stored {
    const stored = this.#submissions.get(id);
    if (stored === undefined) throw new Error(`no submission ${id}`);
    return stored;
  }

  #interviewOf(sitting: Sitting) {
    return { id: sitting.interview, title: this.#interviews.settingsOf(sitting).settings.title };
  }
}

function isOfSitting(kind: string | undefined, part: string | undefined): boolean {
  if (kind === 'interviews') return part === 'rubric';
  return (
    kind === 'sittings' && ['attempts', 'notes', 'assessment', 'assessments', 'outcome', 'report'].includes(part ?? '')
  );
}

type Found = Extract<NumberedEvent['event'], { readonly kind: 'finding' }>['finding'];

function summaryOf({ verdict, call, pattern, sentence, expected, got, failing }: Found): FindingSummary {
  return {
    ...{ verdict, call, pattern, sentence, expected, got },
    steps: failing.steps.length,
    processes: failing.processes.length,
    preemptions: failing.preemptions,
    outcome: failing.outcome,
    waiting: failing.waiting.map(({ process, text }) => `${process} ${text}`),
    schedule: failing.schedule,
  };
}
