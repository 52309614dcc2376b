/** Tries of one address in a minute, where something could be guessed: passwords, links. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ServerConfig } from '../config.ts';
import { ProblemError } from '../problems.ts';

/** For `onRequest` of each route that counts together with the others. */
export function guessLimit(
  app: FastifyInstance,
  { SIGN_INS_PER_MINUTE: max }: ServerConfig,
): (request: FastifyRequest) => Promise<void> {
  const count = app.createRateLimit({ max, timeWindow: '1 minute' });
  return async (request) => {
    const counted = await count(request);
    if (counted.isAllowed || !counted.isExceeded) return;
    throw new ProblemError(429, 'Too many tries from this address. Wait a minute, then try again.', {
      retryAfterSeconds: counted.ttlInSeconds,
    });
  };
}
