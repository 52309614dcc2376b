/** Drafts of packages: list, making, reading, archiving; their check, and the archive of one. */

import { AUTHOR_MODULE, authorModuleText } from '@lockstep/checker/author-module';
import { ArchiveRefused, packText, unpackText } from '@lockstep/exercise-kit';
import {
  CheckerModule,
  DuplicateRequest,
  PACKAGE_SIZES,
  PackageCheck,
  PackageDraftId,
  PackageDraftList,
  PackageDraftRequest,
  PackageDraftView,
  Problem,
} from '@lockstep/protocol';
import type { DraftText } from '@lockstep/store';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { whoAsks } from '../../accounts/access.ts';
import { checkPackage } from '../../authoring/check-package.ts';
import { draftView, draftViews } from '../../authoring/draft-views.ts';
import { createDraft, type DraftSource, sourceOfExercise, sourceOfSkeleton } from '../../authoring/new-drafts.ts';
import { noDraft, ProblemError } from '../../problems.ts';
import { Nothing } from '../nothing.ts';
import type { AuthoringContext } from './context.ts';

const ById = z.object({ id: PackageDraftId });
const TAGS = ['Authoring'];
const ARCHIVE_MIB = PACKAGE_SIZES.archiveBytes / 2 ** 20;

export function draftRoutes({ store, bank }: AuthoringContext): FastifyPluginAsyncZod {
  const { packageDrafts } = store;
  const textOf = async (id: PackageDraftId): Promise<DraftText> => {
    const text = await packageDrafts.text(id);
    if (text === null) throw noDraft();
    return text;
  };
  return async (app) => {
    app.addContentTypeParser(['application/zip', 'application/octet-stream'], { parseAs: 'buffer' }, (_, body, done) =>
      done(null, body),
    );

    app.get(
      '/api/authoring/drafts',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Drafts of exercises, changed last first; or the last ones that were archived',
          tags: TAGS,
          querystring: z.object({ archived: z.enum(['true', 'false']).default('false') }),
          response: { 200: PackageDraftList, default: Problem },
        },
      },
      async (request) => {
        const drafts = await packageDrafts.list({ archived: request.query.archived === 'true' });
        return { items: await draftViews(store, drafts) };
      },
    );

    app.post(
      '/api/authoring/drafts',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Makes a draft of an exercise as it is published, or of a skeleton',
          tags: TAGS,
          body: PackageDraftRequest,
          response: { 201: PackageDraftView, default: Problem },
        },
      },
      async (request, reply) => {
        const { kind, slug } = request.body;
        const source =
          kind === 'exercise' ? await sourceOfExercise(store, bank, slug) : await sourceOfSkeleton(store, bank, slug);
        const id = await createDraft(store, source, whoAsks(request).account.id);
        return reply.status(201).send(await draftView(store, bank, id));
      },
    );

    app.post(
      '/api/authoring/packages',
      {
        bodyLimit: PACKAGE_SIZES.archiveBytes,
        config: {
          access: 'admin',
          bodyType: 'application/zip',
          tooLarge: `The archive is too large. It may have at most ${ARCHIVE_MIB} MiB.`,
        },
        schema: {
          summary: 'Makes a draft of a package as one zip file, as `lockstep export` writes it',
          description: `The body is the file (application/zip), at most ${ARCHIVE_MIB} MiB. What is wrong with the package is for the check to say.`,
          tags: TAGS,
          response: { 201: PackageDraftView, default: Problem },
        },
      },
      async (request, reply) => {
        const { body } = request;
        if (!Buffer.isBuffer(body)) throw new ProblemError(415, 'Send the zip file itself, as application/zip.');
        const { slug, files } = await unpackText(body).catch((error: unknown) => {
          if (error instanceof ArchiveRefused)
            throw new ProblemError(400, `This package was not taken: ${error.message}.`);
          throw error;
        });
        const source: DraftSource = { slug, basedOn: { kind: 'zip', digest: null }, files };
        const id = await createDraft(store, source, whoAsks(request).account.id);
        return reply.status(201).send(await draftView(store, bank, id));
      },
    );

    app.get(
      '/api/authoring/drafts/:id',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'A draft with the list of its files',
          tags: TAGS,
          params: ById,
          response: { 200: PackageDraftView, default: Problem },
        },
      },
      async (request) => draftView(store, bank, request.params.id),
    );

    app.get(
      '/api/authoring/drafts/:id/package.zip',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'The package as one zip file, as `lockstep import` takes it',
          tags: TAGS,
          params: ById,
          response: { 200: z.unknown().describe('The file'), default: Problem },
        },
      },
      async (request, reply) => {
        const { draft, files } = await textOf(request.params.id);
        return reply
          .header('content-type', 'application/zip')
          .header('content-disposition', `attachment; filename="${draft.slug}.zip"`)
          .send(await packText(draft.slug, files));
      },
    );

    app.post(
      '/api/authoring/drafts/:id/duplicate',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Makes another draft with the same files, of the same slug or of another',
          tags: TAGS,
          params: ById,
          body: DuplicateRequest,
          response: { 201: PackageDraftView, default: Problem },
        },
      },
      async (request, reply) => {
        const { draft, files } = await textOf(request.params.id);
        const { slug } = request.body;
        const basedOn = slug === draft.slug ? draft.basedOn : { kind: 'draft' as const, digest: draft.digest };
        const id = await createDraft(store, { slug, basedOn, files }, whoAsks(request).account.id);
        return reply.status(201).send(await draftView(store, bank, id));
      },
    );

    for (const act of ['archive', 'restore'] as const) {
      app.post(
        `/api/authoring/drafts/:id/${act}`,
        {
          config: { access: 'admin' },
          schema: {
            summary: act === 'archive' ? 'Takes a draft off the list; it is kept' : 'Puts an archived draft back',
            tags: TAGS,
            params: ById,
            response: { 204: Nothing, default: Problem },
          },
        },
        async (request, reply) => {
          const { id } = request.params;
          const done = await packageDrafts.archive(id, act === 'archive', whoAsks(request).account.id);
          if (done === 'unknown') throw noDraft();
          if (done === 'too-many') throw new ProblemError(409, 'There are too many drafts. Archive another one first.');
          return reply.status(204).send(null);
        },
      );
    }

    app.post(
      '/api/authoring/drafts/:id/check',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Everything that is wrong with the package, and what a page shows of a whole one; runs nothing',
          tags: TAGS,
          params: ById,
          response: { 200: PackageCheck, default: Problem },
        },
      },
      async (request) => checkPackage(await textOf(request.params.id), bank),
    );

    app.get(
      '/api/authoring/checker-module',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'What a checker.ts may import, as TypeScript that imports nothing itself',
          tags: TAGS,
          response: { 200: CheckerModule, default: Problem },
        },
      },
      async () => ({ name: AUTHOR_MODULE, text: await authorModuleText() }),
    );
  };
}
