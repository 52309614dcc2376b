/**
 * Every answer of 400 or above is a problem document (RFC 9457): what happened and what to do about it. A fault of
 * ours says only that; its cause goes to the log, never to the client.
 */
import type { Problem } from '@lockstep/protocol';
import { StoreUnavailable } from '@lockstep/store';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What is told to who sends more than the route takes. */
    tooLarge?: string;
    /** The media type of the body, where it is not JSON. */
    bodyType?: string;
  }
}

/** Throw this in a route for an expected failure. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;
  readonly retryAfterSeconds: number | undefined;

  /** `members`: what the document says beside what every one says (RFC 9457, 3.2). */
  constructor(
    status: number,
    detail: string,
    options: {
      errors?: Problem['errors'];
      retryAfterSeconds?: number;
      members?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(detail);
    this.problem = { ...problemOf(status, detail, options.errors), ...options.members };
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

const TITLES: Record<number, string> = {
  400: 'The request is not valid',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported content type',
  429: 'Too many requests',
  500: 'Our fault',
  503: 'Temporarily unavailable',
};

export function problemOf(status: number, detail: string, errors?: Problem['errors']): Problem {
  return {
    type: 'about:blank',
    title: TITLES[status] ?? 'Error',
    status,
    detail,
    ...(errors === undefined ? {} : { errors }),
  };
}

/** The answer to a request that names an exercise that is not there. */
export function noExercise(slug: string): ProblemError {
  return new ProblemError(404, `There is no exercise "${slug}". GET /api/exercises lists them all.`);
}

/** The answer to a request that names a draft of a package that is not there. */
export function noDraft(): ProblemError {
  return new ProblemError(404, 'There is no draft with this id. GET /api/authoring/drafts lists them all.');
}

/** The answer to a change of a draft that was archived. */
export function archivedDraft(): ProblemError {
  return new ProblemError(409, 'This draft is archived. Restore it first.');
}

/**
 * Sets the error and not-found handlers. Must be called before routes are registered. `page`, where there is a web app,
 * answers a browser that asks for a page which does not exist.
 */
export function setProblemHandlers(app: FastifyInstance, page: ((reply: FastifyReply) => FastifyReply) | null): void {
  app.setErrorHandler((error: FastifyError, request, reply) =>
    answer(toProblem(error, request), error, request, reply),
  );
  app.setNotFoundHandler((request, reply) => {
    const path = pathOf(request);
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (page !== null && wantsPage && !/^\/(api|docs|assets)(\/|$)/.test(path)) return page(reply.status(404));
    return send(reply, problemOf(404, `There is nothing at ${request.method} ${path}.`), request);
  });
}

function answer(problem: Problem, error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
  if (error instanceof ProblemError && error.retryAfterSeconds !== undefined) {
    reply.header('retry-after', error.retryAfterSeconds);
  }
  return send(reply, problem, request);
}

function send(reply: FastifyReply, problem: Problem, request: FastifyRequest): FastifyReply {
  return reply
    .status(problem.status)
    .header('content-type', 'application/problem+json')
    .serializer((value: unknown) => JSON.stringify(value))
    .send({ ...problem, instance: pathOf(request) });
}

function toProblem(error: FastifyError, request: FastifyRequest): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof StoreUnavailable) {
    return problemOf(503, 'The database does not answer. Nothing was lost; try again in a few seconds.');
  }
  if (isResponseSerializationError(error)) return problemOf(500, OUR_FAULT);
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map((issue) => ({
      path: [error.validationContext, ...issue.instancePath.split('/').filter(Boolean)].join('.'),
      message: issue.message ?? 'not valid',
    }));
    const [first] = errors;
    return problemOf(
      400,
      first === undefined ? 'The request is not valid.' : `${first.path}: ${first.message}`,
      errors,
    );
  }
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problemOf(
        413,
        request.routeOptions.config.tooLarge ?? 'The request is too large. A solution may have at most 64 KiB.',
      );
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problemOf(415, `Send the body as ${request.routeOptions.config.bodyType ?? 'application/json'}.`);
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return problemOf(400, 'The body is empty; send a JSON object.');
    default:
  }
  const status = error.statusCode ?? 500;
  if (status === 429) return problemOf(429, error.message);
  if (status >= 400 && status < 500) return problemOf(status, clientDetail(error, request));
  return problemOf(500, OUR_FAULT);
}

const OUR_FAULT = 'Something went wrong on our side. Nothing that you sent before is lost; try again.';

function clientDetail(error: FastifyError, request: FastifyRequest): string {
  if (error instanceof SyntaxError) return 'The body is not valid JSON.';
  return error.message === '' ? `${request.method} ${pathOf(request)} cannot be answered.` : error.message;
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? request.url;
}
