/** The files of a draft. A change names the version that it follows: two authors cannot overwrite one another unseen. */
import {
  PACKAGE_SIZES,
  PackageDraftId,
  PackageFileChanged,
  PackageFileConflict,
  PackageFileRename,
  PackageFileSave,
  PackageFileView,
  PackagePath,
  Problem,
} from '@lockstep/protocol';
import type { FileChange } from '@lockstep/store';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { titleOf } from '../../authoring/new-drafts.ts';
import { archivedDraft, noDraft, ProblemError } from '../../problems.ts';
import type { AuthoringContext } from './context.ts';

const ById = z.object({ id: PackageDraftId });
const ByPath = z.object({ path: PackagePath });
const TAGS = ['Authoring'];
/** A file in the longest JSON escapes, and some room. */
const BODY_BYTES = 6 * PACKAGE_SIZES.fileBytes + 4_096;
const TOO_LARGE = `The file is too large. It may have at most ${PACKAGE_SIZES.fileBytes / 2 ** 20} MiB.`;

export function fileRoutes({ store }: Pick<AuthoringContext, 'store'>): FastifyPluginAsyncZod {
  /** Throws ProblemError when the change was not made. */
  const changed = async (id: PackageDraftId, change: FileChange): Promise<PackageFileChanged> => {
    const done = await store.packageDrafts.change(id, change);
    switch (done.kind) {
      case 'changed': {
        const { file, version, digest, title } = done;
        return { file, version, digest, title };
      }
      case 'conflict':
        throw new ProblemError(409, conflictDetail(change, done.there), { members: { there: done.there } });
      case 'in-the-way':
        throw new ProblemError(400, `${done.path} stands in the way: a name is a file or a folder, not both.`);
      case 'too-many-files':
        throw new ProblemError(400, `A package has at most ${PACKAGE_SIZES.files} files.`);
      case 'too-large':
        throw new ProblemError(400, `A package has at most ${PACKAGE_SIZES.contentBytes / 2 ** 20} MiB.`);
      case 'archived':
        throw archivedDraft();
      case 'unknown':
        throw noDraft();
    }
  };
  return async (app) => {
    app.get(
      '/api/authoring/drafts/:id/file',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'A file of a draft with its content',
          tags: TAGS,
          params: ById,
          querystring: ByPath,
          response: { 200: PackageFileView, default: Problem },
        },
      },
      async (request) => {
        const { path } = request.query;
        const file = await store.packageDrafts.file(request.params.id, path);
        if (file === null) throw new ProblemError(404, `The draft has no file ${path}.`);
        return file;
      },
    );

    app.put(
      '/api/authoring/drafts/:id/file',
      {
        bodyLimit: BODY_BYTES,
        config: { access: 'admin', tooLarge: TOO_LARGE },
        schema: {
          summary: 'Saves a file; 409, with what is there, when somebody saved in between',
          tags: TAGS,
          params: ById,
          querystring: ByPath,
          body: PackageFileSave,
          response: { 200: PackageFileChanged, 409: PackageFileConflict, default: Problem },
        },
      },
      async (request) => {
        const { path } = request.query;
        const { content, follows } = request.body;
        const title = path === 'problem.yaml' ? (titleOf(content) ?? undefined) : undefined;
        return changed(request.params.id, { kind: 'save', path, content, follows, title });
      },
    );

    app.delete(
      '/api/authoring/drafts/:id/file',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Deletes a file; 409, with what is there, when somebody saved in between',
          tags: TAGS,
          params: ById,
          querystring: ByPath.extend({ follows: z.coerce.number().int().min(1) }),
          response: { 200: PackageFileChanged, 409: PackageFileConflict, default: Problem },
        },
      },
      async (request) => changed(request.params.id, { kind: 'delete', ...request.query }),
    );

    app.post(
      '/api/authoring/drafts/:id/rename',
      {
        config: { access: 'admin' },
        schema: {
          summary:
            'Gives a file another path; 409, with what is there, when that is taken or somebody saved in between',
          tags: TAGS,
          params: ById,
          body: PackageFileRename,
          response: { 200: PackageFileChanged, 409: PackageFileConflict, default: Problem },
        },
      },
      async (request) => {
        const { from, to, follows } = request.body;
        return changed(request.params.id, { kind: 'rename', path: from, to, follows });
      },
    );
  };
}

function conflictDetail(change: FileChange, there: PackageFileView | null): string {
  if (there === null) return `${change.path} is not there any more: somebody deleted or renamed it.`;
  if (there.path !== change.path) return `There is a file ${there.path} already.`;
  return `Somebody saved version ${there.version} of ${change.path} meanwhile. Look at it and choose.`;
}
