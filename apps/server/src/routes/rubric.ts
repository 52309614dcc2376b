/** The rubric of an interview, which may be changed after candidates have begun. */
import { InterviewId, Problem, RubricConflict, RubricRequest, RubricView } from '@lockstep/protocol';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { whoAsks } from '../accounts/access.ts';
import { ProblemError } from '../problems.ts';
import type { RouteContext } from './context.ts';

const ById = z.object({ id: InterviewId });
const access = { access: 'interviewer' } as const;
const noInterview = (): ProblemError => new ProblemError(404, 'There is no interview with this id.');

export function rubricRoutes({ store: { rubrics } }: RouteContext): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/interviews/:id/rubric',
      {
        config: access,
        schema: {
          summary: 'The rubric of an interview, with its version',
          tags: ['Review'],
          params: ById,
          response: { 200: RubricView, default: Problem },
        },
      },
      async (request) => {
        const rubric = await rubrics.get(request.params.id);
        if (rubric === null) throw noInterview();
        return rubric;
      },
    );

    app.put(
      '/api/interviews/:id/rubric',
      {
        config: access,
        schema: {
          summary: 'Changes the rubric, also once candidates have begun',
          description:
            'Titles, hints, weights, new criteria and levels at the end: any time. A criterion or a level that a reviewer gave stays as it is; 409 names it.',
          tags: ['Review'],
          params: ById,
          body: RubricRequest,
          response: { 200: RubricView, 409: RubricConflict, default: Problem },
        },
      },
      async (request) => {
        const { rubric, follows } = request.body;
        const changed = await rubrics.change(request.params.id, rubric, follows, whoAsks(request).account.id);
        switch (changed.kind) {
          case 'changed':
            return changed.rubric;
          case 'unknown':
            throw noInterview();
          case 'conflict': {
            const { current } = changed;
            const message = `Version ${current.version} was saved meanwhile. It is here as "current": choose.`;
            throw new ProblemError(409, message, { members: { current, scored: [] } });
          }
          case 'scored': {
            const { current, scored } = changed;
            const names = scored.map(({ title, level }) => (level === null ? `"${title}"` : `"${title}: ${level}"`));
            const message = `Reviewers scored ${names.join(', ')}: this has to stay, with its name and its place.`;
            throw new ProblemError(409, message, { members: { current, scored } });
          }
        }
      },
    );
  };
}
