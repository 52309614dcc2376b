/** What the page about the judging reads, and what it does about it. */
import { FailedJudgingPage, JudgingView, StorageView, type SubmissionId, SubmissionSummary } from '@lockstep/protocol';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { NOTHING } from '../../../shared/account/session.ts';
import type { Api } from '../../../shared/api/api.ts';
import { ApiError } from '../../../shared/api/http.ts';
import { pageOf } from '../queries.ts';

const EVERY_MS = 3_000;

export const judgingKey = ['admin', 'judging'] as const;

/** Read again and again while the page is visible; not after a refusal, as of somebody who was signed out meanwhile. */
export function judgingQuery(api: Api) {
  return queryOptions({
    queryKey: judgingKey,
    queryFn: ({ signal }) => api.read('/api/admin/judging', JudgingView, signal),
    staleTime: 0,
    refetchInterval: ({ state }) => (isRefusal(state.error) ? false : EVERY_MS),
  });
}

export function failuresQuery(api: Api) {
  return infiniteQueryOptions({
    queryKey: ['admin', 'failures'],
    queryFn: ({ pageParam, signal }) => api.read(pageOf('/api/admin/failures', pageParam), FailedJudgingPage, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
}

export function storageQuery(api: Api) {
  return queryOptions({
    queryKey: ['admin', 'storage'],
    queryFn: ({ signal }) => api.read('/api/admin/storage', StorageView, signal),
  });
}

/** Rejects with status 409 when it is judged already. */
export function cancelJudging(api: Api, id: SubmissionId): Promise<null> {
  return api.send('POST', `/api/admin/submissions/${id}/cancel`, NOTHING, {});
}

/** Resolves to the new submission. */
export function judgeAgain(api: Api, id: SubmissionId): Promise<SubmissionSummary> {
  return api.send('POST', `/api/admin/submissions/${id}/judge-again`, SubmissionSummary, {});
}

function isRefusal(error: Error | null): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500;
}
