/** What the pages of authors keep in the query cache. */
import type { PackageDraftId, VerificationSummary } from '@lockstep/protocol';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Api } from '../../shared/api/api.ts';
import { checkerModule, drafts, exercises, rejudges, verifications } from './authoring-api.ts';

export const authoringKeys = {
  drafts: ['authoring', 'drafts'],
  draft: (id: string) => ['authoring', 'draft', id],
  check: (id: string, digest: string) => ['authoring', 'check', id, digest],
  exercises: ['authoring', 'exercises'],
  exercise: (slug: string) => ['authoring', 'exercise', slug],
  rejudge: (id: string) => ['authoring', 'rejudge', id],
} as const;

export function draftsQuery(api: Api, archived: boolean) {
  return queryOptions({
    queryKey: [...authoringKeys.drafts, archived ? 'archived' : 'open'],
    queryFn: ({ signal }) => drafts.list(api, archived, signal),
    // Others work on them, too.
    staleTime: 0,
  });
}

export function draftQuery(api: Api, id: string) {
  return queryOptions({
    queryKey: authoringKeys.draft(id),
    queryFn: ({ signal }) => drafts.view(api, id, signal),
    staleTime: 5_000,
  });
}

/** Of the files with that digest: another digest is another check. */
export function checkQuery(api: Api, id: string, digest: string) {
  return queryOptions({
    queryKey: authoringKeys.check(id, digest),
    queryFn: () => drafts.check(api, id),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    placeholderData: (before) => before,
  });
}

export function exercisesQuery(api: Api) {
  return queryOptions({
    queryKey: authoringKeys.exercises,
    queryFn: ({ signal }) => exercises.list(api, signal),
    staleTime: 0,
  });
}

export function exerciseQuery(api: Api, slug: string) {
  return queryOptions({
    queryKey: authoringKeys.exercise(slug),
    queryFn: ({ signal }) => exercises.view(api, slug, signal),
    staleTime: 0,
  });
}

export function differenceQuery(api: Api, slug: string) {
  return queryOptions({
    queryKey: [...authoringKeys.exercise(slug), 'difference'],
    queryFn: ({ signal }) => exercises.difference(api, slug, signal),
    staleTime: 0,
  });
}

/** What was judged of one case never changes once it ended. */
export function caseQuery(api: Api, id: string, position: number) {
  return queryOptions({
    queryKey: ['authoring', 'case', id, position],
    queryFn: ({ signal }) => verifications.caseAt(api, id, position, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** While it runs it is asked for each second. */
export function rejudgeQuery(api: Api, id: string) {
  return queryOptions({
    queryKey: authoringKeys.rejudge(id),
    queryFn: ({ signal }) => rejudges.view(api, id, signal),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === 'running' ? 1_000 : false),
  });
}

/** `ended`: more may have come since. */
export function differencesQuery(api: Api, id: string, ended: number) {
  return infiniteQueryOptions({
    queryKey: [...authoringKeys.rejudge(id), 'differences', ended],
    queryFn: ({ pageParam, signal }) => rejudges.differences(api, id, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
}

export function checkerModuleQuery(api: Api) {
  return queryOptions({
    queryKey: ['authoring', 'checker-module'],
    queryFn: () => checkerModule(api),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export interface DraftFace {
  readonly id: PackageDraftId;
  readonly title: string;
  readonly slug: string;
  readonly verification: VerificationSummary | null;
}
