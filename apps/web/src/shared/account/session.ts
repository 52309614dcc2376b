/**
 * Who is signed in with this browser. The query cache has who it was when the server last said so; the flag `signedOut`
 * is up when the server has said since that they are not any more. Kept apart, because who signs in again as the same
 * person must find the page as it was.
 */
import { type AccountView, SignInState } from '@lockstep/protocol';
import { type Query, type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Parser } from '../api/http.ts';
import { queryKeys } from '../api/queries.ts';
import { SESSION_PATH, type Services, useServices } from '../api/services.tsx';
import { useSignedOut } from './use-signed-out.ts';

export type SessionServices = Pick<Services, 'api' | 'signedOut'>;

/** For answers that say nothing. */
export const NOTHING: Parser<null> = { parse: () => null };

/** An answer of the server to "who am I", put beside who it was before. */
export function noteSession(
  { signedOut }: Pick<Services, 'signedOut'>,
  before: SignInState | undefined,
  now: SignInState,
): SignInState {
  const was = before?.account ?? null;
  if (now.account !== null) {
    signedOut.set(false);
    return now;
  }
  if (was !== null) signedOut.set(true);
  return { ...now, account: was };
}

/** A server that could not be reached is asked again. */
const AGAIN_MS = 5_000;

export function sessionQuery(services: SessionServices) {
  return queryOptions({
    queryKey: queryKeys.session,
    queryFn: async ({ client, signal }) => {
      const before = client.getQueryData<SignInState>(queryKeys.session);
      const now = await services.api.read(SESSION_PATH, SignInState, signal);
      const other = now.account !== null && before !== undefined && before.account?.id !== now.account.id;
      // Somebody signed in with this browser elsewhere, in another tab.
      if (other) void client.invalidateQueries({ predicate: isOfVisitor });
      return noteSession(services, before, now);
    },
    staleTime: 60_000,
    // A page may come back without it, by its own "Try again".
    refetchInterval: ({ state }) => (state.status === 'error' ? AGAIN_MS : false),
  });
}

export interface Session {
  /** Undefined while it is on its way. */
  readonly state: SignInState | undefined;
  /** Who is signed in now; null: nobody. */
  readonly account: AccountView | null;
  readonly error: Error | null;
  readonly retry: () => void;
}

export function useSession(): Session {
  const services = useServices();
  const { data, error, refetch } = useQuery(sessionQuery(services));
  const out = useSignedOut();
  return {
    state: data,
    account: out ? null : (data?.account ?? null),
    error,
    retry: () => void refetch(),
  };
}

/**
 * From now on requests are those of the account in `state`, or of nobody's. What the cache has of another visitor is
 * dropped and fetched anew; of the same one it is kept on the page meanwhile.
 */
export function becomeVisitor(
  client: QueryClient,
  { signedOut }: Pick<Services, 'signedOut'>,
  state: SignInState,
): void {
  const before = client.getQueryData<SignInState>(queryKeys.session);
  client.setQueryData(queryKeys.session, state);
  signedOut.set(false);
  const same = state.account !== null && before?.account?.id === state.account.id;
  if (same) void client.invalidateQueries({ predicate: isOfVisitor });
  else void client.resetQueries({ predicate: isOfVisitor });
}

export function useBecomeVisitor(): (state: SignInState) => void {
  const client = useQueryClient();
  const services = useServices();
  return (state) => becomeVisitor(client, services, state);
}

/** Put into the `meta` of a query whose answer does not depend on who asks. */
export const OF_ANYBODY = { ofAnybody: true } as const;

function isOfVisitor({ queryKey, meta }: Pick<Query, 'queryKey' | 'meta'>): boolean {
  return queryKey[0] !== queryKeys.session[0] && meta?.ofAnybody !== true;
}
