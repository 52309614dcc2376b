/** The interview that this browser sits, kept up to date: more time may be given, and it may be ended. */
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ApiError } from '../../shared/api/http.ts';
import { interviewKeys, leaveSitting, sittingQuery, type TimedSitting } from '../../shared/api/interviews-api.ts';
import { useServices } from '../../shared/api/services.tsx';
import { markSitting, unmarkSitting } from '../../shared/sitting/sitting-sign.ts';

const ASK_AGAIN_MS = 30_000;

export function useSitting(enabled = true) {
  const { api, store } = useServices();
  const sitting = useQuery({
    ...sittingQuery(api),
    enabled,
    refetchInterval: ({ state: { data } }) => (data === undefined || isSettled(data) ? false : ASK_AGAIN_MS),
  });
  const { data, error } = sitting;
  const id = data?.id;
  const none = error instanceof ApiError && error.status === 404;
  useEffect(() => {
    if (none) unmarkSitting(store);
    else if (id !== undefined) markSitting(store, id);
  }, [none, id, store]);
  return { ...sitting, none };
}

function isSettled({ state, finishedAt }: TimedSitting): boolean {
  return state === 'withdrawn' || finishedAt !== null;
}

/** What does not depend on which interview this browser sits. */
const OF_NO_SITTING: ReadonlySet<unknown> = new Set(['sitting', 'open-sitting', 'session', 'interviews', 'admin']);

/** Everything else that was fetched is of another visitor now, or of another state of the interview. */
export function forgetOtherAnswers(client: QueryClient): void {
  void client.resetQueries({ predicate: ({ queryKey }) => !OF_NO_SITTING.has(queryKey[0]) });
}

/** Takes over what the server answered to a change. */
export function useTakeOver(): (view: TimedSitting) => void {
  const client = useQueryClient();
  const { store } = useServices();
  return (view) => {
    client.setQueryData(interviewKeys.sitting, view);
    markSitting(store, view.id);
    forgetOtherAnswers(client);
  };
}

/** This browser sits the interview no more. The page must go elsewhere before that, or it would ask for it again. */
export function useLeave(): (goElsewhere: () => Promise<void>) => Promise<void> {
  const client = useQueryClient();
  const { api, store } = useServices();
  return async (goElsewhere) => {
    await leaveSitting(api);
    unmarkSitting(store);
    await goElsewhere();
    client.removeQueries({ queryKey: interviewKeys.sitting });
    forgetOtherAnswers(client);
  };
}
