/** GET /api/questions/:slug and POST /api/questions/:slug/answers. The answer is in no view before the visitor answered. */
import { answerFault, isRight, questionView, solution } from '@lockstep/exercise-kit';
import { AnswerRequest, AnswerResult, Problem, QuestionView, Recording, Slug } from '@lockstep/protocol';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { mayRead, mayWrite, tellsVerdictsOnly } from '../interviews/sitting-rules.ts';
import { ProblemError } from '../problems.ts';
import type { RouteContext } from './context.ts';

const BySlug = z.object({ slug: Slug });

export function questionRoutes({ store, visitors, now }: RouteContext): FastifyPluginAsyncZod {
  /** The question as it is, or as it was at the start of the sitting. */
  const existing = async (slug: Slug, { sitting }: FastifyRequest) => {
    const revision = mayRead(sitting, 'question', slug);
    const found = await (revision === undefined ? store.questions.bySlug(slug) : store.questions.revision(revision));
    if (found === null)
      throw new ProblemError(404, `There is no question "${slug}". GET /api/exercises lists them all.`);
    return found;
  };
  return async (app) => {
    app.get(
      '/api/questions/:slug',
      {
        config: { access: 'anyone' },
        schema: {
          summary: "One question; with its solution once the visitor's answer is in",
          tags: ['Questions'],
          params: BySlug,
          response: { 200: QuestionView, default: Problem },
        },
      },
      async (request, reply) => {
        visitors.greet(request, reply);
        const { question, revisionId } = await existing(request.params.slug, request);
        const visitor = await visitors.find(request);
        const view = questionView(
          question,
          visitor === null ? null : await store.questions.lastAnswer(visitor, revisionId),
        );
        return tellsVerdictsOnly(request.sitting)
          ? { ...view, answered: view.answered === null ? null : { ...view.answered, right: null }, solution: null }
          : view;
      },
    );

    app.get(
      '/api/questions/:slug/recording',
      {
        config: { access: 'anyone' },
        schema: {
          summary: 'What was learned of the shown call, to be played; 403 before an answer',
          tags: ['Questions'],
          params: BySlug,
          response: { 200: Recording, default: Problem },
        },
      },
      async (request) => {
        const { question, revisionId } = await existing(request.params.slug, request);
        const { recording, slug } = question;
        if (recording === null) throw new ProblemError(404, `Nothing of the question "${slug}" can be played.`);
        if (tellsVerdictsOnly(request.sitting)) {
          throw new ProblemError(403, 'In this interview nothing is told of answers.');
        }
        const visitor = await visitors.find(request);
        if (visitor === null || (await store.questions.lastAnswer(visitor, revisionId)) === null) {
          throw new ProblemError(403, 'The program can be played after an answer to this question.');
        }
        return recording;
      },
    );

    app.post(
      '/api/questions/:slug/answers',
      {
        config: { access: 'anyone' },
        schema: {
          summary: 'Answers a question: right or not, and why; 409 when the question was changed',
          tags: ['Questions'],
          params: BySlug,
          body: AnswerRequest,
          response: { 201: AnswerResult, default: Problem },
        },
      },
      async (request, reply) => {
        const { slug } = request.params;
        const { digest, answer } = request.body;
        const { question, revisionId } = await existing(slug, request);
        const { sitting } = request;
        mayWrite(sitting, 'question', slug, now());
        if (digest !== question.digest) {
          throw new ProblemError(409, 'The question was changed since you read it. Read it again, then answer.');
        }
        const fault = answerFault(question.form, answer);
        if (fault !== null) throw new ProblemError(400, `This cannot be an answer: ${fault}.`);
        const visitorId = await visitors.ensure(request, reply);
        const right = isRight(question.form, answer);
        const answered = await store.questions.answer({
          ...{ visitorId, slug, revisionId, answer, right },
          once: sitting !== null,
        });
        if (answered === null && sitting !== null) {
          throw new ProblemError(409, 'You have answered this question. In an interview the first answer counts.');
        }
        if (answered === null) {
          throw new ProblemError(
            429,
            'You answered this question very often. The answer and its reasons are open to you.',
          );
        }
        return reply
          .status(201)
          .send(
            tellsVerdictsOnly(sitting)
              ? { answered: { ...answered, right: null }, solution: null }
              : { answered, solution: solution(question) },
          );
      },
    );
  };
}
