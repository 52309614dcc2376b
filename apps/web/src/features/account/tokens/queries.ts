/** One's own API tokens at the server. */
import { ApiTokenList } from '@lockstep/protocol';
import { queryOptions } from '@tanstack/react-query';
import { NOTHING } from '../../../shared/account/session.ts';
import type { Api } from '../../../shared/api/api.ts';
import { ApiError } from '../../../shared/api/http.ts';

export const TOKENS_PATH = '/api/account/tokens';
export const tokensKey = ['account-tokens'] as const;

export function tokensQuery(api: Api) {
  return queryOptions({
    queryKey: tokensKey,
    queryFn: ({ signal }) => api.read(TOKENS_PATH, ApiTokenList, signal),
  });
}

export async function revokeToken(api: Api, id: string): Promise<void> {
  try {
    await api.send('DELETE', `${TOKENS_PATH}/${id}`, NOTHING);
  } catch (error) {
    // It was revoked meanwhile, in another tab: that is what was wanted.
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
}
