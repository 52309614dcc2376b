/** A candidate's way through an interview: open the link, read, start, finish. */
import { LinkQuery, Problem, SittingView } from '@lockstep/protocol';
import type { StoredSitting } from '@lockstep/store';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { guessLimit } from '../accounts/guess-limit.ts';
import { forgetSitting, rememberSitting } from '../interviews/sitting-cookie.ts';
import { sittingView } from '../interviews/sitting-views.ts';
import { ProblemError } from '../problems.ts';
import type { RouteContext } from './context.ts';
import { Nothing } from './nothing.ts';

export function sittingRoutes({ store, config, now }: RouteContext): FastifyPluginAsyncZod {
  const { sittings } = store;
  const viewOf = async (sitting: StoredSitting): Promise<SittingView> => {
    const [standings, faces] = await Promise.all([
      sittings.standings([sitting.visitorId]),
      sittings.faces([sitting.settings]),
    ]);
    return sittingView(sitting, standings, faces, now());
  };
  const own = ({ sitting }: FastifyRequest): StoredSitting => {
    if (sitting === null)
      throw new ProblemError(404, 'This browser sits no interview. Open the link that you were given.');
    return sitting;
  };
  const withdrawn = (): ProblemError => new ProblemError(403, 'Your interviewer ended this interview.');
  return async (app) => {
    app.post(
      '/api/sitting/open',
      {
        config: { access: 'anyone' },
        onRequest: guessLimit(app, config),
        schema: {
          summary: "Opens a candidate's link: from now on this browser sits the interview",
          description: 'The same link may be opened again, in another browser too: it goes on where it was.',
          tags: ['Interviews'],
          body: LinkQuery,
          response: { 200: SittingView, default: Problem },
        },
      },
      async (request, reply) => {
        const sitting = await sittings.find(request.body.token);
        if (sitting === null) {
          throw new ProblemError(404, 'This link does not work: it was replaced, or never made. Ask your interviewer.');
        }
        if (sitting.state === 'withdrawn') throw withdrawn();
        rememberSitting(request.body.token, request, reply);
        return viewOf(sitting);
      },
    );

    app.get(
      '/api/sitting',
      {
        config: { access: 'anyone' },
        schema: {
          summary: 'The interview that this browser sits; 404: none',
          tags: ['Interviews'],
          response: { 200: SittingView, default: Problem },
        },
      },
      async (request) => viewOf(own(request)),
    );

    app.post(
      '/api/sitting/start',
      {
        config: { access: 'anyone' },
        schema: {
          summary: 'Starts the clock, once; starting again changes nothing',
          tags: ['Interviews'],
          response: { 200: SittingView, default: Problem },
        },
      },
      async (request) => {
        const started = await sittings.start(own(request).id);
        switch (started.kind) {
          case 'started':
          case 'running':
            return viewOf(started.sitting);
          case 'too-early':
            throw new ProblemError(409, `This interview can be started from ${started.opensAt} on.`);
          case 'too-late':
            throw new ProblemError(
              409,
              'The time in which this interview could be started is over. Ask your interviewer.',
            );
          case 'gone':
            throw withdrawn();
          case 'missing':
            throw new ProblemError(409, 'A part of this interview is not there any more. Ask your interviewer.');
        }
      },
    );

    app.post(
      '/api/sitting/finish',
      {
        config: { access: 'anyone' },
        schema: {
          summary: 'The candidate is done before the time is up',
          tags: ['Interviews'],
          response: { 200: SittingView, default: Problem },
        },
      },
      async (request) => {
        const { id, state } = own(request);
        if (state === 'waiting') throw new ProblemError(409, 'The interview has not begun.');
        const sitting = await sittings.finish(id);
        if (sitting === null) throw withdrawn();
        return viewOf(sitting);
      },
    );

    app.delete(
      '/api/sitting',
      {
        config: { access: 'anyone' },
        schema: {
          summary: 'This browser leaves the interview; the link opens it again, and its clock goes on',
          tags: ['Interviews'],
          response: { 204: Nothing, default: Problem },
        },
      },
      async (request, reply) => {
        forgetSitting(request, reply);
        return reply.status(204).send(null);
      },
    );
  };
}
