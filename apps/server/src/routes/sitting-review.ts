/** What reviewers read of one sitting and decide on it: attempts, assessments, outcome, report. Notes are notes.ts. */
import {
  Assessment,
  AssessmentConflict,
  AssessmentRequest,
  Outcome,
  OutcomeConflict,
  OutcomeRequest,
  Problem,
  SittingAssessments,
  SittingAttempts,
  SittingId,
  SittingOutcome,
  SittingReport,
  Slug,
} from '@lockstep/protocol';
import type { StoredSitting } from '@lockstep/store';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { whoAsks } from '../accounts/access.ts';
import { ProblemError } from '../problems.ts';
import { attemptView } from '../review/attempt-views.ts';
import { assessmentsView } from '../review/panel-views.ts';
import { sittingReport } from '../review/sitting-report.ts';
import type { RouteContext } from './context.ts';

const ById = z.object({ id: SittingId });
const access = { access: 'interviewer' } as const;
const noSitting = (): ProblemError => new ProblemError(404, 'There is no candidate with this id.');

/** Sources of one answer together. */
const MOST_SOURCE_BYTES = 2 * 2 ** 20;

export function sittingReviewRoutes({ store, now }: RouteContext): FastifyPluginAsyncZod {
  const { sittings, sittingAttempts, submissions, assessments, outcomes } = store;
  const existing = async (id: SittingId): Promise<StoredSitting> => {
    const sitting = await sittings.get(id);
    if (sitting === null) throw noSitting();
    return sitting;
  };
  const attemptsOf = async (sitting: StoredSitting, slug: Slug): Promise<SittingAttempts> => {
    const item = sitting.settings.items.find((one) => one.kind === 'exercise' && one.slug === slug);
    if (item === undefined) throw new ProblemError(404, `The interview has no exercise "${slug}".`);
    const stored = await sittingAttempts.list(sitting.id, slug);
    const sources = await sittingAttempts.sources(
      stored.map(({ submission }) => submission.id),
      MOST_SOURCE_BYTES,
    );
    const revision = stored[0]?.revisionId ?? sitting.revisions?.[`exercise ${slug}`];
    const published = await (revision === undefined
      ? store.exercises.bySlug(slug)
      : store.exercises.revision(revision));
    const items: SittingAttempts['items'] = [];
    // One after the other: reports may be large.
    for (const attempt of stored) {
      const { id } = attempt.submission;
      items.push(attemptView(attempt, sitting, sources.get(id) ?? null, await submissions.report(id)));
    }
    return {
      sitting: sitting.id,
      interview: { id: sitting.interview, title: sitting.settings.title },
      candidate: sitting.candidate,
      slug,
      title: published?.exercise.title ?? slug,
      starter: published?.exercise.starter ?? '',
      items,
    };
  };
  return async (app) => {
    app.get(
      '/api/sittings/:id/attempts/:slug',
      {
        config: access,
        schema: {
          summary: "A candidate's full submissions to one exercise with their sources, oldest first",
          tags: ['Review'],
          params: ById.extend({ slug: Slug }),
          response: { 200: SittingAttempts, default: Problem },
        },
      },
      async (request) => attemptsOf(await existing(request.params.id), request.params.slug),
    );

    app.get(
      '/api/sittings/:id/assessments',
      {
        config: access,
        schema: {
          summary: 'Rubric, the own assessment, and after the own decision those of the others',
          tags: ['Review'],
          params: ById,
          response: { 200: SittingAssessments, default: Problem },
        },
      },
      async (request) => {
        const panel = await assessments.panel(request.params.id);
        if (panel === null) throw noSitting();
        return assessmentsView(panel, whoAsks(request).account.id);
      },
    );

    app.put(
      '/api/sittings/:id/assessment',
      {
        config: access,
        schema: {
          summary: 'Writes the own assessment; 409 when another tab wrote in between',
          tags: ['Review'],
          params: ById,
          body: AssessmentRequest,
          response: { 200: Assessment, 409: AssessmentConflict, default: Problem },
        },
      },
      async (request) => {
        const saved = await assessments.save(request.params.id, request.body, whoAsks(request).account.id);
        switch (saved.kind) {
          case 'saved':
            return saved.assessment;
          case 'unknown':
            throw noSitting();
          case 'not-begun':
            throw new ProblemError(400, 'The candidate has not begun: there is nothing to assess.');
          case 'no-level': {
            const message = `The rubric has no such level of "${saved.criterion}". Read the rubric again.`;
            throw new ProblemError(400, message, { errors: [{ path: 'body.scores', message }] });
          }
          case 'conflict': {
            const { current } = saved;
            if (current === null) throw new ProblemError(400, 'You have written none yet: send "follows": 0.');
            const message = `Version ${current.version} was saved meanwhile, perhaps in another tab. It is here as "current": choose.`;
            throw new ProblemError(409, message, { members: { current } });
          }
        }
      },
    );

    app.get(
      '/api/sittings/:id/outcome',
      {
        config: access,
        schema: {
          summary: 'What comes of a sitting, and what was decided before',
          tags: ['Review'],
          params: ById,
          response: { 200: SittingOutcome, default: Problem },
        },
      },
      async (request) => outcomes.of((await existing(request.params.id)).id),
    );

    app.put(
      '/api/sittings/:id/outcome',
      {
        config: access,
        schema: {
          summary: 'Decides what comes of a sitting; 409 when somebody decided in between',
          tags: ['Review'],
          params: ById,
          body: OutcomeRequest,
          response: { 200: Outcome, 409: OutcomeConflict, default: Problem },
        },
      },
      async (request) => {
        const decided = await outcomes.decide(request.params.id, request.body, whoAsks(request).account.id);
        switch (decided.kind) {
          case 'decided':
            return decided.outcome;
          case 'unknown':
            throw noSitting();
          case 'conflict': {
            const { current } = decided;
            const who = current === null ? 'Nothing is decided yet.' : `${current.by.name} decided meanwhile.`;
            throw new ProblemError(409, `${who} What counts now is here as "current": choose.`, {
              members: { current },
            });
          }
        }
      },
    );

    app.get(
      '/api/sittings/:id/report',
      {
        config: access,
        schema: {
          summary: 'All that a panel reads and keeps of a sitting, as one document',
          description: 'What the other reviewers decided is in it only after the own decision.',
          tags: ['Review'],
          params: ById,
          response: { 200: SittingReport, default: Problem },
        },
      },
      async (request) => sittingReport(store, await existing(request.params.id), whoAsks(request).account.id, now()),
    );
  };
}
