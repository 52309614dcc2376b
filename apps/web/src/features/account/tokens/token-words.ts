/** What is asked for, shown and said of API tokens. Pure. */
import type { ApiTokenRequest, ApiTokenView, TokenScope } from '@lockstep/protocol';
import type { Values } from '../../../shared/form/field-name.ts';
import { checkedOf } from '../../../shared/form/form-faults.ts';

/** What the form for a new token asks for, as it is sent: the server judges it. */
export function tokenRequest({ name = '', scopes, days }: Values): ApiTokenRequest {
  return { name, scopes: checkedOf(scopes) as TokenScope[], days: days === 'never' ? null : Number(days) };
}

/** Whether a token's time is over. */
export function isEnded({ expiresAt }: Pick<ApiTokenView, 'expiresAt'>, nowMs: number): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= nowMs;
}

/** A command that a token with these scopes may run: one that reads where it may, else one that submits. */
export function curlExample(origin: string, scopes: readonly TokenScope[]): string {
  const call = `curl -H "Authorization: Bearer $LOCKSTEP_TOKEN"`;
  const address = `${origin}/api/submissions`;
  return scopes.includes('read')
    ? `${call} ${address}`
    : `${call} --json '{"slug": "locked-counter", "mode": "samples", "source": "…"}' ${address}`;
}
