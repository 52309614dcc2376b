/** Verifying drafts, and publishing one whose verification is green. */
import {
  PackageDraftId,
  Problem,
  Published,
  PublishRequest,
  Slug,
  Verification,
  VerificationCaseView,
  VerificationId,
  VerificationList,
} from '@lockstep/protocol';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { whoAsks } from '../../accounts/access.ts';
import { publishDraft } from '../../authoring/publish-draft.ts';
import { caseView, summariesOf } from '../../authoring/verification-views.ts';
import { verifyDraft } from '../../authoring/verify-draft.ts';
import { noDraft, ProblemError } from '../../problems.ts';
import type { AuthoringContext } from './context.ts';

const ByDraft = z.object({ id: PackageDraftId });
const ById = z.object({ id: VerificationId });
const TAGS = ['Authoring'];
const noVerification = (): ProblemError =>
  new ProblemError(404, 'There is no verification with this id. Of a draft the last few are kept.');

export function verificationRoutes({ store, bank }: AuthoringContext): FastifyPluginAsyncZod {
  const { verifications, verificationCases } = store;
  const view = async (id: VerificationId): Promise<Verification> => {
    const stored = await verifications.get(id);
    if (stored === null) throw noVerification();
    const [summaries, cases] = await Promise.all([summariesOf([stored], verificationCases), verificationCases.all(id)]);
    const summary = summaries.get(id);
    if (summary === undefined) throw noVerification();
    const { draft, slug, digest } = stored;
    // Cases may have ended since the row was read; what is watched for comes after those that are told here.
    const lastSeq = Math.max(stored.lastSeq, ...cases.map(({ seq }) => seq ?? 0));
    return { ...summary, draft, slug: Slug.parse(slug), digest, lastSeq, cases: cases.map(caseView) };
  };
  return async (app) => {
    app.post(
      '/api/authoring/drafts/:id/verifications',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Judges every reference submission and every mutant of a draft as it is now, behind candidates',
          description: 'One at a time for each draft. 409 for a package that is broken; the check says what is wrong.',
          tags: TAGS,
          params: ByDraft,
          response: { 201: Verification, default: Problem },
        },
      },
      async (request, reply) => {
        const id = await verifyDraft(store, bank, request.params.id, whoAsks(request).account.id);
        return reply.status(201).send(await view(id));
      },
    );

    app.get(
      '/api/authoring/drafts/:id/verifications',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'The last verifications of a draft, newest first',
          tags: TAGS,
          params: ByDraft,
          response: { 200: VerificationList, default: Problem },
        },
      },
      async (request) => {
        const { id } = request.params;
        if ((await store.packageDrafts.get(id)) === null) throw noDraft();
        const stored = await verifications.ofDraft(id);
        const summaries = await summariesOf(stored, verificationCases);
        return { items: stored.flatMap((one) => summaries.get(one.id) ?? []) };
      },
    );

    app.get(
      '/api/authoring/verifications/:id',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'A verification with all its cases',
          description: 'What changes after it comes over the websocket at /api/authoring/live, after `lastSeq`.',
          tags: TAGS,
          params: ById,
          response: { 200: Verification, default: Problem },
        },
      },
      async (request) => view(request.params.id),
    );

    app.get(
      '/api/authoring/verifications/:id/cases/:position',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'One case with its source and everything that judging it found',
          tags: TAGS,
          params: ById.extend({ position: z.coerce.number().int().min(0) }),
          response: { 200: VerificationCaseView, default: Problem },
        },
      },
      async (request) => {
        const { id, position } = request.params;
        const found = await verificationCases.one(id, position);
        if (found === null) throw new ProblemError(404, 'There is no such case.');
        return { case: caseView(found.case), source: found.source, report: found.report };
      },
    );

    app.post(
      '/api/authoring/verifications/:id/cancel',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Ends a verification: what has not ended yet is not judged',
          tags: TAGS,
          params: ById,
          response: { 200: Verification, default: Problem },
        },
      },
      async (request) => {
        const { id } = request.params;
        const cancelled = await verifications.cancel(id, whoAsks(request).account.id);
        if (cancelled === 'unknown') throw noVerification();
        if (cancelled === 'ended') throw new ProblemError(409, 'This verification has ended already.');
        return view(id);
      },
    );

    app.post(
      '/api/authoring/drafts/:id/publish',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Makes a draft what candidates get, when its verification is green and of the files as they are',
          description:
            'The exercise is the app’s from then on, whatever the exercises’ folder has, until it is given back.',
          tags: TAGS,
          params: ByDraft,
          body: PublishRequest,
          response: { 201: Published, default: Problem },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const published = await publishDraft(store, bank, id, request.body, whoAsks(request).account.id);
        return reply.status(201).send(published);
      },
    );
  };
}
