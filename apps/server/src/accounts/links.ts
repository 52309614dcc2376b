/** Addresses of links. The token stands behind the `#`: no browser sends it anywhere, no log has it. */
import type { NewLink } from '@lockstep/store';
import type { FastifyRequest } from 'fastify';
import type { ServerConfig } from '../config.ts';

/** The address to open a link at. Without PUBLIC_URL it is that by which the request reached us. */
export function linkAddress(
  { PUBLIC_URL }: Pick<ServerConfig, 'PUBLIC_URL'>,
  page: 'welcome' | 'interview',
  { token }: Pick<NewLink, 'token'>,
  request?: FastifyRequest,
): string {
  const base = PUBLIC_URL ?? (request === undefined ? 'http://localhost' : `${request.protocol}://${request.host}`);
  return new URL(`/${page}#${token}`, base).href;
}
