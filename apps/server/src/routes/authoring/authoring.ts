/** All routes of authoring, together with what only they need: the exercises' folder as it is now. */
import type { FastifyPluginAsync } from 'fastify';
import { openBankFolder } from '../../authoring/bank-folder.ts';
import type { RouteContext } from '../context.ts';
import { draftRoutes } from './drafts.ts';
import { authoredExerciseRoutes } from './exercises.ts';
import { fileRoutes } from './files.ts';
import { rejudgeRoutes } from './rejudges.ts';
import { verificationRoutes } from './verifications.ts';

export function authoringRoutes({ store, config }: Pick<RouteContext, 'store' | 'config'>): FastifyPluginAsync {
  const context = { store, bank: openBankFolder(config.EXERCISES) };
  return async (app) => {
    await app.register(draftRoutes(context));
    await app.register(fileRoutes(context));
    await app.register(verificationRoutes(context));
    await app.register(authoredExerciseRoutes(context));
    await app.register(rejudgeRoutes(context));
  };
}
