/** Published exercises for their authors: where they come from, their revisions, and giving them back to the folder. */
import { packText } from '@lockstep/exercise-kit';
import {
  AuthoredExerciseList,
  AuthoredExerciseView,
  FolderDifference,
  GivenBack,
  Problem,
  Slug,
} from '@lockstep/protocol';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { whoAsks } from '../../accounts/access.ts';
import { draftViews } from '../../authoring/draft-views.ts';
import { authoredView, folderDifference } from '../../authoring/exercise-views.ts';
import { sourceOfExercise } from '../../authoring/new-drafts.ts';
import { noExercise, ProblemError } from '../../problems.ts';
import type { AuthoringContext } from './context.ts';

const BySlug = z.object({ slug: Slug });
const TAGS = ['Authoring'];

export function authoredExerciseRoutes({ store, bank }: AuthoringContext): FastifyPluginAsyncZod {
  const { publications } = store;
  return async (app) => {
    app.get(
      '/api/authoring/exercises',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'All exercises: whether they are the folder’s or the app’s, and whether the folder differs',
          tags: TAGS,
          response: { 200: AuthoredExerciseList, default: Problem },
        },
      },
      async () => {
        const [stored, broken] = await Promise.all([publications.list(), store.exercises.brokenInFolder()]);
        return { items: await Promise.all(stored.map((one) => authoredView(one, bank))), broken };
      },
    );

    app.get(
      '/api/authoring/exercises/:slug',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'An exercise with its revisions, drafts and rejudgings',
          tags: TAGS,
          params: BySlug,
          response: { 200: AuthoredExerciseView, default: Problem },
        },
      },
      async (request) => {
        const { slug } = request.params;
        const stored = await publications.get(slug);
        if (stored === null) throw noExercise(slug);
        const [exercise, revisions, drafts, rejudges] = await Promise.all([
          authoredView(stored, bank),
          publications.revisions(slug),
          store.packageDrafts.list({ archived: false, slug }),
          store.rejudges.ofExercise(slug),
        ]);
        return { exercise, revisions, drafts: await draftViews(store, drafts), rejudges };
      },
    );

    app.get(
      '/api/authoring/exercises/:slug/package.zip',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'The package that is published as one zip file, as `lockstep import` takes it',
          tags: TAGS,
          params: BySlug,
          response: { 200: z.unknown().describe('The file'), default: Problem },
        },
      },
      async (request, reply) => {
        const { slug, files } = await sourceOfExercise(store, bank, request.params.slug);
        return reply
          .header('content-type', 'application/zip')
          .header('content-disposition', `attachment; filename="${slug}.zip"`)
          .send(await packText(slug, files));
      },
    );

    app.get(
      '/api/authoring/exercises/:slug/difference',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'The files that differ between the exercises’ folder and what was published in the app',
          tags: TAGS,
          params: BySlug,
          response: { 200: FolderDifference, default: Problem },
        },
      },
      async (request) => folderDifference(store, bank, request.params.slug),
    );

    app.post(
      '/api/authoring/exercises/:slug/give-back',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Makes what the exercises’ folder has current again; an exercise that it has not is withdrawn',
          tags: TAGS,
          params: BySlug,
          response: { 200: GivenBack, default: Problem },
        },
      },
      async (request) => {
        const { slug } = request.params;
        const folder = await bank.package(slug);
        const loaded = folder.kind === 'package' ? await bank.load(slug, folder.files) : null;
        if (folder.kind === 'unreadable' || (loaded !== null && loaded.kind !== 'loaded')) {
          throw new ProblemError(409, `The folder's "${slug}" is no exercise that could be current. Repair it first.`);
        }
        const given = await publications.giveBack(slug, loaded?.exercise ?? null, whoAsks(request).account.id);
        if (given !== 'not-apps') return { slug, revision: given.revision };
        if ((await publications.get(slug)) === null) throw noExercise(slug);
        throw new ProblemError(409, `"${slug}" is the folder's already.`);
      },
    );
  };
}
