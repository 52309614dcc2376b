/** The server's process: reads settings, migrates, publishes the exercises, listens, and stops in reverse order. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { loadExercises } from '@lockstep/exercise-kit';
import { openEventFeed, openStore } from '@lockstep/store';
import { linkAddress } from './accounts/links.ts';
import { buildApp } from './app.ts';
import { readConfig } from './config.ts';
import { startRetention } from './retention.ts';
import { createPost } from './webhooks/post.ts';
import { WebhookSender } from './webhooks/sender.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const builtWeb = path.join(ROOT, 'apps/web/dist');

/** sysexits.h: starting again without a change would not help. */
const EXIT_CONFIG = 78;

const config = readConfig({
  EXERCISES: path.join(ROOT, 'exercises'),
  ...(existsSync(builtWeb) ? { WEB_DIST: builtWeb } : {}),
  ...process.env,
});
const log = (level: string, message: string): void => {
  if (config.LOG_LEVEL === 'silent' || (level === 'info' && !['info', 'debug'].includes(config.LOG_LEVEL))) return;
  process.stderr.write(`server ${process.pid}: ${message}\n`);
};
const store = await openStore({
  url: config.DATABASE_URL,
  log,
  maxUnfinishedPerVisitor: config.UNFINISHED_PER_VISITOR,
});
const loaded = await loadExercises(config.EXERCISES);
await store.exercises.publish(
  loaded.exercises.map(({ exercise }) => exercise),
  loaded.broken.map(({ slug, errors }) => ({
    slug,
    error: errors.map(({ file, key, message }) => [file, key, message].filter(Boolean).join(': ')).join('\n'),
  })),
);
await store.questions.publish(
  loaded.questions.map(({ question }) => question),
  loaded.broken,
);
for (const { slug } of loaded.broken)
  process.stderr.write(`exercise ${slug} is broken and left out; the list page says why\n`);
const feed = await openEventFeed({ url: config.DATABASE_URL, log });
const app = await buildApp({ store, feed, config });
const address = await app.listen({ host: config.HOST, port: config.PORT }).catch((error: NodeJS.ErrnoException) => {
  if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
  const why = error.code === 'EADDRINUSE' ? 'is in use' : 'may not be opened by this user';
  process.stderr.write(`Port ${config.PORT} ${why}. Set PORT to another one: PORT=3001 npm start\n`);
  process.exit(EXIT_CONFIG);
});
process.stderr.write(`server listening on ${address}\n`);
const firstAdmin = await store.accountLinks.firstAdmin();
if (firstAdmin !== null) {
  const link = linkAddress(
    { PUBLIC_URL: config.PUBLIC_URL ?? `http://localhost:${portOf(app)}` },
    'welcome',
    firstAdmin,
  );
  process.stderr.write(
    `There is no admin yet. Whoever opens this link first, within 24 hours, becomes one:\n  ${link}\n`,
  );
}
process.send?.('ready');

function portOf({ server }: typeof app): number {
  const bound = server.address();
  return typeof bound === 'object' && bound !== null ? bound.port : config.PORT;
}

const endRetention = startRetention(store, config, log);
const post = createPost({ targets: config.WEBHOOK_PRIVATE_TARGETS });
const sender = new WebhookSender({ deliveries: store.deliveries, post, now: () => new Date(), log });
sender.start();

let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  await app.close();
  await sender.stop();
  await endRetention();
  await feed.close();
  await store.close();
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
// Started by `npm start`: without it, nobody would stop us.
process.once('disconnect', () => void stop());
process.channel?.unref();
