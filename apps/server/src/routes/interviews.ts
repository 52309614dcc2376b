/** What interviewers do: interviews and templates, candidates with their links, what candidates did. */
import {
  ExtraTime,
  InterviewId,
  InterviewPage,
  InterviewSettings,
  InterviewTemplate,
  InterviewView,
  MadeSitting,
  Problem,
  SittingId,
  SittingRequest,
  SittingWork,
  TemplateList,
  TemplateRequest,
} from '@lockstep/protocol';
import type { StoredInterview } from '@lockstep/store';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { whoAsks } from '../accounts/access.ts';
import { linkAddress } from '../accounts/links.ts';
import { sittingRow } from '../interviews/sitting-views.ts';
import { ProblemError } from '../problems.ts';
import type { RouteContext } from './context.ts';
import { Nothing } from './nothing.ts';
import { orBadCursor, PageQuery } from './page.ts';

const ById = z.object({ id: InterviewId });
const BySitting = z.object({ id: SittingId });
const access = { access: 'interviewer' } as const;
const noInterview = (): ProblemError => new ProblemError(404, 'There is no interview with this id.');
const noSitting = (): ProblemError => new ProblemError(404, 'There is no candidate with this id.');

/** Runs of one sitting that are shown. */
const MOST_SUBMISSIONS = 100;

export function interviewRoutes({ store, liveCode, config, now }: RouteContext): FastifyPluginAsyncZod {
  const { interviews, sittings, moments, submissions } = store;
  const actor = (request: FastifyRequest) => whoAsks(request).account.id;
  const linkOf = (request: FastifyRequest, token: string): string =>
    linkAddress(config, 'interview', { token }, request);
  const checked = async (settings: InterviewSettings): Promise<InterviewSettings> => {
    const [missing] = await interviews.missing(settings);
    if (missing === undefined) return settings;
    const message = `There is no ${missing.replace(' ', ' "')}" in the bank.`;
    throw new ProblemError(400, message, { errors: [{ path: 'body.items', message }] });
  };
  const viewOf = async (interview: StoredInterview): Promise<InterviewView> => {
    const rows = await sittings.list(interview.id);
    const running = rows.flatMap(({ id, state }) => (state === 'running' ? [id] : []));
    const [standings, faces, connected] = await Promise.all([
      sittings.standings(rows.map(({ visitorId }) => visitorId)),
      sittings.faces([interview.settings]),
      moments.connected(running),
    ]);
    const shown = rows.map((row) => sittingRow(row, standings, faces, connected));
    return { ...interview, sittings: shown, now: now().toISOString() };
  };
  const existing = async (id: InterviewId): Promise<StoredInterview> => {
    const interview = await interviews.get(id);
    if (interview === null) throw noInterview();
    return interview;
  };
  return async (app) => {
    app.get(
      '/api/interviews',
      {
        config: access,
        schema: {
          summary: 'Interviews of all interviewers, newest first',
          tags: ['Interviews'],
          querystring: PageQuery,
          response: { 200: InterviewPage, default: Problem },
        },
      },
      async (request) => orBadCursor(await interviews.list(request.query)),
    );

    app.post(
      '/api/interviews',
      {
        config: access,
        schema: {
          summary: 'Makes an interview',
          tags: ['Interviews'],
          body: InterviewSettings,
          response: { 201: InterviewView, default: Problem },
        },
      },
      async (request, reply) => {
        const id = await interviews.create(await checked(request.body), actor(request));
        return reply.status(201).send(await viewOf(await existing(id)));
      },
    );

    app.get(
      '/api/interviews/:id',
      {
        config: access,
        schema: {
          summary: 'One interview with its candidates, and how they stand',
          tags: ['Interviews'],
          params: ById,
          response: { 200: InterviewView, default: Problem },
        },
      },
      async (request) => viewOf(await existing(request.params.id)),
    );

    app.put(
      '/api/interviews/:id',
      {
        config: access,
        schema: {
          summary: 'Changes an interview; 409 once somebody has begun',
          tags: ['Interviews'],
          params: ById,
          body: InterviewSettings,
          response: { 200: InterviewView, default: Problem },
        },
      },
      async (request) => {
        const { id } = request.params;
        switch (await interviews.change(id, await checked(request.body), actor(request))) {
          case 'unknown':
            throw noInterview();
          case 'begun':
            throw new ProblemError(409, 'A candidate has begun: what is asked stays as it is. Make another interview.');
          case 'changed':
            return viewOf(await existing(id));
        }
      },
    );

    app.delete(
      '/api/interviews/:id',
      {
        config: access,
        schema: {
          summary: 'Archives an interview: who sits it goes on, unused links work no more',
          tags: ['Interviews'],
          params: ById,
          response: { 204: Nothing, default: Problem },
        },
      },
      async (request, reply) => {
        if (!(await interviews.archive(request.params.id, actor(request)))) throw noInterview();
        return reply.status(204).send(null);
      },
    );

    app.post(
      '/api/interviews/:id/sittings',
      {
        config: access,
        schema: {
          summary: 'Adds a candidate; the link is shown this once',
          tags: ['Interviews'],
          params: ById,
          body: SittingRequest,
          response: { 201: MadeSitting, default: Problem },
        },
      },
      async (request, reply) => {
        const made = await sittings.create(request.params.id, request.body.candidate, actor(request));
        if (made === 'unknown') throw noInterview();
        if (made === 'full') throw new ProblemError(409, 'This interview has too many candidates. Make another one.');
        return reply.status(201).send({ sitting: made.id, link: linkOf(request, made.token) });
      },
    );

    app.post(
      '/api/sittings/:id/link',
      {
        config: access,
        schema: {
          summary: 'A new link for a candidate; the old one works no more',
          tags: ['Interviews'],
          params: BySitting,
          response: { 201: MadeSitting, default: Problem },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const token = await sittings.renew(id, actor(request));
        if (token === null) throw noSitting();
        return reply.status(201).send({ sitting: id, link: linkOf(request, token) });
      },
    );

    app.post(
      '/api/sittings/:id/extra-time',
      {
        config: access,
        schema: {
          summary: 'Gives a candidate more time, also one whose time is up',
          tags: ['Interviews'],
          params: BySitting,
          body: ExtraTime,
          response: { 204: Nothing, default: Problem },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        if (!(await sittings.extend(id, request.body.minutes, actor(request)))) {
          throw new ProblemError(409, 'Only who has begun, and has not finished, can be given more time.');
        }
        return reply.status(204).send(null);
      },
    );

    app.delete(
      '/api/sittings/:id',
      {
        config: access,
        schema: {
          summary: "Ends a candidate's interview, or keeps it from being started; what was done stays",
          tags: ['Interviews'],
          params: BySitting,
          response: { 204: Nothing, default: Problem },
        },
      },
      async (request, reply) => {
        if (!(await sittings.withdraw(request.params.id, actor(request)))) throw noSitting();
        return reply.status(204).send(null);
      },
    );

    app.get(
      '/api/sittings/:id/work',
      {
        config: access,
        schema: {
          summary: "A candidate's code, and what came after the end; submissions and runs, newest first",
          tags: ['Interviews'],
          params: BySitting,
          response: { 200: SittingWork, default: Problem },
        },
      },
      async (request) => {
        const sitting = await sittings.get(request.params.id);
        if (sitting === null) throw noSitting();
        const { visitorId, late } = sitting;
        await liveCode.settle(sitting);
        const [drafts, page] = await Promise.all([
          sittings.drafts(visitorId),
          submissions.list({ visitorId, limit: MOST_SUBMISSIONS }),
        ]);
        return {
          drafts: drafts.map(({ savedAt, ...draft }) => ({ ...draft, savedAt: savedAt.toISOString() })),
          late: late.map(({ slug, source, receivedAt }) => ({ slug, source, receivedAt: receivedAt.toISOString() })),
          submissions: page.kind === 'page' ? page.items : [],
        };
      },
    );

    app.get(
      '/api/interview-templates',
      {
        config: access,
        schema: { summary: 'Templates', tags: ['Interviews'], response: { 200: TemplateList, default: Problem } },
      },
      async () => ({ items: await interviews.templates() }),
    );

    app.put(
      '/api/interview-templates',
      {
        config: access,
        schema: {
          summary: 'Saves a template, in place of the one of that name',
          tags: ['Interviews'],
          body: TemplateRequest,
          response: { 200: InterviewTemplate, default: Problem },
        },
      },
      async (request) => interviews.saveTemplate({ ...request.body, settings: await checked(request.body.settings) }),
    );

    app.delete(
      '/api/interview-templates/:id',
      {
        config: access,
        schema: {
          summary: 'Deletes a template; interviews that were made of it stay',
          tags: ['Interviews'],
          params: z.object({ id: z.uuid() }),
          response: { 204: Nothing, default: Problem },
        },
      },
      async (request, reply) => {
        if (!(await interviews.deleteTemplate(request.params.id))) {
          throw new ProblemError(404, 'There is no template with this id.');
        }
        return reply.status(204).send(null);
      },
    );
  };
}
