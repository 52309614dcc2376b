/** Notes of reviewers on sittings. */
import { Note, NoteChange, NoteConflict, NoteId, NoteList, NoteRequest, Problem, SittingId } from '@lockstep/protocol';
import type { NoteChanged, StoredSitting } from '@lockstep/store';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { whoAsks } from '../accounts/access.ts';
import { ProblemError } from '../problems.ts';
import type { RouteContext } from './context.ts';
import { Nothing } from './nothing.ts';

const BySitting = z.object({ id: SittingId });
const ByNote = z.object({ id: NoteId });
const access = { access: 'interviewer' } as const;

export function noteRoutes({ store }: RouteContext): FastifyPluginAsyncZod {
  const { sittings, notes } = store;
  const existing = async (id: SittingId): Promise<StoredSitting> => {
    const sitting = await sittings.get(id);
    if (sitting === null) throw new ProblemError(404, 'There is no candidate with this id.');
    return sitting;
  };
  const done = (changed: NoteChanged): Note => {
    switch (changed.kind) {
      case 'done':
        return changed.note;
      case 'unknown':
        throw new ProblemError(404, 'There is no note with this id; it may have been deleted.');
      case 'not-own':
        throw new ProblemError(403, 'Only who wrote a note changes it.');
      case 'conflict': {
        const { current } = changed;
        const message = `Version ${current.version} was saved meanwhile, perhaps in another tab. It is here as "current": choose.`;
        throw new ProblemError(409, message, { members: { current } });
      }
    }
  };
  return async (app) => {
    app.get(
      '/api/sittings/:id/notes',
      {
        config: access,
        schema: {
          summary: 'Notes of all reviewers on a sitting, in the order in which they were written',
          tags: ['Review'],
          params: BySitting,
          response: { 200: NoteList, default: Problem },
        },
      },
      async (request) => {
        const { id } = await existing(request.params.id);
        return { items: await notes.list(id, whoAsks(request).account.id) };
      },
    );

    app.post(
      '/api/sittings/:id/notes',
      {
        config: access,
        schema: {
          summary: 'Writes a note: on the sitting, a time of it, an exercise, or a line of a submission',
          tags: ['Review'],
          params: BySitting,
          body: NoteRequest,
          response: { 201: Note, default: Problem },
        },
      },
      async (request, reply) => {
        const { id, settings } = await existing(request.params.id);
        const { slug } = request.body;
        if (slug !== null && !settings.items.some((item) => item.slug === slug)) {
          throw fault('body.slug', `The interview does not ask "${slug}".`);
        }
        const made = await notes.make(id, request.body, whoAsks(request).account.id);
        switch (made.kind) {
          case 'made':
            return reply.status(201).send(made.note);
          case 'no-submission':
            throw fault('body.submission', 'The candidate has no such submission.');
          case 'no-line':
            throw fault('body.line', `The submission has ${made.lines} lines.`);
          case 'too-many':
            throw new ProblemError(409, `A sitting has at most ${made.most} notes. Delete some first.`);
        }
      },
    );

    app.put(
      '/api/notes/:id',
      {
        config: access,
        schema: {
          summary: 'Changes an own note; 409 when another tab changed it in between',
          tags: ['Review'],
          params: ByNote,
          body: NoteChange,
          response: { 200: Note, 409: NoteConflict, default: Problem },
        },
      },
      async (request) => done(await notes.change(request.params.id, request.body, whoAsks(request).account.id)),
    );

    app.delete(
      '/api/notes/:id',
      {
        config: access,
        schema: {
          summary: 'Deletes an own note; 409 when another tab changed it in between',
          tags: ['Review'],
          params: ByNote,
          querystring: z.object({ follows: z.coerce.number().int().min(1) }),
          response: { 204: Nothing, 409: NoteConflict, default: Problem },
        },
      },
      async (request, reply) => {
        done(await notes.remove(request.params.id, request.query.follows, whoAsks(request).account.id));
        return reply.status(204).send(null);
      },
    );
  };
}

function fault(path: string, message: string): ProblemError {
  return new ProblemError(400, message, { errors: [{ path, message }] });
}
