/**
 * The server as a Fastify app, without a process around it: everything that it needs comes in, so that tests build one
 * with `buildApp` and use `inject`.
 */
import cookie from '@fastify/cookie';
import websocket from '@fastify/websocket';
import { LIVE_CODE_LIMITS } from '@lockstep/protocol';
import type { EventFeed, Store } from '@lockstep/store';
import Fastify, { type FastifyInstance, LogController, type RouteOptions } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { setAccess } from './accounts/access.ts';
import { type SendMail, smtpMail } from './accounts/mail.ts';
import { configuredProvider } from './accounts/provider.ts';
import type { ServerConfig } from './config.ts';
import { acceptStrictJson, BODY_LIMIT_BYTES } from './json-body.ts';
import { LiveHub } from './live/live-hub.ts';
import { liveRoute } from './live/live-route.ts';
import { LiveCodeHub } from './live-code/live-code-hub.ts';
import { liveCodeRoute } from './live-code/live-code-route.ts';
import { setProblemHandlers } from './problems.ts';
import { accountRoutes } from './routes/account.ts';
import { adminRoutes } from './routes/admin.ts';
import type { RouteContext } from './routes/context.ts';
import { setDocs } from './routes/docs.ts';
import { exerciseRoutes } from './routes/exercises.ts';
import { healthRoutes } from './routes/health.ts';
import { interviewRoutes } from './routes/interviews.ts';
import { operationRoutes } from './routes/operations.ts';
import { providerRoutes } from './routes/provider.ts';
import { questionRoutes } from './routes/questions.ts';
import { sittingRoutes } from './routes/sitting.ts';
import { submissionRoutes } from './routes/submissions.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { typingRoutes } from './routes/typing.ts';
import { setWeb } from './routes/web.ts';
import { setSecurity } from './security.ts';
import { createVisitors } from './visitor.ts';

export interface AppParts {
  readonly store: Store;
  readonly feed: EventFeed;
  readonly config: ServerConfig;
  /** How mail is sent, instead of by SMTP_URL. */
  readonly mail?: SendMail;
  /** The clock of sittings. */
  readonly now?: () => Date;
  /** Told of each route. */
  readonly onRoute?: (route: RouteOptions) => void;
}

/** Builds the app; the caller listens and closes. The store and the feed stay the caller's. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { store, feed, config, mail, now = () => new Date(), onRoute } = parts;
  const app = Fastify({
    logger: config.LOG_LEVEL === 'silent' ? false : { level: config.LOG_LEVEL },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: config.TRUST_PROXY,
    requestTimeout: 30_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  setProblemHandlers(app, config.WEB_DIST === undefined ? null : (reply) => reply.sendFile('index.html'));
  acceptStrictJson(app);

  await app.register(cookie);
  // Before whatever may refuse a request: it ends the connections of refused ones. Messages may be as long as the longest that
  // any of the websockets takes; each holds to its own bound.
  await app.register(websocket, { options: { maxPayload: LIVE_CODE_LIMITS.messageBytes } });
  await setSecurity(app, config);
  if (onRoute !== undefined) app.addHook('onRoute', onRoute);
  setAccess(app, store);
  await setDocs(app);

  const hub = new LiveHub(store.events);
  const liveCode = new LiveCodeHub({ store, now, warn: (what, error) => app.log.warn({ err: error }, what) });
  const stopListening = feed.subscribe((notice) => {
    if (notice.kind === 'event') hub.notice(notice.submission);
    else if (notice.kind === 'reconnected') hub.noticeAll();
    liveCode.notice(notice);
  });
  app.addHook('onClose', async () => {
    stopListening();
    await liveCode.close();
  });

  const visitors = createVisitors(store);
  const context: RouteContext = {
    store,
    visitors,
    config,
    mail: mail ?? configuredMail(config),
    now,
    liveCode,
  };
  await app.register(accountRoutes(context));
  const provider = configuredProvider(config);
  if (provider !== null) await app.register(providerRoutes(context, provider));
  await app.register(tokenRoutes(context));
  await app.register(adminRoutes(context));
  await app.register(operationRoutes(context));
  await app.register(interviewRoutes(context));
  await app.register(sittingRoutes(context));
  await app.register(typingRoutes(context));
  await app.register(exerciseRoutes(context));
  await app.register(questionRoutes(context));
  await app.register(submissionRoutes(context));
  await app.register(healthRoutes(context));
  await app.register(liveRoute, { store, hub, visitors });
  await app.register(liveCodeRoute, { store, hub: liveCode, now });
  if (config.WEB_DIST !== undefined) await setWeb(app, config.WEB_DIST, visitors);
  return app;
}

function configuredMail({ SMTP_URL, MAIL_FROM }: ServerConfig): SendMail | null {
  return SMTP_URL === undefined || MAIL_FROM === undefined ? null : smtpMail(SMTP_URL, MAIL_FROM);
}
