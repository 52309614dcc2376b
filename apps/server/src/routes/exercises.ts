/** GET /api/exercises, GET /api/exercises/:slug, its editorial, and the visitor's draft of a solution. */
import { exerciseListItem, exerciseView, questionListItem } from '@lockstep/exercise-kit';
import {
  Draft,
  DraftRequest,
  EditorialView,
  ExerciseList,
  ExerciseView,
  Problem,
  type QuestionStanding,
  Slug,
} from '@lockstep/protocol';
import type { StoredSitting } from '@lockstep/store';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isInTime, mayRead, tellsVerdictsOnly, tooLate } from '../interviews/sitting-rules.ts';
import { noExercise, ProblemError } from '../problems.ts';
import type { RouteContext } from './context.ts';

const BySlug = z.object({ slug: Slug });

export function exerciseRoutes({ store, visitors, liveCode, now }: RouteContext): FastifyPluginAsyncZod {
  /** The exercise as it is, or as it was at the start of the sitting. */
  const existing = async (slug: Slug, { sitting }: FastifyRequest) => {
    const revision = mayRead(sitting, 'exercise', slug);
    const found = await (revision === undefined ? store.exercises.bySlug(slug) : store.exercises.revision(revision));
    if (found === null) throw noExercise(slug);
    return found;
  };
  /** What a sitting asks, as it was at its start. */
  const asked = async ({ revisions, settings }: StoredSitting) => {
    const ids = settings.items.map(({ kind, slug }) => ({ kind, id: revisions?.[`${kind} ${slug}`] ?? '' }));
    const of = <T>(kind: string, read: (id: string) => Promise<T | null>) =>
      Promise.all(ids.filter((one) => one.kind === kind && one.id !== '').map(({ id }) => read(id))).then((found) =>
        found.filter((one) => one !== null),
      );
    return Promise.all([of('exercise', store.exercises.revision), of('question', store.questions.revision), []]);
  };
  /** Throws where the time is up, and keeps what came, apart from what counts. */
  const inTime = async ({ sitting, params, body }: FastifyRequest<{ Params: { slug: Slug }; Body: DraftRequest }>) => {
    if (sitting === null) return;
    const { slug } = params;
    mayRead(sitting, 'exercise', slug);
    if (isInTime(sitting, now())) return;
    await store.sittings.keepLate(sitting.id, slug, body.source);
    throw new ProblemError(
      403,
      `${tooLate(sitting)} This text came late: it is kept apart, and your interviewer sees when it came.`,
    );
  };
  return async (app) => {
    app.get(
      '/api/exercises',
      {
        config: { access: 'anyone' },
        schema: {
          summary: 'All exercises and questions, with the results of the visitor',
          tags: ['Exercises'],
          response: { 200: ExerciseList, default: Problem },
        },
      },
      async (request, reply) => {
        visitors.greet(request, reply);
        const visitor = await visitors.find(request);
        const { sitting } = request;
        const [[current, posed, broken], standings, answers] = await Promise.all([
          sitting === null
            ? Promise.all([store.exercises.current(), store.questions.current(), store.exercises.broken()])
            : asked(sitting),
          visitor === null ? null : store.submissions.bestVerdicts(visitor),
          visitor === null ? null : store.questions.standings(visitor),
        ]);
        const exercises = current.map(({ exercise }) => exercise);
        const questions = posed.map(({ question }) => question);
        const tracks = new Map([...exercises, ...questions].map(({ track }) => [track.number, track]));
        return {
          tracks: [...tracks.values()].sort((a, b) => a.number - b.number),
          items: exercises.map((exercise) => {
            const standing = standings?.get(exercise.slug);
            return {
              ...exerciseListItem(exercise),
              verdict: standing?.verdict ?? null,
              lastSubmittedAt: standing?.lastSubmittedAt ?? null,
            };
          }),
          questions: questions.map((question) =>
            questionListItem(
              question,
              tellsVerdictsOnly(sitting) ? 'unanswered' : standingOf(answers?.get(question.slug)),
            ),
          ),
          broken,
        };
      },
    );

    app.get(
      '/api/exercises/:slug',
      {
        config: { access: 'anyone' },
        schema: {
          summary: 'One exercise: statement, starter, samples',
          tags: ['Exercises'],
          params: BySlug,
          response: { 200: ExerciseView, default: Problem },
        },
      },
      async (request, reply) => {
        visitors.greet(request, reply);
        const view = exerciseView((await existing(request.params.slug, request)).exercise);
        return request.sitting === null ? view : { ...view, hints: [], hasEditorial: false };
      },
    );

    app.get(
      '/api/exercises/:slug/editorial',
      {
        config: { access: 'anyone' },
        schema: {
          summary: 'The editorial; 403 before an accepted submission',
          tags: ['Exercises'],
          params: BySlug,
          response: { 200: EditorialView, default: Problem },
        },
      },
      async (request) => {
        if (request.sitting !== null) throw new ProblemError(403, 'There are no editorials during an interview.');
        const { exercise } = await existing(request.params.slug, request);
        const { slug, editorial } = exercise;
        if (editorial === null) throw new ProblemError(404, `The exercise "${slug}" has no editorial.`);
        const visitor = await visitors.find(request);
        const standing = visitor === null ? undefined : (await store.submissions.bestVerdicts(visitor)).get(slug);
        if (standing?.verdict !== 'accepted') {
          throw new ProblemError(403, 'The editorial opens after an accepted submission of this exercise.');
        }
        return { editorial };
      },
    );

    app.get(
      '/api/exercises/:slug/draft',
      {
        config: { access: 'anyone' },
        schema: {
          summary: "The visitor's draft, or the starter as version 0",
          tags: ['Drafts'],
          params: BySlug,
          response: { 200: Draft, default: Problem },
        },
      },
      async (request) => {
        const { exercise } = await existing(request.params.slug, request);
        const visitor = await visitors.find(request);
        if (request.sitting !== null) await liveCode.settle(request.sitting);
        const draft = visitor === null ? null : await store.drafts.find(visitor, exercise.slug);
        return draft ?? { source: exercise.starter, version: 0, savedAt: null };
      },
    );

    app.put(
      '/api/exercises/:slug/draft',
      {
        config: { access: 'anyone' },
        schema: {
          summary: 'Saves the draft; 409 when another tab saved in between',
          description:
            'In an interview the text becomes an edit of the code that others may be typing in; what comes after the end is kept apart.',
          tags: ['Drafts'],
          params: BySlug,
          body: DraftRequest,
          response: { 200: Draft, default: Problem },
        },
      },
      async (request, reply) => {
        const { slug } = request.params;
        await inTime(request);
        const { source, follows } = request.body;
        const saved =
          request.sitting === null
            ? await store.drafts.save({ visitorId: await visitors.ensure(request, reply), slug, source, follows })
            : await liveCode.saveDraft(request.sitting, slug, source, follows);
        switch (saved.kind) {
          case 'saved':
            return saved.draft;
          case 'no-exercise':
            throw noExercise(slug);
          case 'conflict':
            throw new ProblemError(
              409,
              `Version ${saved.draft.version} was saved meanwhile, perhaps in another tab. GET the draft and choose.`,
            );
        }
      },
    );
  };
}

function standingOf(right: boolean | undefined): QuestionStanding {
  if (right === undefined) return 'unanswered';
  return right ? 'right' : 'wrong';
}
